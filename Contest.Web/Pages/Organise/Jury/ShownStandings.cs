using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Web.Editions;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Jury;

/// <summary>The preliminary's standings as the oversight sees them: closed ones as kept, before that a preview.</summary>
/// <param name="Standings">The standings.</param>
/// <param name="Groups">Who goes on by them.</param>
/// <param name="Sheet">What was frozen; null while they are a preview.</param>
/// <param name="IsCounted">The public vote is counted; before that it gives nobody a point.</param>
public sealed record ShownStandings(
    Standings Standings,
    IReadOnlyList<GroupAdvancement> Groups,
    StandingSheet? Sheet,
    bool IsCounted
)
{
    public static async Task<ShownStandings> ReadAsync(ContestDb db, CurrentEdition edition, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(edition);
        var counted = await db.TallySheets.AnyAsync(t => t.CompetitionId == edition.Id, cancel);
        if (await db.StandingsOfAsync(edition.Id, Stage.Preliminary, cancel) is { } sheet)
            return new(
                CanonicalJson.Read<Standings>(sheet.Json),
                await db.AdvancementAsync(sheet, edition.Rulebook, cancel),
                sheet,
                counted
            );
        var now = await db.ComputeNowAsync(edition.Id, edition.Rulebook, cancel);
        return new(
            now,
            GroupAdvancement.Of(now, edition.Rulebook.CutRules(), new Dictionary<string, IReadOnlyList<Guid>>()),
            null,
            counted
        );
    }

    /// <summary>Whether an entry goes on, is level on the line, or neither.</summary>
    public LineSide SideOf(Guid entryId) =>
        Groups.Any(g => g.ByLot.Contains(entryId)) ? LineSide.ThroughByLot
        : Groups.Any(g => g.Through.Any(s => s.EntryId == entryId)) ? LineSide.Through
        : Groups.Any(g => g.Level.Any(s => s.EntryId == entryId)) ? LineSide.Level
        : LineSide.Below;
}

/// <summary>Where an entry is by the cut.</summary>
public enum LineSide
{
    Through = 1,
    ThroughByLot = 2,
    Level = 3,
    Below = 4,
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Draw;

/// <summary>A finalist as the draw's pages name it.</summary>
public sealed record DrawnProject(string Code, string Title, string Entrants);

/// <summary>The draw as its three pages show it: the record read once and taken out of its JSON.</summary>
public sealed class DrawPicture
{
    public required DrawRecord Record { get; init; }
    public required IReadOnlyList<string> Parties { get; init; }
    public required IReadOnlyList<string> Labels { get; init; }
    public required IReadOnlyList<DrawSource> Sources { get; init; }
    public required IReadOnlyDictionary<string, DrawnProject> Projects { get; init; }

    /// <summary>As entered; null before.</summary>
    public IReadOnlyList<PublicValue>? Values { get; init; }

    /// <summary>Null before the draw.</summary>
    public DrawBundle? Bundle { get; init; }

    /// <summary>How many places of the order the public and the hall are shown.</summary>
    public int Shown { get; init; }

    public bool IsDrawn => Bundle is not null;
    public bool IsAllShown => IsDrawn && Shown == Labels.Count;
    public Entropy Entropy =>
        Entropy.Of(
            Labels.Count,
            Sources.Select(s =>
                System.Numerics.BigInteger.Parse(s.Outcomes, System.Globalization.CultureInfo.InvariantCulture)
            )
        );

    public DrawCommitment? CommitmentOf(string party) => Record.Commitments.SingleOrDefault(c => c.Party == party);

    /// <summary>The project at a place from 1, or null while it is not shown.</summary>
    public DrawnProject? At(int place) => place <= Shown ? Projects[Bundle!.Order[place - 1]] : null;

    /// <summary>Null while there is nothing this viewer may see.</summary>
    public static async Task<DrawPicture?> ReadAsync(
        ContestDb db,
        CurrentEdition edition,
        Viewer viewer,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(edition);
        if (!edition.MaySee(viewer, Sight.DrawRecord))
            return null;
        var record = await db
            .DrawRecords.AsNoTracking()
            .Include(d => d.Commitments)
            .SingleOrDefaultAsync(d => d.CompetitionId == edition.Id, cancel);
        if (record is null)
            return null;
        var labels = CanonicalJson.Read<List<string>>(record.Labels);
        return new()
        {
            Record = record,
            Parties = edition.Rulebook.Draw.Parties,
            Labels = labels,
            Sources = CanonicalJson.Read<List<DrawSource>>(record.Sources),
            Values = record.Values is { } values ? CanonicalJson.Read<List<PublicValue>>(values) : null,
            Bundle = record.Bundle is { } bundle ? DrawBundle.Parse(bundle) : null,
            Shown = record.Bundle is null
                ? 0
                : Visibility.PlacesShown(edition.Competition.Stages, record.Opened, labels.Count),
            Projects = await ProjectsAsync(db, edition.Id, labels, cancel),
        };
    }

    private static async Task<Dictionary<string, DrawnProject>> ProjectsAsync(
        ContestDb db,
        Guid edition,
        List<string> labels,
        CancellationToken cancel
    )
    {
        var entries = await db
            .Entries.Where(e => e.CompetitionId == edition && labels.Contains(e.Code!))
            .Select(e => new
            {
                e.Code,
                e.Title,
                Names = e.Participations.OrderBy(p => p.Position).Select(p => p.Entrant.Name).ToList(),
            })
            .ToListAsync(cancel);
        return entries.ToDictionary(e => e.Code!, e => new DrawnProject(e.Code!, e.Title, string.Join("、", e.Names)));
    }
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Two people confirm the closed standings and who goes on by them. The second approves exactly the list and the hash
/// the first was shown; then the finalists are written and the advancement notice is published, in one transaction.
/// </summary>
public sealed class ConfirmStandings(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    /// <param name="StandingsHash">The hash of the standings the first person has read.</param>
    public sealed record Command(Guid CompetitionId, string StandingsHash, Actor Actor);

    /// <summary>What the second person is shown, and approves.</summary>
    /// <param name="Sheet">Which sheet of the round: 1 of the close, more when it was computed anew.</param>
    /// <param name="Days">The working days of the notice.</param>
    public sealed record Confirmation(int Sheet, string StandingsHash, int Days, IReadOnlyList<Part> Groups);

    /// <summary>One group: its places and who has them.</summary>
    public sealed record Part(string Group, int Places, IReadOnlyList<Line> Through);

    /// <summary>One entry that goes on.</summary>
    public sealed record Line(int Rank, string Label, string Score, bool ByLot);

    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var shown = await ShownAsync(command.CompetitionId, cancel);
        if (shown.Refusal is { } refusal)
            return refusal;
        if (CanonicalJson.Read<Confirmation>(shown.Value!).StandingsHash != command.StandingsHash)
            return new Refusal("approval.changed");
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(ConfirmStandings),
            shown.Value!,
            command.Actor,
            clock.GetUtcNow(),
            cancel
        );
        if (asked.Refusal is null)
            await transaction.CommitAsync(cancel);
        return asked;
    }

    public Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return ShownAsync(approval.CompetitionId, cancel);
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        var runs = await db.MoveStagesAsync(approval.CompetitionId, cancel);
        // what two people decided about a judge may have come before the stages were held
        var shown = await ShownAsync(approval.CompetitionId, cancel);
        if (shown.Refusal is { } refusal)
            return refusal;
        if (shown.Value != approval.Shown)
            return new("approval.changed");
        var rulebook = await db.RulebookOfAsync(approval.CompetitionId, cancel);
        var sheet = await db.StandingsOfAsync(approval.CompetitionId, Stage.Preliminary, cancel);
        var groups = await db.AdvancementAsync(sheet!, rulebook, cancel);
        List<Standing> through = [.. groups.SelectMany(g => g.Through)];
        db.Finalists.AddRange(
            through.Select(s => new Finalist
            {
                CompetitionId = approval.CompetitionId,
                EntryId = s.EntryId,
                Place = s.Rank,
            })
        );
        runs.Single(r => r.Stage == Stage.Preliminary).ConfirmedAt = now;
        await AnnounceAsync(rulebook, sheet!, through, now, cancel);
        await db.RecordAsync(
            new(approval.RequestedBy, approval.RequestedByName, Role.Organizer),
            nameof(ConfirmStandings),
            "preliminary",
            now,
            approval.CompetitionId,
            after: new { sheet!.Hash, Finalists = through.Select(s => s.Label) },
            cancel: cancel
        );
        return null;
    }

    private async Task<Outcome<string>> ShownAsync(Guid competitionId, CancellationToken cancel)
    {
        var run = await db
            .StageRuns.AsNoTracking()
            .SingleAsync(r => r.CompetitionId == competitionId && r.Stage == Stage.Preliminary, cancel);
        var sheet = await db.StandingsOfAsync(competitionId, Stage.Preliminary, cancel);
        if (run.ClosedAt is null || sheet is null)
            return new Refusal("standing.not_closed");
        if (run.ConfirmedAt is not null)
            return new Refusal("standing.confirmed");
        var rulebook = await db.RulebookOfAsync(competitionId, cancel);
        if (await db.OpenConflictsAsync(competitionId, cancel) is > 0 and var open)
            return new Refusal("stage.open_conflicts", open);
        var groups = await db.AdvancementAsync(sheet, rulebook, cancel);
        if (groups.FirstOrDefault(g => g.NeedsLot) is { } level)
            return new Refusal("judging.level_on_the_line", rulebook.GroupName(level.Group), level.Level.Count);
        return CanonicalJson.Write(
            new Confirmation(
                sheet.Number,
                sheet.Hash,
                rulebook.Notices.AdvancementDays,
                [.. groups.Select(g => PartOf(g, rulebook.Preliminary.Places))]
            )
        );
    }

    private static Part PartOf(GroupAdvancement group, int places) =>
        new(
            group.Group,
            group.Places,
            [
                .. group.Through.Select(s => new Line(
                    s.Rank,
                    s.Label,
                    s.Score.ToString($"F{places}", System.Globalization.CultureInfo.InvariantCulture),
                    group.ByLot.Contains(s.EntryId)
                )),
            ]
        );

    private async Task AnnounceAsync(
        Rulebook rulebook,
        StandingSheet sheet,
        IReadOnlyList<Standing> through,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var seal = await db.LedgerSealAsync(sheet.CompetitionId, cancel);
        await db.PublishNoticeAsync(
            sheet.CompetitionId,
            "advancement",
            new
            {
                StandingsHash = sheet.Hash,
                Entries = through.OrderBy(s => s.Label, StringComparer.Ordinal).Select(s => new { s.Label, s.Group }),
                Days = rulebook.Notices.AdvancementDays,
                LedgerRoot = seal?.Root,
                LedgerSize = seal?.Size,
                LedgerFingerprint = seal?.Fingerprint,
            },
            now,
            (await db.WorkingCalendarAsync(cancel))
                .After(now, rulebook.Notices.AdvancementDays, TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone))
                .Ends,
            cancel
        );
    }
}

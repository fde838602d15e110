using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Conflicts;

/// <summary>
/// Marks that were given before a conflict was known are kept, and not counted: by two people, who are shown the
/// standings of the group with and without the sheet (DOMAIN.md 1.15).
/// </summary>
public sealed class SetSheetAside(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    public sealed record Command(Guid CompetitionId, Guid SheetId, string Reason, Actor Actor);

    /// <summary>One project of the group, with the sheet and without it.</summary>
    /// <param name="Score">With it; null while the project waits for sheets.</param>
    /// <param name="ScoreWithout">Without it; null when the project then waits for sheets.</param>
    public sealed record Line(string Entry, int? Rank, decimal? Score, int? RankWithout, decimal? ScoreWithout);

    /// <summary>What the second person is shown. The standings are those of <see cref="AsOf"/>.</summary>
    public sealed record Proposal(
        Guid SheetId,
        string Judge,
        string Entry,
        string Group,
        int Submission,
        string Reason,
        DateTimeOffset AsOf,
        IReadOnlyList<Line> Lines
    );

    /// <summary>Asks for the second person.</summary>
    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var asked = await db.AskToSetAsideAsync(command, clock.GetUtcNow(), cancel);
        if (asked.Refusal is null)
            await transaction.CommitAsync(cancel);
        return asked;
    }

    /// <summary>
    /// What would be done is the same as long as the sheet is: the standings shown are those of the moment it was asked,
    /// for other judges go on meanwhile.
    /// </summary>
    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = Read(approval.Shown);
        var sheet = await db.JudgeSheets.AsNoTracking().SingleAsync(s => s.Id == asked.SheetId, cancel);
        return ConflictRules.WhyNotSetAside(sheet, asked.Reason) is { } refusal ? refusal
            : sheet.Submissions != asked.Submission ? new Refusal("approval.changed")
            : approval.Shown;
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = Read(approval.Shown);
        var runs = await db.MoveStagesAsync(approval.CompetitionId, cancel);
        var sheet = await db.HoldSheetAsync(asked.SheetId, cancel);
        // shown before the sheet was held: it may have been unlocked since
        if (ConflictRules.WhyNotSetAside(sheet!, asked.Reason) is { } refusal)
            return refusal;
        if (sheet!.Submissions != asked.Submission)
            return new("approval.changed");
        var run = runs.Single(r => r.Stage == sheet.Round);
        var isFrozen = sheet.Round == Stage.Preliminary && run is { ClosedAt: not null, ConfirmedAt: null };
        if (!isFrozen && StageGates.WhyNotAct(run) is { } closed)
            return closed;
        sheet.SetAsideAt = now;
        sheet.SetAsideReason = asked.Reason;
        await db.SaveChangesAsync(cancel);
        Actor first = new(approval.RequestedBy, approval.RequestedByName, Role.Organizer);
        if (isFrozen && await ComputeAnewAsync(approval.CompetitionId, first, now, cancel) is { } waiting)
            return waiting;
        await db.RecordAsync(
            first,
            nameof(SetSheetAside),
            $"sheet:{sheet.Id}",
            now,
            sheet.CompetitionId,
            after: new
            {
                asked.Judge,
                asked.Entry,
                asked.Reason,
            },
            cancel: cancel
        );
        return null;
    }

    /// <summary>Standings that were closed and not confirmed are computed again; nobody may wait for a sheet then.</summary>
    private async Task<Refusal?> ComputeAnewAsync(
        Guid competitionId,
        Actor first,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var rulebook = await db.RulebookOfAsync(competitionId, cancel);
        var standings = await db.ComputeNowAsync(competitionId, rulebook, cancel);
        if (standings.Waiting.Count > 0)
            return new("standing.event_leaves_waiting", standings.Waiting.Count);
        await db.KeepStandingsAsync(competitionId, standings, first, now, cancel);
        return null;
    }

    /// <summary>A proposal as it was shown.</summary>
    public static Proposal Read(string shown) => CanonicalJson.Read<Proposal>(shown);
}

/// <summary>Asking to set a sheet aside inside another act's transaction.</summary>
internal static class SetAsideRequests
{
    public static async Task<Outcome<Approval>> AskToSetAsideAsync(
        this ContestDb db,
        SetSheetAside.Command command,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var sheet = await db
            .JudgeSheets.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == command.SheetId && s.CompetitionId == command.CompetitionId, cancel);
        if (sheet is null)
            return new Refusal("conflict.unknown");
        if (ConflictRules.WhyNotSetAside(sheet, command.Reason) is { } refusal)
            return refusal;
        var subject = $"{sheet.Id}";
        if (
            await db.Approvals.AnyAsync(
                a => a.Act == nameof(SetSheetAside) && a.Subject == subject && a.DecidedAt == null,
                cancel
            )
        )
            return new Refusal("approval.already_open");
        var judge = await db.Judges.Where(j => j.Id == sheet.JudgeId).Select(j => j.Name).SingleAsync(cancel);
        var entry = await db.Entries.AsNoTracking().SingleAsync(e => e.Id == sheet.EntryId, cancel);
        SetSheetAside.Proposal proposal = new(
            sheet.Id,
            judge,
            entry.Code ?? "",
            entry.Group ?? "",
            sheet.Submissions,
            command.Reason.Trim(),
            now,
            await LinesAsync(db, sheet, entry.Group ?? "", cancel)
        );
        return await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(SetSheetAside),
            CanonicalJson.Write(proposal),
            command.Actor,
            now,
            cancel,
            subject
        );
    }

    private static async Task<IReadOnlyList<SetSheetAside.Line>> LinesAsync(
        ContestDb db,
        JudgeSheet sheet,
        string group,
        CancellationToken cancel
    )
    {
        var rulebook = await db.RulebookOfAsync(sheet.CompetitionId, cancel);
        var tally = await db.TallySheets.SingleOrDefaultAsync(t => t.CompetitionId == sheet.CompetitionId, cancel);
        var with = await StandingsAsync(null);
        var without = await StandingsAsync(sheet.Id);
        return
        [
            .. with
                .Keys.Union(without.Keys)
                .Select(label =>
                {
                    var (was, becomes) = (with.GetValueOrDefault(label), without.GetValueOrDefault(label));
                    return new SetSheetAside.Line(label, was?.Rank, was?.Score, becomes?.Rank, becomes?.Score);
                })
                .OrderBy(l => l.Rank ?? int.MaxValue)
                .ThenBy(l => l.Entry, StringComparer.Ordinal),
        ];

        async Task<Dictionary<string, Standing>> StandingsAsync(Guid? leftOut) =>
            Standings
                .Of(
                    await db.MarkedEntriesAsync(sheet.CompetitionId, sheet.Round, tally, cancel, leftOut),
                    rulebook.StandingRules()
                )
                .Groups.Where(g => g.Group == group)
                .SelectMany(g => g.Standings)
                .ToDictionary(s => s.Label);
    }
}

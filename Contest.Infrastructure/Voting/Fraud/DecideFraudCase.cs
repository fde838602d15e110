using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Fraud;

/// <summary>
/// Two people decide about ballots under review. An organizer proposes to restore or to void a case or a part of it, with
/// a reason; a second person confirms exactly that, or declines, and nothing has changed.
/// </summary>
public sealed class DecideFraudCase(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    /// <param name="Part">A part of the case; null for all that is undecided.</param>
    /// <param name="Kind">Restore or void.</param>
    public sealed record Command(
        Guid CompetitionId,
        int Number,
        int? Part,
        LeafKind Kind,
        string Reason,
        string Words,
        Actor Actor
    );

    /// <summary>What the second person is shown, and approves.</summary>
    /// <param name="Ballots">How many ballots it is about.</param>
    /// <param name="Parts">Which parts.</param>
    /// <param name="Answers">How many answers of the owner have been read.</param>
    public sealed record Proposal(
        int Case,
        string Entry,
        int? Part,
        IReadOnlyList<int> Parts,
        string Decision,
        string Reason,
        string Words,
        int Ballots,
        int Answers
    );

    /// <summary>Asks for the second person.</summary>
    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldStageAsync(command.CompetitionId, Stage.Voting, cancel);
        var proposal = await ProposalAsync(
            command.CompetitionId,
            command.Number,
            command.Part,
            command.Kind,
            command.Reason,
            command.Words.Trim(),
            now,
            cancel
        );
        if (proposal.Refusal is { } refusal)
            return refusal;
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(DecideFraudCase),
            proposal.Value!,
            command.Actor,
            now,
            cancel,
            Subject(command.Number)
        );
        if (asked.Refusal is null)
            await transaction.CommitAsync(cancel);
        return asked;
    }

    public Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = Read(approval.Shown);
        return ProposalAsync(
            approval.CompetitionId,
            asked.Case,
            asked.Part,
            KindOf(asked),
            asked.Reason,
            asked.Words,
            clock.GetUtcNow(),
            cancel
        );
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
        // the stage first, as everywhere: the vote closes before this, or after it with these ballots decided
        if (StageGates.WhyNotAct(await db.HoldStageAsync(approval.CompetitionId, Stage.Voting, cancel)) is { } closed)
            return closed;
        var head = await db.HoldLedgerAsync(approval.CompetitionId, cancel);
        if (head is null or { IsClosed: true })
            return new("fraud.counted");
        // what was shown again before the head was held may have grown since: the head is held by whoever adds
        var shown = await ShowAsync(approval, cancel);
        if (shown.Refusal is { } refusal)
            return refusal;
        if (shown.Value != approval.Shown)
            return new("approval.changed");
        var file = await db.FraudCases.SingleAsync(
            c => c.CompetitionId == approval.CompetitionId && c.Number == asked.Case,
            cancel
        );
        foreach (var part in asked.Parts)
            await RuleAsync(file, part, asked, approval, now, cancel);
        return null;
    }

    /// <summary>The approval's subject: one open request a case.</summary>
    public static string Subject(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A proposal as it was shown.</summary>
    public static Proposal Read(string shown) => CanonicalJson.Read<Proposal>(shown)!;

    /// <summary>What it would do.</summary>
    public static LeafKind KindOf(Proposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return proposal.Decision == "void" ? LeafKind.Void : LeafKind.Restore;
    }

    private async Task RuleAsync(
        FraudCase file,
        int part,
        Proposal asked,
        Approval approval,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        FraudRuling ruling = new()
        {
            CaseId = file.Id,
            Part = part,
            Kind = KindOf(asked),
            Reason = asked.Reason,
            Words = asked.Words,
            ApprovalId = approval.Id,
            DecidedAt = now,
        };
        db.Add(ruling);
        await db.SaveChangesAsync(cancel);
        await db.DecideAsync(file.CompetitionId, ruling, cancel);
        if (ruling.Kind == LeafKind.Restore)
            await db.HoldVotesAsync(
                file.CompetitionId,
                (file.Id, part, BallotDecision.Last),
                -1,
                ScanBallots.HourOf(now),
                cancel
            );
    }

    private async Task<Outcome<string>> ProposalAsync(
        Guid edition,
        int number,
        int? part,
        LeafKind kind,
        string reason,
        string words,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (await db.FraudCaseAsync(edition, number, cancel) is not { } file)
            return new Refusal("fraud.unknown");
        var rulebook = await db.RulebookOfAsync(edition, cancel);
        var isCounted = await db.LedgerHeads.AnyAsync(h => h.CompetitionId == edition && h.IsClosed, cancel);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        if (FraudGates.WhyNotDecide(file, part, kind, reason, words, isCounted, zone, now) is { } refusal)
            return refusal;
        var parts = FraudGates.Parts(file, part);
        var code = await db.Entries.Where(e => e.Id == file.EntryId).Select(e => e.Code!).SingleAsync(cancel);
        return CanonicalJson.Write(
            new Proposal(
                number,
                code,
                part,
                [.. parts.Select(p => p.Number)],
                kind == LeafKind.Void ? "void" : "restore",
                reason,
                words,
                parts.Sum(p => p.Ballots),
                file.Answers.Count
            )
        );
    }
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Gives a submitted sheet back to its judge: one organizer asks with a reason, a second person approves exactly that.
/// What was submitted stays in the log; the judge goes on from it and submits once more. Only while the stage takes
/// scores, for afterwards the judge could not submit again.
/// </summary>
public sealed class UnlockSheet(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    public sealed record Command(Guid CompetitionId, Guid SheetId, string Reason, Actor Actor);

    /// <summary>What the second person is shown, and approves. No points: they are not what is decided.</summary>
    /// <param name="Submission">Which submission is given back.</param>
    /// <param name="Version">The sheet's version, so that nothing else has happened in between.</param>
    public sealed record Proposal(
        Guid SheetId,
        Stage Round,
        string Entry,
        string Judge,
        int Submission,
        long Version,
        string Reason
    );

    /// <summary>Asks for the second person.</summary>
    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        if (string.IsNullOrWhiteSpace(command.Reason))
            return new Refusal("judging.unlock_reason");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var proposal = await ProposalAsync(command.CompetitionId, command.SheetId, command.Reason.Trim(), now, cancel);
        if (proposal.Refusal is { } refusal)
            return refusal;
        var asked = await db.AskForApprovalAsync(
            command.CompetitionId,
            nameof(UnlockSheet),
            proposal.Value!,
            command.Actor,
            now,
            cancel,
            Subject(command.SheetId)
        );
        if (asked.Refusal is null)
            await transaction.CommitAsync(cancel);
        return asked;
    }

    public Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var asked = Read(approval.Shown);
        return ProposalAsync(approval.CompetitionId, asked.SheetId, asked.Reason, clock.GetUtcNow(), cancel);
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        // the sheet and its stage are held since ShowAsync, in this same transaction
        var asked = Read(approval.Shown);
        var sheet = await db.JudgeSheets.SingleAsync(s => s.Id == asked.SheetId, cancel);
        sheet.SubmittedAt = null;
        return null;
    }

    /// <summary>The approval's subject: one open request a sheet.</summary>
    public static string Subject(Guid sheet) => sheet.ToString("N");

    /// <summary>A proposal as it was shown.</summary>
    public static Proposal Read(string shown) => CanonicalJson.Read<Proposal>(shown)!;

    private async Task<Outcome<string>> ProposalAsync(
        Guid edition,
        Guid sheetId,
        string reason,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (await db.HoldSheetAsync(sheetId, cancel) is not { } sheet || sheet.CompetitionId != edition)
            return new Refusal("judging.sheet_unknown");
        var run = await db.HoldStageAsync(edition, sheet.Round, cancel);
        var rulebook = await db.RulebookOfAsync(edition, cancel);
        if (SheetUnlock.WhyNot(sheet, run, rulebook, now) is { } refusal)
            return refusal;
        if (sheet.Round == Stage.Final && !await db.IsBeingScoredAsync(edition, sheet.EntryId, cancel))
            return new Refusal("judging.not_scoring_now");
        var judge = await db.Judges.Where(j => j.Id == sheet.JudgeId).Select(j => j.Name).SingleAsync(cancel);
        var code = await db.Entries.Where(e => e.Id == sheet.EntryId).Select(e => e.Code).SingleAsync(cancel);
        return CanonicalJson.Write(
            new Proposal(sheet.Id, sheet.Round, code ?? "", judge, sheet.Submissions, sheet.Version, reason)
        );
    }
}

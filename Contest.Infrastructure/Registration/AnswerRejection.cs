using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// The second person's answer to a proposed rejection: confirmed, and the entry is rejected and its contact told; or
/// declined with a note, and the entry waits for review as before.
/// </summary>
public sealed class AnswerRejection(ContestDb db, TimeProvider clock)
{
    /// <param name="Version">The entry's row version the second person saw.</param>
    /// <param name="Note">Why it is declined.</param>
    /// <param name="Address">Where the product is reached: the link in the mail begins with it.</param>
    public sealed record Command(
        Guid EntryId,
        Guid ProposalId,
        uint Version,
        bool Confirm,
        string Note,
        Actor Actor,
        string Address = ""
    );

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (command.Actor.Role is not (Role.Organizer or Role.Staff))
            return new("review.not_yours");
        var edition = await db
            .Entries.Where(e => e.Id == command.EntryId)
            .Select(e => (Guid?)e.CompetitionId)
            .SingleOrDefaultAsync(cancel);
        if (edition is null)
            return new("review.unknown_entry");
        if (StageGates.WhyNotAct(await db.HoldStageAsync(edition.Value, Stage.Registration, cancel)) is { } closed)
            return closed;
        // the entry's row is held: of two answers at once the second finds the first
        if (await db.HoldEntryAsync(command.EntryId, cancel) is not { } entry)
            return new("review.unknown_entry"); // its import was undone meanwhile
        var proposal = await db.RejectionProposals.SingleOrDefaultAsync(
            p => p.Id == command.ProposalId && p.EntryId == entry.Id,
            cancel
        );
        if (proposal is null)
            return new("review.proposal_gone");
        if (proposal.WhyNotAnswer(entry, command.Actor.PersonId, command.Confirm, command.Note) is { } refusal)
            return refusal;
        if (command.Version != entry.Version)
            return new("review.changed");

        Answer(proposal, command, now);
        if (command.Confirm)
            await RejectAsync(entry, proposal, command.Address, now, cancel);
        await db.RecordAsync(
            command.Actor,
            command.Confirm ? "ConfirmRejection" : "DeclineRejection",
            $"entry:{entry.Id}",
            now,
            edition,
            new { proposal.State },
            new
            {
                entry.State,
                Proposal = proposal.Id,
                proposal.Reasons,
                proposal.ProposedByName,
                proposal.AnswerNote,
            },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static void Answer(RejectionProposal proposal, Command command, DateTimeOffset now)
    {
        proposal.AnsweredBy = command.Actor.PersonId;
        proposal.AnsweredByName = command.Actor.Name;
        proposal.AnsweredAt = now;
        proposal.IsConfirmed = command.Confirm;
        proposal.AnswerNote = command.Confirm ? null : Plain.AsTyped(command.Note);
    }

    private async Task RejectAsync(
        Entry entry,
        RejectionProposal proposal,
        string address,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var rulebook = await db.RulebookOfAsync(entry.CompetitionId, cancel);
        entry.State = EntryState.Rejected;
        ReviewDecision decision = new()
        {
            Id = Guid.CreateVersion7(now),
            EntryId = entry.Id,
            Outcome = ReviewOutcome.Rejected,
            Reasons = proposal.Reasons,
            Note = proposal.Note,
            DecidedBy = proposal.AnsweredBy!.Value,
            DecidedByName = proposal.AnsweredByName!,
            DecidedAt = now,
        };
        db.ReviewDecisions.Add(decision);
        db.OutboxMails.Add(await ReviewMail.OfAsync(db, entry, decision, rulebook, address, cancel));
    }
}

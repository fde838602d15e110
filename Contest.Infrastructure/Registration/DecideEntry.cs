using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Conflicts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// One decision of formal review: accepted with a code, returned with a date, or rejected; with a mail to the contact.
/// Where the rulebook says so a rejection is only proposed here.
/// </summary>
public sealed class DecideEntry(ContestDb db, TimeProvider clock)
{
    private const int MostTries = 20;

    /// <param name="Version">The row version the reviewer saw; null where none was shown.</param>
    /// <param name="Reasons">R01 … R14; none on acceptance.</param>
    /// <param name="Note">To the entrant.</param>
    /// <param name="Group">Another group than the rule's, with a reason in the note; null keeps it.</param>
    /// <param name="Address">Where the product is reached: the link in the mail begins with it.</param>
    public sealed record Command(
        Guid EntryId,
        uint? Version,
        ReviewOutcome Outcome,
        IReadOnlyList<string> Reasons,
        string Note,
        Actor Actor,
        string? Group = null,
        string Address = ""
    );

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (command.Actor.Role is not (Role.Organizer or Role.Staff or null))
            return new("review.not_yours");
        var edition = await db
            .Entries.Where(e => e.Id == command.EntryId)
            .Select(e => (Guid?)e.CompetitionId)
            .SingleOrDefaultAsync(cancel);
        if (edition is null)
            return new("review.unknown_entry");
        if (StageGates.WhyNotAct(await db.HoldStageAsync(edition.Value, Stage.Registration, cancel)) is { } closed)
            return closed;
        await db.HoldConflictSearchOfEntryAsync(command.EntryId, cancel);
        if (await db.HoldEntryAsync(command.EntryId, cancel) is not { } entry)
            return new("review.unknown_entry"); // its import was undone meanwhile
        await db.Entry(entry).Collection(e => e.Decisions).LoadAsync(cancel);
        var rulebook = await db.RulebookOfAsync(edition.Value, cancel);
        if (WhyNot(command, entry, rulebook, now) is { } refusal)
            return refusal;
        var proposals = await db.RejectionProposals.Where(p => p.EntryId == entry.Id).ToListAsync(cancel);
        if (proposals.Any(p => p.IsOpenFor(entry)))
            return new("review.rejection_proposed");
        if (command.Outcome == ReviewOutcome.Rejected && rulebook.Review.NeedsSecondForRejection)
            return await ProposeAsync(command, entry, now, cancel);

        var before = new { entry.State, entry.Group };
        var hash = await db.Competitions.Where(c => c.Id == edition).Select(c => c.RulebookHash).SingleAsync(cancel);
        var decision = Decide(command, entry, (rulebook, hash), await db.WorkingCalendarAsync(cancel), now);
        if (!await SaveWithCodeAsync(entry, rulebook, cancel))
            return new("review.collision");
        if (entry.State == EntryState.Accepted)
            await db.FindConflictsOfEntryAsync(entry, command.Actor, now, cancel);
        await db.FollowVariantsOfEntryAsync(entry, command.Actor, now, cancel);
        db.OutboxMails.Add(await ReviewMail.OfAsync(db, entry, decision, rulebook, command.Address, cancel));
        await db.RecordAsync(
            command.Actor,
            nameof(DecideEntry),
            $"entry:{entry.Id}",
            now,
            edition,
            before,
            new
            {
                entry.State,
                entry.Group,
                entry.Code,
                decision.Reasons,
                decision.Note,
                decision.CorrectBy,
                Decision = decision.Id,
                decision.NeedsSpotCheck,
            },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>A rejection waits for another reviewer (<see cref="AnswerRejection"/>); the entrant hears nothing yet.</summary>
    private async Task<Refusal?> ProposeAsync(
        Command command,
        Entry entry,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (command.Actor.PersonId is not { } person)
            return new("approval.needs_person");
        RejectionProposal proposal = new()
        {
            Id = Guid.CreateVersion7(now),
            EntryId = entry.Id,
            State = entry.State,
            SubmittedAt = entry.SubmittedAt,
            Reasons = ReasonsOf(command),
            Note = Plain.AsTyped(command.Note),
            ProposedBy = person,
            ProposedByName = command.Actor.Name,
            ProposedAt = now,
        };
        db.RejectionProposals.Add(proposal);
        await db.RecordAsync(
            command.Actor,
            "ProposeRejection",
            $"entry:{entry.Id}",
            now,
            entry.CompetitionId,
            after: new
            {
                Proposal = proposal.Id,
                proposal.Reasons,
                proposal.Note,
            },
            cancel: cancel
        );
        await db.Database.CommitTransactionAsync(cancel);
        return null;
    }

    private static string ReasonsOf(Command command) =>
        command.Outcome == ReviewOutcome.Accepted ? "" : string.Join(',', command.Reasons.Distinct().Order());

    private static Refusal? WhyNot(Command command, Entry entry, Rulebook rulebook, DateTimeOffset now)
    {
        if (command.Version is { } seen && seen != entry.Version)
            return new(entry.State == EntryState.Submitted ? "review.changed" : "review.already_decided");
        if (FormalReview.WhyNot(entry, command.Outcome, command.Reasons, rulebook.Review, now) is { } refusal)
            return refusal;
        if (command.Group is null || command.Group == entry.Group)
            return null;
        return rulebook.Grouping.Groups.All(g => g.Code != command.Group) ? new("review.unknown_group", command.Group)
            : string.IsNullOrWhiteSpace(command.Note) ? new("review.override_without_note")
            : null;
    }

    private ReviewDecision Decide(
        Command command,
        Entry entry,
        (Rulebook Rules, string Hash) rulebook,
        WorkingCalendar calendar,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.Rules.TimeZone);
        ReviewDecision decision = new()
        {
            Id = id,
            EntryId = entry.Id,
            Outcome = command.Outcome,
            Reasons = ReasonsOf(command),
            Note = Plain.AsTyped(command.Note),
            CorrectBy =
                command.Outcome == ReviewOutcome.Returned
                    ? calendar.After(now, rulebook.Rules.Review.CorrectionDays, zone).Ends
                    : null,
            DecidedBy = command.Actor.PersonId ?? Guid.Empty,
            DecidedByName = command.Actor.Name,
            DecidedAt = now,
            NeedsSpotCheck =
                SpotChecks.IsFinal(command.Outcome)
                && SpotChecks.IsChosen(rulebook.Hash, id, rulebook.Rules.Review.SpotCheckPercent),
        };
        entry.State = FormalReview.After(command.Outcome);
        entry.Group = command.Group ?? entry.Group;
        db.ReviewDecisions.Add(decision);
        return decision;
    }

    /// <summary>Gives an accepted entry the next code of its group; when another reviewer took it, the one after.</summary>
    private async Task<bool> SaveWithCodeAsync(Entry entry, Rulebook rulebook, CancellationToken cancel)
    {
        if (entry.State != EntryState.Accepted || entry.Code is not null)
            return await db.TrySaveAsync(cancel);
        var letter = rulebook.Grouping.Groups.Single(g => g.Code == entry.Group).Letter;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var given = await db
                .Entries.Where(e => e.CompetitionId == entry.CompetitionId && e.Code != null)
                .Select(e => e.Code!)
                .ToListAsync(cancel);
            entry.Code = FormalReview.NextCode(letter, given);
            if (await db.TrySaveAsync(cancel))
                return true;
        }
        return false;
    }
}

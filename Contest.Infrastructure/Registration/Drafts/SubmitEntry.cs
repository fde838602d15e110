using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Conflicts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>
/// A draft becomes a submission: checked, kept exactly as it is with its hash and the declaration's words, projected to
/// the rows that review, voting and judging read, and confirmed by mail with its receipt number.
/// </summary>
public sealed class SubmitEntry(ContestDb db, TimeProvider clock)
{
    /// <param name="DeclarationText">The declaration as it was shown to the person.</param>
    /// <param name="Address">Where the product is reached: links in mails to partners begin with it.</param>
    public sealed record Command(Guid EntryId, string DeclarationText, string Address, Actor Actor);

    /// <param name="Refusal">Why it was not submitted; null when it was.</param>
    /// <param name="Receipt">受理编号.</param>
    /// <param name="Findings">Of the form, whether it was submitted or not.</param>
    public sealed record Answer(Refusal? Refusal, string? Receipt, IReadOnlyList<Finding> Findings);

    public async Task<Answer> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var open = await db.OpenEntryAsync(command.EntryId, command.Actor, now, cancel);
        if (open.Value is not { } found)
            return new(open.Refusal, null, []);
        var (entry, rulebook) = (found.Entry, found.Rulebook);
        await db.Entry(entry).Collection(e => e.Patents).LoadAsync(cancel);
        await db.Entry(entry).Collection(e => e.Participations).Query().Include(p => p.Entrant).LoadAsync(cancel);
        var draft = (await db.FieldsAsync(entry, cancel)).Draft();
        var workbook = draft.Form().AsWorkbook();
        var findings = WorkbookFindings.Of(workbook, rulebook.LocalDate(now)).Findings;
        if (SubmissionRules.WhyNot(draft, findings, rulebook) is { } refusal)
            return new(refusal, null, findings);

        var before = entry.State;
        var project = RegisteredProject.Of(workbook, rulebook.LocalDate(now))[0];
        if (await ProjectAsync(command, entry, draft, project, rulebook, now, cancel) is { } refused)
            return new(refused, null, findings);
        var submission = await KeepAsync(command, entry, draft, rulebook, now, cancel);
        db.OutboxMails.Add(await SubmissionMail.OfAsync(db, entry, submission, rulebook, command.Address, cancel));
        if (!await db.TrySaveAsync(cancel))
            return new(new("entry.collision"), null, findings);
        await db.FindConflictsOfEntryAsync(entry, command.Actor, now, cancel);
        await db.FollowVariantsOfEntryAsync(entry, command.Actor, now, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(SubmitEntry),
            $"entry:{entry.Id}",
            now,
            entry.CompetitionId,
            new { State = before },
            new
            {
                entry.State,
                entry.Title,
                submission.Receipt,
                submission.Hash,
                submission.DeclarationVersion,
            },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return new(null, submission.Receipt, findings);
    }

    /// <summary>Writes the typed rows from the draft; a refusal when the lead has entries enough.</summary>
    private async Task<Refusal?> ProjectAsync(
        Command command,
        Entry entry,
        EntryDraft draft,
        RegisteredProject project,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var recommender = entry.RecommenderKey;
        EntryRows.Fill(entry, draft, project, rulebook);
        await db.LinkRecommenderAsync(entry, recommender, cancel);
        entry.State = EntryState.Submitted;
        entry.SubmittedAt = now;
        entry.DeclaredAt = now;
        entry.DeclarationVersion = rulebook.Eligibility.DeclarationVersion;
        var entrants = await db.EntrantsOfAsync(project.Entrants, now, cancel, entry.Id);
        // held since EntrantsOfAsync: two entries of one lead are counted one after the other
        var lead = entrants[(project.Entrants[0].IdentifierKind, project.Entrants[0].Identifier)].Id;
        // what counts against an organisation with people is sent by them
        if (await db.WhyNotSubmitAsync(entry, lead, command.Actor.PersonId!.Value, cancel) is { } notTheirs)
            return notTheirs;
        if (await LedByAsync(entry, lead, cancel) >= rulebook.Eligibility.MostEntries)
            return new("entry.too_many", rulebook.Eligibility.MostEntries);
        db.Participations.RemoveRange(entry.Participations);
        db.Patents.RemoveRange(entry.Patents);
        await db.SaveChangesAsync(cancel);
        db.Participations.AddRange(RowsOfEntry.Participations(entry.Id, project, entrants));
        db.Patents.AddRange(RowsOfEntry.Patents(entry.Id, project, now));
        await db.AskPartnersAsync(
            entry,
            [.. project.Entrants.Skip(1).Select(e => entrants[(e.IdentifierKind, e.Identifier)])],
            rulebook,
            command.Address,
            now,
            cancel
        );
        return null;
    }

    private Task<int> LedByAsync(Entry entry, Guid lead, CancellationToken cancel) =>
        db.Entries.CountAsync(
            e =>
                e.CompetitionId == entry.CompetitionId
                && e.Id != entry.Id
                && (e.State == EntryState.Submitted || e.State == EntryState.Returned || e.State == EntryState.Accepted)
                && e.Participations.Any(p => p.EntrantId == lead && p.Position == 1),
            cancel
        );

    private async Task<Submission> KeepAsync(
        Command command,
        Entry entry,
        EntryDraft draft,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var slug = await db
            .Competitions.Where(c => c.Id == entry.CompetitionId)
            .Select(c => c.Slug)
            .SingleAsync(cancel);
        var number = 1 + await db.Submissions.CountAsync(s => s.EntryId == entry.Id, cancel);
        var fields = draft.Canonical();
        Submission submission = new()
        {
            EntryId = entry.Id,
            Number = number,
            Receipt = string.Create(CultureInfo.InvariantCulture, $"{slug}-{entry.Number:0000}-{number}")
                .ToUpperInvariant(),
            Fields = fields,
            Hash = CanonicalJson.HashText(fields),
            DeclarationVersion = rulebook.Eligibility.DeclarationVersion,
            DeclarationText = command.DeclarationText,
            By = command.Actor.PersonId!.Value,
            ByName = command.Actor.Name,
            At = now,
        };
        db.Submissions.Add(submission);
        return submission;
    }
}

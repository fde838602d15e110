using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting.Fraud;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Fraud;

/// <summary>What the owner of an entry says to ballots under review, within the hours the rulebook gives.</summary>
public sealed class AnswerFraudCase(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid EntryId, int Number, string Words, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var entry = await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == command.EntryId, cancel);
        if (entry is null || !await db.MayAnswerAsync(entry, command.Actor.PersonId, cancel))
            return new("fraud.unknown");
        await db.HoldStageAsync(entry.CompetitionId, Stage.Voting, cancel);
        // whoever adds to a case or decides it holds the ledger's head: the answer is to what there is now
        await db.HoldLedgerAsync(entry.CompetitionId, cancel);
        var file = await db.FraudCaseAsync(entry.CompetitionId, command.Number, cancel);
        if (file is null || file.EntryId != entry.Id)
            return new("fraud.unknown");
        if (FraudGates.WhyNotAnswer(file, command.Words, now) is { } refusal)
            return refusal;
        FraudAnswer answer = new()
        {
            CaseId = file.Id,
            UpToPart = file.Parts.Max(p => p.Number),
            Words = command.Words.Trim(),
            By = command.Actor.Name,
            At = now,
        };
        db.Add(answer);
        await db.RecordAsync(
            command.Actor,
            nameof(AnswerFraudCase),
            $"fraud-case:{DecideFraudCase.Subject(file.Number)}",
            now,
            entry.CompetitionId,
            after: new { answer.UpToPart, Words = CanonicalJson.HashText(answer.Words) },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}

/// <summary>What pages and acts read of cases.</summary>
public static class FraudReads
{
    /// <summary>A case with its parts, rulings and answers, not tracked; null when there is none.</summary>
    public static Task<FraudCase?> FraudCaseAsync(
        this ContestDb db,
        Guid competitionId,
        int number,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .FraudCases.AsNoTracking()
            .AsSplitQuery()
            .Include(c => c.Parts)
            .Include(c => c.Rulings)
            .Include(c => c.Answers)
            .SingleOrDefaultAsync(c => c.CompetitionId == competitionId && c.Number == number, cancel);
    }

    /// <summary>Votes per entry's number on a case's ballots: on all of them, and on those that count again.</summary>
    public static async Task<(Dictionary<int, long> All, Dictionary<int, long> Counted)> CaseVotesAsync(
        this ContestDb db,
        FraudCase file,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(file);
        var rows = await db.VotesOfCaseAsync(file.Id, cancel);
        return (rows.ToDictionary(r => r.Number, r => r.Votes), rows.ToDictionary(r => r.Number, r => r.Restored));
    }

    /// <summary>How many cases have something undecided.</summary>
    public static Task<int> OpenFraudCasesAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.FraudCases.CountAsync(
            c => c.CompetitionId == competitionId && c.Parts.Any(p => !c.Rulings.Any(r => r.Part == p.Number)),
            cancel
        );
    }

    /// <summary>Whether this person answers for the entry: an owner of its lead organisation, or who owns the entry.</summary>
    public static async Task<bool> MayAnswerAsync(
        this ContestDb db,
        Entry entry,
        Guid? person,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entry);
        return person is { } id
            && (
                entry.OwnerId == id
                || await db.Memberships.AnyAsync(
                    m =>
                        m.PersonId == id
                        && m.EndedAt == null
                        && m.Role == MemberRole.Owner
                        && db.Participations.Any(p =>
                            p.EntryId == entry.Id && p.Position == 1 && p.EntrantId == m.EntrantId
                        ),
                    cancel
                )
            );
    }
}

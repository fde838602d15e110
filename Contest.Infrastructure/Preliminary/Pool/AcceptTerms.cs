using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Pool;

/// <summary>
/// A judge accepts the terms and promises confidentiality (保密承诺), for every edition where they are a judge and have
/// not done so yet. Doing it again changes nothing.
/// </summary>
public sealed class AcceptTerms(ContestDb db, TimeProvider clock)
{
    /// <param name="Text">The terms as they were shown.</param>
    /// <param name="Culture">The language they were shown in.</param>
    public sealed record Command(Guid PersonId, string Text, string Culture);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var judges = await db.JudgesWithoutTerms(command.PersonId).OrderBy(j => j.Id).ToListAsync(cancel);
        if (judges.Count == 0)
            return null;
        db.AcceptedTerms.AddRange(
            judges.Select(j => new AcceptedTerms
            {
                JudgeId = j.Id,
                Version = JudgingTerms.Version,
                TextHash = CanonicalJson.HashText(command.Text),
                Culture = command.Culture,
                At = now,
            })
        );
        if (!await db.TrySaveAsync(cancel))
            return null; // two tabs: the other one has accepted
        await db.RecordAsync(
            new(command.PersonId, judges[0].Name, Role.Judge),
            nameof(AcceptTerms),
            $"judge:{judges[0].Id}",
            now,
            judges[0].CompetitionId,
            after: new { JudgingTerms.Version, Judges = judges.Select(j => j.Id) },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}

/// <summary>Who has not accepted the terms yet.</summary>
public static class TermsReads
{
    /// <summary>The person's places on juries where the present terms are not accepted.</summary>
    public static IQueryable<Judge> JudgesWithoutTerms(this ContestDb db, Guid? personId)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Judges.Where(j =>
            j.PersonId == personId && !db.AcceptedTerms.Any(t => t.JudgeId == j.Id && t.Version == JudgingTerms.Version)
        );
    }
}

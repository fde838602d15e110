using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>A partner's owner or editor confirms the organisation's part in an entry, or says that it takes none.</summary>
public sealed class AnswerPart(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid EntryId, Guid EntrantId, bool Confirms, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // held, so that the latest answer is the one decided on
        if (await db.HoldEntryAsync(command.EntryId, cancel) is not { } entry)
            return new("entry.unknown");
        var role = await db.MemberRoleAsync(command.EntrantId, command.Actor.PersonId, cancel);
        var position = await db
            .Participations.Where(p => p.EntryId == entry.Id && p.EntrantId == command.EntrantId)
            .Select(p => (int?)p.Position)
            .SingleOrDefaultAsync(cancel);
        if (MembershipRules.WhyNotAnswerPart(role, position is not null, position == 1, entry.State) is { } refusal)
            return refusal;
        var latest = await db
            .PartAnswers.AsNoTracking()
            .Where(a => a.EntryId == entry.Id && a.EntrantId == command.EntrantId)
            .OrderByDescending(a => a.Number)
            .FirstOrDefaultAsync(cancel);
        if (latest?.IsConfirmed == command.Confirms)
            return null;

        db.Add(Answer(command, (latest?.Number ?? 0) + 1, now));
        await db.RecordAsync(
            command.Actor,
            nameof(AnswerPart),
            $"entry:{entry.Id}",
            now,
            entry.CompetitionId,
            new { latest?.IsConfirmed },
            new { command.EntrantId, command.Confirms },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    private static PartAnswer Answer(Command command, int number, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            EntryId = command.EntryId,
            EntrantId = command.EntrantId,
            Number = number,
            IsConfirmed = command.Confirms,
            PersonId = command.Actor.PersonId!.Value,
            PersonName = command.Actor.Name,
            At = now,
        };
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>A new draft for a person, with what is known already filled in.</summary>
public sealed class StartEntry(ContestDb db, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <param name="EntrantId">The organisation that leads it, or null when the person writes it into the form.</param>
    /// <param name="ContactName">To begin with.</param>
    /// <param name="ContactEmail">To begin with.</param>
    public sealed record Command(
        Guid CompetitionId,
        Guid? EntrantId,
        string ContactName,
        string? ContactEmail,
        Actor Actor
    );

    public async Task<Outcome<Guid>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var run = await db.HoldStageAsync(command.CompetitionId, Stage.Registration, cancel);
        var rulebook = await db.RulebookOfAsync(command.CompetitionId, cancel);
        if (command.Actor.PersonId is not { } person)
            return new Refusal("entry.not_yours");
        if (WhyNot(run, rulebook, now) is { } refusal)
            return refusal;
        var entry = New(command, person, now);
        if (await AddAsync(entry, cancel) is { } notAdded)
            return notAdded;
        if (await db.Entrants.SingleOrDefaultAsync(e => e.Id == command.EntrantId, cancel) is { } lead)
            db.Participations.Add(
                new()
                {
                    EntryId = entry.Id,
                    EntrantId = lead.Id,
                    Entrant = lead,
                    Position = 1,
                }
            );
        await db.SaveChangesAsync(cancel);
        db.EntryFields.AddRange(DraftReads.Stored(entry));
        await db.RecordAsync(
            command.Actor,
            nameof(StartEntry),
            $"entry:{entry.Id}",
            now,
            entry.CompetitionId,
            after: new { entry.Number },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return entry.Id;
    }

    private static Refusal? WhyNot(StageRun run, Rulebook rulebook, DateTimeOffset now) =>
        StageGates.WhyNotAct(run)
        ?? RegistrationForm.WhyTooLate(
            rulebook.Window(Stage.Registration),
            TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone),
            now
        );

    private static Entry New(Command command, Guid person, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = command.CompetitionId,
            OwnerId = person,
            State = EntryState.Draft,
            MarketStage = MarketStage.PreMarket,
            Published = [.. PublishedFields.Default],
            Title = "",
            Industry = "",
            Summary = "",
            ContactName = Plain.AsTyped(command.ContactName),
            ContactPhone = "",
            ContactEmail = command.ContactEmail ?? "",
        };

    /// <summary>A new entry gets the next number; when another took it meanwhile, the one after.</summary>
    private async Task<Refusal?> AddAsync(Entry entry, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var last = await db
                .Entries.Where(e => e.CompetitionId == entry.CompetitionId)
                .MaxAsync(e => (int?)e.Number, cancel);
            if (EntryNumbers.After(last ?? 0) is not { } number)
                return new("entry.no_number", EntryNumbers.Highest);
            db.Entry(entry).State = EntityState.Added;
            db.Entry(entry).Property(e => e.Number).CurrentValue = number;
            if (await db.TrySaveAsync(cancel))
                return null;
        }
        return new("entry.collision");
    }
}

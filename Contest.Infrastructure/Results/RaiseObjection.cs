using Contest.Core;
using Contest.Core.Results;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Results;

/// <summary>An entrant objects to a published result within the window, by name and with facts (DOMAIN.md 1.8, 1.12).</summary>
public sealed class RaiseObjection(ContestDb db, TimeProvider clock)
{
    public const int LongestText = 4000;

    public sealed record Command(Guid CompetitionId, Guid EntryId, string Text, Actor Actor);

    public async Task<Outcome<Objection>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor is not { Role: Role.Entrant, PersonId: { } person })
            return new Refusal("results.objection_by_entrant");
        if (command.Text.Trim().Length is 0 or > LongestText)
            return new Refusal("results.objection_text", LongestText);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var publication = await db
            .Publications.Where(p => p.CompetitionId == command.CompetitionId)
            .OrderByDescending(p => p.Number)
            .FirstOrDefaultAsync(cancel);
        if (publication is null)
            return new Refusal("results.not_published");
        if (publication.ObjectionsUntil is not { } until || now >= until)
            return new Refusal("results.objections_closed");
        if (
            !await db.Entries.AnyAsync(e => e.Id == command.EntryId && e.CompetitionId == command.CompetitionId, cancel)
        )
            return new Refusal("voting.not_on_the_paper");
        Objection objection = new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = command.CompetitionId,
            EntryId = command.EntryId,
            RaisedBy = person,
            Text = command.Text.Trim(),
            RaisedAt = now,
        };
        db.Objections.Add(objection);
        await db.RecordAsync(
            command.Actor,
            nameof(RaiseObjection),
            $"objection:{objection.Id}",
            now,
            command.CompetitionId,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return objection;
    }
}

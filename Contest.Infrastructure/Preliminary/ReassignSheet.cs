using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Gives an entry that lacks a judge (one stepped back) another one: without conflict, with the fewest sheets. An entry
/// with all its judges gets none, so that two organizers who press at once replace one judge once.
/// </summary>
public sealed class ReassignSheet(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Guid EntryId, Actor Actor);

    public async Task<Outcome<Pairing>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new Refusal("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var runs = await db.MoveStagesAsync(command.CompetitionId, cancel);
        if (StageGates.WhyNotAct(runs.Single(r => r.Stage == Stage.Preliminary)) is { } closed)
            return closed;
        var sheets = await db.PlanSheetsAsync(command.CompetitionId, cancel);
        var input = await db.PlanInputAsync(command.CompetitionId, sheets, keepsSheets: true, cancel);
        if (input.Entries.FirstOrDefault(e => e.EntryId == command.EntryId) is not { } entry)
            return new Refusal("voting.not_on_the_paper");
        if (input.Fixed.Count(p => p.EntryId == entry.EntryId) >= input.Rules.JudgesPerEntry)
            return new Refusal("judging.enough_judges", entry.Code, input.Rules.JudgesPerEntry);
        if (Replacement.For(input, entry.EntryId) is not { } pair)
            return new Refusal("judging.not_enough_judges", entry.Code);

        await db.AddSheetsAsync(command.CompetitionId, Stage.Preliminary, [pair], now, cancel);
        await db.RecordAsync(
            command.Actor,
            nameof(ReassignSheet),
            $"entry:{entry.Code}",
            now,
            command.CompetitionId,
            after: pair,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return pair;
    }
}

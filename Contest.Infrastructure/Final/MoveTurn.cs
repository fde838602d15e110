using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Final;

/// <summary>
/// The chair moves a project to its next phase on stage. Revealing computes the score from the submitted sheets, once,
/// and keeps the whole calculation.
/// </summary>
public sealed class MoveTurn(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Guid EntryId, TurnPhase To, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or null))
            return new("competition.organizer_only");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (StageGates.WhyNotAct(await db.HoldStageAsync(command.CompetitionId, Stage.Final, cancel)) is { } closed)
            return closed;
        if (await db.HoldTurnAsync(command.CompetitionId, command.EntryId, cancel) is not { } turn)
            return new("final.unknown_entry");
        var competition = await db.Competitions.AsNoTracking().SingleAsync(c => c.Id == command.CompetitionId, cancel);
        var rulebook = ParsedRulebooks.Of(competition.RulebookJson);
        var marked = await MarkedAsync(command, cancel);
        var taken = await SomeoneElseAsync(command, cancel);
        if (TurnGates.WhyNot(turn, command.To, taken, marked.Sheets.Count, rulebook.Final) is { } refusal)
            return refusal;

        turn.Phase = command.To;
        turn.PhaseBeganAt = now;
        turn.PhaseEndsAt = TurnGates.EndsAt(command.To, rulebook.Clock, now);
        if (command.To == TurnPhase.Revealed)
            turn.Score = CanonicalJson.Write(FinalScore.Of(marked.Marks(), rulebook.FinalRules(), marked.Earlier));
        if (!await db.TrySaveAsync(cancel))
            return new("final.moved_meanwhile"); // one project on stage at a time: the unique index has the last word
        await db.RecordAsync(
            command.Actor,
            nameof(MoveTurn),
            $"entry:{marked.Label}",
            now,
            command.CompetitionId,
            after: new { Phase = command.To, turn.Score },
            cancel: cancel
        );
        await db.TellScreensAsync(command.CompetitionId, Stage.Final, cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    private async Task<MarkedEntry> MarkedAsync(Command command, CancellationToken cancel)
    {
        var all = await db.FinalMarkedEntriesAsync(command.CompetitionId, cancel);
        return all.Single(e => e.EntryId == command.EntryId);
    }

    private Task<bool> SomeoneElseAsync(Command command, CancellationToken cancel) =>
        db.FinalTurns.AnyAsync(
            t =>
                t.CompetitionId == command.CompetitionId
                && t.EntryId != command.EntryId
                && (t.Phase == TurnPhase.Pitch || t.Phase == TurnPhase.Questions || t.Phase == TurnPhase.Scoring),
            cancel
        );
}

/// <summary>What the final's scores and ranks are computed from.</summary>
public static class FinalMarks
{
    /// <summary>The rulebook's words for the final, as the computation takes them.</summary>
    public static FinalRules FinalRules(this Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return new()
        {
            Trim = rulebook.Final.Trim,
            Places = rulebook.Final.Places,
            CarryOver = rulebook.Final.CarryOver,
            Ties = rulebook.Final.Ties,
        };
    }

    /// <summary>The finalists with their submitted sheets and the published score of the preliminary.</summary>
    public static async Task<IReadOnlyList<MarkedEntry>> FinalMarkedEntriesAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var marked = await db.MarkedEntriesAsync(competitionId, Stage.Final, tally: null, cancel);
        var sheet = await db.StandingsOfAsync(competitionId, Stage.Preliminary, cancel);
        var earlier = CanonicalJson
            .Read<Standings>(sheet!.Json)
            .Groups.SelectMany(g => g.Standings)
            .ToDictionary(s => s.EntryId, s => s.Score);
        return [.. marked.Select(e => e with { Earlier = earlier.GetValueOrDefault(e.EntryId) })];
    }
}

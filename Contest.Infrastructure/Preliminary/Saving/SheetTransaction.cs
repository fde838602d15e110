using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Npgsql;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// One group of saves in one transaction and two round trips: hold what is free and read what the decision needs; decide
/// each; write and commit. It owns its connection, and waits for no lock: whatever is held by others is not in it.
/// </summary>
internal sealed class SheetTransaction(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly GroupConnection<ReadForSaves, WriteSaves> _connection = new(
        source,
        ReadForSaves.PrepareAsync,
        WriteSaves.PrepareAsync
    );

    /// <summary>The answer of each save in order, on disk; null for one that has to go its own way.</summary>
    public async Task<SaveSheet.Answer?[]> RunAsync(List<PendingSave> group)
    {
        await using var transaction = await _connection.BeginAsync();
        var held = await _connection.Read.RunAsync([.. group.Select(save => save.Command.SheetId)]);
        var answers = new SaveSheet.Answer?[group.Count];
        List<(JudgeSheet Sheet, SheetPatch Patch)> rows = [];
        for (var i = 0; i < group.Count; i++)
            if (held.TryGetValue(group[i].Command.SheetId, out var sheet))
                answers[i] = Decide(group[i], sheet, rows);
        await _connection.Write.RunAsync(rows);
        return answers;
    }

    public Task ResetAsync() => _connection.ResetAsync();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static SaveSheet.Answer? Decide(
        PendingSave save,
        HeldSheet held,
        List<(JudgeSheet Sheet, SheetPatch Patch)> rows
    )
    {
        var (command, now) = (save.Command, save.Now);
        if (ParsedRulebooks.OfHash(held.RulebookHash) is not { } rulebook || !IsPlain(command, held, rulebook, now))
            return null;
        var state = CanonicalJson.Read<SheetState>(held.Sheet.State);
        if (state.Knows(command.Update))
            return new(state.Repeat(command.Update), state, false, null);
        var rules = rulebook.Judging(held.Sheet.Round).On(held.Sheet.Variant);
        var answer = SaveSheet.Apply(held.Sheet, state, rules, command.Update);
        if (answer.Status != SheetAnswer.Invalid)
            rows.Add((held.Sheet, SaveSheet.PatchOf(command, now)));
        return answer;
    }

    /// <summary>An open sheet of this judge in an open round: what nearly every save is. All else is decided at length.</summary>
    private static bool IsPlain(SaveSheet.Command command, HeldSheet held, Rulebook rulebook, DateTimeOffset now) =>
        !command.Update.Submit
        && held is { IsBarred: false, HasAcceptedTerms: true }
        && held.Judge.PersonId == command.PersonId
        && held.Sheet is { Round: Stage.Preliminary, SubmittedAt: null, RecusedAt: null, SetAsideAt: null }
        && StageGates.WhyNotAct(held.Run, rulebook, now) is null;
}

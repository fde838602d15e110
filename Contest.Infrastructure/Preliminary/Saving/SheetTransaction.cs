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
    private NpgsqlConnection? _connection;
    private ReadForSaves? _read;
    private WriteSaves? _write;

    /// <summary>The answer of each save in order, on disk; null for one that has to go its own way.</summary>
    public async Task<SaveSheet.Answer?[]> RunAsync(List<PendingSave> group)
    {
        await OpenAsync();
        // begins with the first batch and ends with the last statement of the second: no round trips of its own
        await using var transaction = await _connection!.BeginTransactionAsync();
        var held = await _read!.RunAsync([.. group.Select(save => save.Command.SheetId)]);
        var answers = new SaveSheet.Answer?[group.Count];
        List<(JudgeSheet Sheet, SheetPatch Patch)> rows = [];
        for (var i = 0; i < group.Count; i++)
            if (held.TryGetValue(group[i].Command.SheetId, out var sheet))
                answers[i] = Decide(group[i], sheet, rows);
        await _write!.RunAsync(rows);
        return answers;
    }

    /// <summary>After an error: the connection and whatever was open on it is given up.</summary>
    public async Task ResetAsync()
    {
        if (_read is not null)
            await _read.DisposeAsync();
        if (_write is not null)
            await _write.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
        (_connection, _read, _write) = (null, null, null);
    }

    public async ValueTask DisposeAsync() => await ResetAsync();

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

    private async Task OpenAsync()
    {
        if (_write is not null)
            return;
        await ResetAsync();
        _connection = await source.OpenConnectionAsync();
        // always by the primary keys, whatever the statistics of the moment say
        await using (
            NpgsqlCommand settings = new(
                """
                set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off;
                set plan_cache_mode = force_generic_plan; set synchronous_commit = on
                """,
                _connection
            )
        )
            await settings.ExecuteNonQueryAsync();
        _read = await ReadForSaves.PrepareAsync(_connection);
        _write = await WriteSaves.PrepareAsync(_connection);
    }
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Npgsql;
using NpgsqlTypes;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// The first round trip of a group of saves: holds the stages of the sheets' editions and then those of the sheets that
/// nobody else holds (the order of <see cref="Locks.HoldSheetAsync"/>), and reads what each is decided by.
/// </summary>
internal sealed class ReadForSaves : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;
    private readonly NpgsqlParameter<Guid[]>[] _sheets = [Ids(), Ids(), Ids()];

    private ReadForSaves(NpgsqlConnection connection)
    {
        NpgsqlBatchCommand stages = new(
            $"""
            select e.id, pg_try_advisory_xact_lock_shared({Locks.StagesOfEdition}, hashtext(e.id::text))
            from (select distinct competition_id as id from judge_sheets where id = any ($1)) e
            """
        );
        NpgsqlBatchCommand sheets = new(SheetStatements.Sheets + " where s.id = any ($1) for update of s skip locked");
        NpgsqlBatchCommand runs = new(
            """
            select r.competition_id, r.stage, r.opened_at, r.closed_at, c.rulebook_hash
            from (select distinct competition_id, round from judge_sheets where id = any ($1)) e
                join stage_runs r on r.competition_id = e.competition_id and r.stage = e.round
                join competitions c on c.id = e.competition_id
            """
        );
        foreach (var (command, ids) in new[] { stages, sheets, runs }.Zip(_sheets))
            command.Parameters.Add(ids);
        sheets.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JudgingTerms.Version });
        _batch = new(connection) { BatchCommands = { stages, sheets, runs } };
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public static async Task<ReadForSaves> PrepareAsync(NpgsqlConnection connection)
    {
        ReadForSaves read = new(connection);
        await read._batch.PrepareAsync();
        return read;
    }

    /// <summary>The sheets that are held now, by their ids.</summary>
    public async Task<Dictionary<Guid, HeldSheet>> RunAsync(Guid[] sheets)
    {
        foreach (var parameter in _sheets)
            parameter.TypedValue = sheets;
        await using var reader = await _batch.ExecuteReaderAsync();
        HashSet<Guid> editions = [];
        while (await reader.ReadAsync())
            if (reader.GetBoolean(1))
                editions.Add(reader.GetGuid(0));
        await reader.NextResultAsync();
        List<HeldSheet> free = [];
        while (await reader.ReadAsync())
            free.Add(SheetStatements.ReadSheet(reader));
        await reader.NextResultAsync();
        Dictionary<(Guid, Stage), (StageRun Run, string Rulebook)> runs = [];
        while (await reader.ReadAsync())
            if (SheetStatements.ReadRun(reader) is var run)
                runs[(run.Run.CompetitionId, run.Run.Stage)] = run;
        return free.Where(h => editions.Contains(h.Sheet.CompetitionId))
            .Select(h => (Held: h, Run: runs[(h.Sheet.CompetitionId, h.Sheet.Round)]))
            .ToDictionary(h => h.Held.Sheet.Id, h => h.Held with { Run = h.Run.Run, RulebookHash = h.Run.Rulebook });
    }

    private static NpgsqlParameter<Guid[]> Ids() =>
        new() { TypedValue = [], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
}

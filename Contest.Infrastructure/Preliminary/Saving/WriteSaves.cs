using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Npgsql;
using NpgsqlTypes;

namespace Contest.Infrastructure.Preliminary;

/// <summary>The second round trip of a group of saves: the sheets as they are now, the patches as they arrived, and the commit.</summary>
internal sealed class WriteSaves : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;
    private readonly Column<JudgeSheet, Guid> _sheet = new(NpgsqlDbType.Uuid);
    private readonly Column<JudgeSheet, long> _version = new(NpgsqlDbType.Bigint);
    private readonly Column<JudgeSheet, string> _state = new(NpgsqlDbType.Jsonb);
    private readonly Column<SheetPatch, Guid> _of = new(NpgsqlDbType.Uuid);
    private readonly Column<SheetPatch, string> _device = new(NpgsqlDbType.Text);
    private readonly Column<SheetPatch, long> _revision = new(NpgsqlDbType.Bigint);
    private readonly Column<SheetPatch, string> _patch = new(NpgsqlDbType.Text);
    private readonly Column<SheetPatch, DateTimeOffset> _at = new(NpgsqlDbType.TimestampTz);

    private WriteSaves(NpgsqlConnection connection)
    {
        NpgsqlBatchCommand change = new(
            """
            update judge_sheets s set version = t.version, state = t.state
            from unnest($1, $2, $3) as t (id, version, state) where s.id = t.id
            """
        )
        {
            Parameters = { _sheet.Parameter, _version.Parameter, _state.Parameter },
        };
        NpgsqlBatchCommand keep = new(
            """
            insert into sheet_patches (sheet_id, device, revision, patch, at) select * from unnest($1, $2, $3, $4, $5)
            on conflict (sheet_id, device, revision) do nothing
            """
        )
        {
            Parameters = { _of.Parameter, _device.Parameter, _revision.Parameter, _patch.Parameter, _at.Parameter },
        };
        _batch = new(connection) { BatchCommands = { change, keep, new NpgsqlBatchCommand("commit") } };
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public static async Task<WriteSaves> PrepareAsync(NpgsqlConnection connection)
    {
        WriteSaves write = new(connection);
        await write._batch.PrepareAsync();
        return write;
    }

    /// <summary>Returns when all of it is on disk.</summary>
    public async Task RunAsync(List<(JudgeSheet Sheet, SheetPatch Patch)> rows)
    {
        List<JudgeSheet> sheets = [.. rows.Select(r => r.Sheet)];
        List<SheetPatch> patches = [.. rows.Select(r => r.Patch)];
        _sheet.Fill(sheets, s => s.Id);
        _version.Fill(sheets, s => s.Version);
        _state.Fill(sheets, s => s.State);
        _of.Fill(patches, p => p.SheetId);
        _device.Fill(patches, p => p.Device);
        _revision.Fill(patches, p => p.Revision);
        _patch.Fill(patches, p => p.Patch);
        _at.Fill(patches, p => p.At);
        await _batch.ExecuteNonQueryAsync();
    }
}

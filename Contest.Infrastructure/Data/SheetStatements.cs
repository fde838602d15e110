using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Contest.Infrastructure.Data;

/// <summary>A judge's sheet held for a save, with what the save is decided by.</summary>
/// <param name="Sheet">The sheet, its row held; not tracked.</param>
/// <param name="Judge">Whose it is.</param>
/// <param name="Run">The stage of its round, which cannot close before the transaction has ended.</param>
/// <param name="IsBarred">A conflict of interest between judge and entry is open or upheld.</param>
/// <param name="HasAcceptedTerms">The judge has accepted the terms as they are now.</param>
/// <param name="RulebookHash">The rulebook in force.</param>
internal sealed record HeldSheet(
    JudgeSheet Sheet,
    Judge Judge,
    StageRun Run,
    bool IsBarred,
    bool HasAcceptedTerms,
    string RulebookHash
);

/// <summary>
/// A save of a sheet in two round trips: 300 judges save at typing speed, and each of them waits for "saved"
/// (deploy/bench/scoring). The first begins the transaction, the second commits it; one that is left open ends without
/// effect when the connection goes back to its pool.
/// </summary>
internal static class SheetStatements
{
    /// <summary>Sheets with their judges and what bars them, read by <see cref="ReadSheet"/>; $2 is the version of the terms.</summary>
    public const string Sheets = """
        select s.id, s.competition_id, s.round, s.judge_id, s.entry_id, s.version, s.state, s.submitted_at, s.recused_at, s.recusal_reason,
            s.submissions, s.set_aside_at, s.set_aside_reason, j.person_id, j.name, j.employer, s.is_barred,
            exists(select 1 from accepted_terms t where t.judge_id = s.judge_id and t.version = $2), s.variant
        from judge_sheets s join judges j on j.id = s.judge_id
        """;

    /// <summary>
    /// Begins, and holds the stages of the sheet's edition, then its row, as <see cref="Locks.HoldSheetAsync"/> does. The
    /// stage's own row is not held, which every judge would mark at once: whoever moves a stage waits for the lock
    /// before it. Null when there is no such sheet.
    /// </summary>
    public static async Task<HeldSheet?> HoldForSavingAsync(this ContestDb db, Guid sheetId, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var batch = db.Batch(
            Command("begin"),
            Command(
                $"select pg_advisory_xact_lock_shared({Locks.StagesOfEdition}, hashtext(competition_id::text)) from judge_sheets where id = $1",
                Id(sheetId)
            ),
            Command(
                Sheets + " where s.id = $1 for update of s",
                Id(sheetId),
                new NpgsqlParameter<string> { TypedValue = JudgingTerms.Version }
            ),
            Command(
                """
                select r.competition_id, r.stage, r.opened_at, r.closed_at, c.rulebook_hash
                from judge_sheets s join stage_runs r on r.competition_id = s.competition_id and r.stage = s.round
                    join competitions c on c.id = s.competition_id
                where s.id = $1
                """,
                Id(sheetId)
            )
        );
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel); // past the lock, to the sheet
        if (!await reader.ReadAsync(cancel))
            return null;
        var held = ReadSheet(reader);
        await reader.NextResultAsync(cancel);
        if (!await reader.ReadAsync(cancel))
            throw new InvalidOperationException($"Sheet {sheetId} has no stage.");
        var (run, rulebook) = ReadRun(reader);
        return held with { Run = run, RulebookHash = rulebook };
    }

    /// <summary>A row of <see cref="Sheets"/>; its stage and rulebook are asked for beside it.</summary>
    public static HeldSheet ReadSheet(NpgsqlDataReader row)
    {
        var sheet = Sheet(row);
        return new(sheet, JudgeOf(sheet, row), new(), row.GetBoolean(16), row.GetBoolean(17), "");
    }

    /// <summary>A row of edition, stage, the moments it opened and closed, and the hash of the rulebook in force.</summary>
    public static (StageRun Run, string RulebookHash) ReadRun(NpgsqlDataReader row) =>
        (
            new()
            {
                CompetitionId = row.GetGuid(0),
                Stage = (Stage)row.GetInt32(1),
                OpenedAt = Moment(row, 2),
                ClosedAt = Moment(row, 3),
            },
            row.GetString(4)
        );

    /// <summary>Keeps the patch as it arrived, once, and with it the sheet as it is now when the patch changed it; commits.</summary>
    public static async Task CommitPatchAsync(
        this ContestDb db,
        JudgeSheet sheet,
        bool isChanged,
        SheetPatch patch,
        CancellationToken cancel
    )
    {
        // a locked sheet keeps what was tried as well, but a device repeating itself is logged once
        var keep = Command(
            "insert into sheet_patches (sheet_id, device, revision, patch, at) values ($1, $2, $3, $4, $5) on conflict (sheet_id, device, revision) do nothing",
            Id(patch.SheetId),
            new NpgsqlParameter<string> { TypedValue = patch.Device },
            new NpgsqlParameter<long> { TypedValue = patch.Revision },
            new NpgsqlParameter<string> { TypedValue = patch.Patch },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = patch.At }
        );
        var commit = Command("commit");
        await using var batch = isChanged ? db.Batch(Change(sheet), keep, commit) : db.Batch(keep, commit);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlBatchCommand Change(JudgeSheet sheet) =>
        Command(
            "update judge_sheets set version = $2, state = $3, submitted_at = $4, submissions = $5 where id = $1",
            Id(sheet.Id),
            new NpgsqlParameter<long> { TypedValue = sheet.Version },
            new NpgsqlParameter<string> { TypedValue = sheet.State, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter
            {
                Value = (object?)sheet.SubmittedAt ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
            },
            new NpgsqlParameter<int> { TypedValue = sheet.Submissions }
        );

    private static JudgeSheet Sheet(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            CompetitionId = row.GetGuid(1),
            Round = (Stage)row.GetInt32(2),
            JudgeId = row.GetGuid(3),
            EntryId = row.GetGuid(4),
            Version = row.GetInt64(5),
            State = row.GetString(6),
            SubmittedAt = Moment(row, 7),
            RecusedAt = Moment(row, 8),
            RecusalReason = row.IsDBNull(9) ? null : row.GetString(9),
            Submissions = row.GetInt32(10),
            SetAsideAt = Moment(row, 11),
            SetAsideReason = row.IsDBNull(12) ? null : row.GetString(12),
            Variant = row.IsDBNull(18) ? null : row.GetString(18),
        };

    private static Judge JudgeOf(JudgeSheet sheet, NpgsqlDataReader row) =>
        new()
        {
            Id = sheet.JudgeId,
            CompetitionId = sheet.CompetitionId,
            PersonId = row.IsDBNull(13) ? null : row.GetGuid(13),
            Name = row.GetString(14),
            Employer = row.GetString(15),
        };

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlBatch Batch(this ContestDb db, params NpgsqlBatchCommand[] commands)
    {
        NpgsqlBatch batch = new((NpgsqlConnection)db.Database.GetDbConnection());
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        return batch;
    }

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}

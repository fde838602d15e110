using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Npgsql;
using NpgsqlTypes;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The first round trip of a group of ballots: begins, holds the stage as every act does (<see cref="Locks"/>), reads the
/// entries on the paper and the voters' own ballots, and draws the next arrivals: whoever reads up to an arrival waits for
/// the lock, so none below it is still to come.
/// </summary>
internal sealed class ReadForBallots : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;
    private readonly NpgsqlParameter<string>[] _names;
    private readonly NpgsqlParameter<Guid>[] _editions;
    private readonly NpgsqlParameter<int> _count = new();
    private readonly NpgsqlParameter<List<int>> _chosen = new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
    };
    private readonly NpgsqlParameter<List<Guid>> _voters = new()
    {
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
    };

    private ReadForBallots(NpgsqlConnection connection)
    {
        _names = [new()];
        _editions = [new(), new(), new()];
        _batch = new(connection)
        {
            BatchCommands =
            {
                Command(
                    $"""
                    select pg_advisory_xact_lock_shared({Locks.StagesOfEdition}, hashtext($1)),
                        pg_advisory_xact_lock_shared({Locks.BallotsOfEdition}, hashtext($1))
                    """,
                    _names[0]
                ),
                Command(
                    $"""
                    select s.opened_at, s.closed_at, c.rulebook_hash, c.receipt_key from stage_runs s join competitions c on c.id = s.competition_id
                    where s.competition_id = $1 and s.stage = {(int)Stage.Voting} for share of s
                    """,
                    _editions[0]
                ),
                Command(
                    $"select number from entries where competition_id = $1 and state = {(int)EntryState.Accepted} and number = any ($2)",
                    _editions[1],
                    _chosen
                ),
                Command(
                    """
                    select voter, nth, client_id, day, choices, receipt, cast_at from ballots
                    where voter = any ($2) and competition_id = $1
                    """,
                    _editions[2],
                    _voters
                ),
                Command("select array_agg(nextval('ballots_arrival_seq')) from generate_series(1, $1)", _count),
            },
        };
    }

    /// <summary>What one group of ballots is decided by.</summary>
    public sealed class Seen
    {
        public required StageRun Voting { get; init; }
        public required string RulebookHash { get; init; }
        public required byte[] ReceiptKey { get; init; }
        public HashSet<short> OnThePaper { get; } = [];
        public Dictionary<Guid, List<Ballot>> Ballots { get; } = [];

        /// <summary>One for each ballot of the group.</summary>
        public long[] Arrivals { get; set; } = [];

        /// <summary>The voter's ballots so far.</summary>
        public IReadOnlyList<Ballot> Of(Guid voter) => Ballots.TryGetValue(voter, out var mine) ? mine : [];
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public static async Task<ReadForBallots> PrepareAsync(NpgsqlConnection connection)
    {
        ReadForBallots read = new(connection);
        read._names[0].TypedValue = "";
        read._chosen.TypedValue = [];
        read._voters.TypedValue = [];
        await read._batch.PrepareAsync();
        return read;
    }

    public async Task<Seen> RunAsync(Guid edition, List<PendingBallot> group)
    {
        _names[0].TypedValue = edition.ToString();
        foreach (var parameter in _editions)
            parameter.TypedValue = edition;
        _count.TypedValue = group.Count;
        _chosen.TypedValue = Chosen(group);
        _voters.TypedValue = [.. group.Where(b => !b.IsFirst).Select(b => b.Command.Voter)];
        await using var reader = await _batch.ExecuteReaderAsync();
        await reader.NextResultAsync(); // past the lock, to the stage
        var seen = await StageAsync(reader, edition);
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
            seen.OnThePaper.Add((short)reader.GetInt32(0));
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
            Keep(seen, reader, edition);
        await reader.NextResultAsync();
        await reader.ReadAsync();
        seen.Arrivals = reader.GetFieldValue<long[]>(0);
        return seen;
    }

    private static List<int> Chosen(List<PendingBallot> group)
    {
        HashSet<int> chosen = [];
        foreach (var ballot in group)
        foreach (var choice in ballot.Choices)
            chosen.Add(choice);
        return [.. chosen];
    }

    private static async Task<Seen> StageAsync(NpgsqlDataReader reader, Guid edition)
    {
        if (!await reader.ReadAsync())
            throw new InvalidOperationException($"No voting stage in edition {edition}.");
        return new()
        {
            Voting = new()
            {
                CompetitionId = edition,
                Stage = Stage.Voting,
                OpenedAt = reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0),
                ClosedAt = reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1),
            },
            RulebookHash = reader.GetString(2),
            ReceiptKey = reader.GetFieldValue<byte[]>(3),
        };
    }

    private static void Keep(Seen seen, NpgsqlDataReader reader, Guid edition)
    {
        var voter = reader.GetGuid(0);
        if (!seen.Ballots.TryGetValue(voter, out var mine))
            seen.Ballots[voter] = mine = [];
        mine.Add(
            new()
            {
                CompetitionId = edition,
                Voter = voter,
                Nth = reader.GetInt16(1),
                ClientId = reader.GetGuid(2),
                Day = reader.GetFieldValue<DateOnly>(3),
                Choices = reader.GetFieldValue<short[]>(4),
                Receipt = reader.GetString(5),
                CastAt = reader.GetFieldValue<DateTimeOffset>(6),
            }
        );
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}

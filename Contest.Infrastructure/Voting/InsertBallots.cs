using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Npgsql;
using NpgsqlTypes;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The second round trip of a group of ballots: one insert for all, and the commit. A ballot's place (voter, edition, nth)
/// may have been taken by another node meanwhile: that is how limits hold across nodes. A group is first written as if
/// none were, which fails whole when one is; written with care, such a ballot is left out and not returned.
/// </summary>
internal sealed class InsertBallots : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch;
    private readonly NpgsqlParameter<Guid> _edition = new();
    private readonly Column<Ballot, Guid> _voter = new(NpgsqlDbType.Uuid);
    private readonly Column<Ballot, short> _nth = new(NpgsqlDbType.Smallint);
    private readonly Column<Ballot, Guid> _client = new(NpgsqlDbType.Uuid);
    private readonly Column<Ballot, Guid> _ledger = new(NpgsqlDbType.Uuid);
    private readonly Column<Ballot, string> _receipt = new(NpgsqlDbType.Text);
    private readonly Column<Ballot, DateTimeOffset> _castAt = new(NpgsqlDbType.TimestampTz);
    private readonly Column<Ballot, DateOnly> _day = new(NpgsqlDbType.Date);
    private readonly Column<Ballot, int> _tier = new(NpgsqlDbType.Integer);
    private readonly Column<Ballot, long> _network = new(NpgsqlDbType.Bigint);
    private readonly Column<Ballot, int> _agent = new(NpgsqlDbType.Integer);
    private readonly Column<Ballot, int> _from = new(NpgsqlDbType.Integer);
    private readonly Column<Ballot, int> _to = new(NpgsqlDbType.Integer);
    private readonly Column<Ballot, long> _arrival = new(NpgsqlDbType.Bigint);
    private readonly Column<Ballot, short> _choices = new(NpgsqlDbType.Smallint);

    private InsertBallots(NpgsqlConnection connection, bool isCareful)
    {
        const string rows = """
            insert into ballots (competition_id, voter, nth, arrival, client_id, ledger_id, receipt, cast_at, day, tier, network, agent, choices)
            overriding system value
            select $1, t.voter, t.nth, t.arrival, t.client, t.ledger, t.receipt, t.cast_at, t.day, t.tier, t.network, t.agent, ($2::int2[])[t.first : t.last]
            from unnest($3::uuid[], $4::int2[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[], $9::date[], $10::int4[], $11::int8[], $12::int4[], $13::int4[], $14::int4[], $15::int8[])
                as t (voter, nth, client, ledger, receipt, cast_at, day, tier, network, agent, first, last, arrival)
            """;
        NpgsqlBatchCommand insert = new(
            isCareful ? $"{rows} on conflict (voter, competition_id, nth) do nothing returning voter" : rows // one search of the index less for each ballot
        );
        insert.Parameters.Add(_edition);
        insert.Parameters.Add(_choices.Parameter);
        foreach (var column in Columns)
            insert.Parameters.Add(column);
        _batch = new(connection) { BatchCommands = { insert, new NpgsqlBatchCommand("commit") } };
    }

    private IEnumerable<NpgsqlParameter> Columns =>
        [
            _voter.Parameter,
            _nth.Parameter,
            _client.Parameter,
            _ledger.Parameter,
            _receipt.Parameter,
            _castAt.Parameter,
            _day.Parameter,
            _tier.Parameter,
            _network.Parameter,
            _agent.Parameter,
            _from.Parameter,
            _to.Parameter,
            _arrival.Parameter,
        ];

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public static async Task<InsertBallots> PrepareAsync(NpgsqlConnection connection, bool isCareful)
    {
        InsertBallots write = new(connection, isCareful);
        await write._batch.PrepareAsync();
        return write;
    }

    /// <summary>The voters whose ballot is on disk now, where it was written with care.</summary>
    /// <exception cref="PostgresException">Unique violation: written without care, and one place was taken.</exception>
    public async Task<HashSet<Guid>> RunAsync(Guid edition, List<Ballot> ballots)
    {
        Fill(edition, ballots);
        HashSet<Guid> written = [];
        await using var reader = await _batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            written.Add(reader.GetGuid(0));
        await reader.NextResultAsync(); // the commit: only now is any of it true
        return written;
    }

    private void Fill(Guid edition, List<Ballot> ballots)
    {
        _edition.TypedValue = edition;
        _voter.Fill(ballots, b => b.Voter);
        _nth.Fill(ballots, b => b.Nth);
        _arrival.Fill(ballots, b => b.Arrival);
        _client.Fill(ballots, b => b.ClientId);
        _ledger.Fill(ballots, b => b.LedgerId);
        _receipt.Fill(ballots, b => b.Receipt);
        _castAt.Fill(ballots, b => b.CastAt);
        _day.Fill(ballots, b => b.Day);
        _tier.Fill(ballots, b => (int)b.Tier);
        _network.Fill(ballots, b => b.Network);
        _agent.Fill(ballots, b => b.Agent);
        var (first, last) = (1, 0);
        _from.Fill(ballots, b => (first += b.Choices.Length) - b.Choices.Length);
        _to.Fill(ballots, b => last += b.Choices.Length);
        _choices.Values.Clear();
        foreach (var ballot in ballots)
            _choices.Values.AddRange(ballot.Choices);
    }
}

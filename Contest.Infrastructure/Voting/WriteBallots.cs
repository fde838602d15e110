using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Npgsql;
using NpgsqlTypes;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The second round trip of a group of ballots: one insert for all, and the commit. A ballot whose place (edition,
/// voter, nth) another node has taken meanwhile is left out and not returned: that is how limits hold across nodes.
/// </summary>
internal sealed class WriteBallots : IAsyncDisposable
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
    private readonly Column<Ballot, short> _choices = new(NpgsqlDbType.Smallint);

    private WriteBallots(NpgsqlConnection connection)
    {
        NpgsqlBatchCommand insert = new(
            """
            with written as (
                insert into ballots (competition_id, voter, nth, client_id, ledger_id, receipt, cast_at, day, tier, network, agent, choices)
                select $1, t.voter, t.nth, t.client, t.ledger, t.receipt, t.cast_at, t.day, t.tier, t.network, t.agent, ($2::int2[])[t.first : t.last]
                from unnest($3::uuid[], $4::int2[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[], $9::date[], $10::int4[], $11::int8[], $12::int4[], $13::int4[], $14::int4[])
                    as t (voter, nth, client, ledger, receipt, cast_at, day, tier, network, agent, first, last)
                on conflict (competition_id, voter, nth) do nothing
                returning voter)
            select case when count(*) < cardinality($3) then coalesce(array_agg(voter), '{}') end from written
            """
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
        ];

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public static async Task<WriteBallots> PrepareAsync(NpgsqlConnection connection)
    {
        WriteBallots write = new(connection);
        await write._batch.PrepareAsync();
        return write;
    }

    /// <summary>The voters whose ballot is on disk now; null: all of them, and nobody's name has to travel.</summary>
    public async Task<HashSet<Guid>?> RunAsync(Guid edition, List<Ballot> ballots)
    {
        Fill(edition, ballots);
        await using var reader = await _batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        HashSet<Guid>? written = reader.IsDBNull(0) ? null : [.. reader.GetFieldValue<Guid[]>(0)];
        await reader.NextResultAsync(); // the commit: only now is any of it true
        return written;
    }

    private void Fill(Guid edition, List<Ballot> ballots)
    {
        _edition.TypedValue = edition;
        _voter.Fill(ballots, b => b.Voter);
        _nth.Fill(ballots, b => b.Nth);
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

using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Npgsql;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// One group of ballots in one transaction and two round trips: hold the stage and read what the limits need; let Core
/// decide each ballot; write what may be written and commit. It owns its connection.
/// </summary>
internal sealed class BallotTransaction(NpgsqlDataSource source) : IAsyncDisposable
{
    private const int LedgerIdBytes = 16;

    /// <summary>Editions and rulebooks remembered; one vote needs one of each.</summary>
    private const int Most = 64;

    private readonly Dictionary<string, Rulebook> _rulebooks = [];
    private readonly Dictionary<Guid, ReceiptNumbers> _receipts = [];
    private readonly GroupConnection<ReadForBallots, WriteBallots> _connection = new(
        source,
        ReadForBallots.PrepareAsync,
        WriteBallots.PrepareAsync
    );

    /// <summary>The outcome of each ballot in order, on disk; null where another node wrote the voter's next ballot first.</summary>
    /// <param name="edition">The edition of all of them.</param>
    /// <param name="group">Ballots of different voters.</param>
    /// <param name="isCareful">The group has met another node's ballot before.</param>
    public async Task<Outcome<CastBallot.Answer>?[]> RunAsync(Guid edition, List<PendingBallot> group, bool isCareful)
    {
        await using var transaction = await _connection.BeginAsync();
        var (outcomes, next) = await DecideAsync(edition, group);
        if (IsInDoubt(group, outcomes))
            (outcomes, next) = await DecideAsync(edition, group);
        var written = await _connection.Write.RunAsync(edition, [.. next.Select(n => n.Ballot)], isCareful);
        foreach (var (index, ballot, left) in next)
            if (written?.Contains(ballot.Voter) ?? true)
                outcomes[index] = new CastBallot.Answer(ballot.Receipt, ballot.CastAt, left);
        return outcomes;
    }

    public Task ResetAsync() => _connection.ResetAsync();

    public ValueTask DisposeAsync()
    {
        Forget(_receipts);
        return _connection.DisposeAsync();
    }

    /// <summary>What a ballot is known by, drawn before it is decided.</summary>
    private readonly record struct Names(long Arrival, string Receipt, Guid LedgerId);

    /// <summary>Whether a refused ballot's voter was taken to have none: it may be a repeat of one that was recorded.</summary>
    private static bool IsInDoubt(List<PendingBallot> group, Outcome<CastBallot.Answer>?[] outcomes)
    {
        var isInDoubt = false;
        for (var i = 0; i < group.Count; i++)
            if (group[i].IsFirst && outcomes[i] is not null)
                (isInDoubt, group[i].IsFirst) = (true, false);
        return isInDoubt;
    }

    private async Task<(Outcome<CastBallot.Answer>?[], List<(int Index, Ballot Ballot, int Left)>)> DecideAsync(
        Guid edition,
        List<PendingBallot> group
    )
    {
        var seen = await _connection.Read.RunAsync(edition, group);
        var rulebook = await RulebookAsync(edition, seen.RulebookHash);
        var closes = rulebook.Window(Stage.Voting).Closes(TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone));
        var outcomes = new Outcome<CastBallot.Answer>?[group.Count];
        List<(int Index, Ballot Ballot, int Left)> next = new(group.Count);
        var receipts = ReceiptsOf(edition, seen.ReceiptKey).Of(seen.Arrivals);
        var random = RandomNumberGenerator.GetBytes(LedgerIdBytes * group.Count); // for all at once
        for (var i = 0; i < group.Count; i++)
        {
            Names names = new(seen.Arrivals[i], receipts[i], new(random.AsSpan(LedgerIdBytes * i, LedgerIdBytes)));
            var (outcome, ballot, left) = Decide(group[i], seen, (rulebook, closes), names);
            outcomes[i] = outcome;
            if (ballot is not null)
                next.Add((i, ballot, left));
        }
        return (outcomes, next);
    }

    private static (Outcome<CastBallot.Answer>?, Ballot?, int Left) Decide(
        PendingBallot pending,
        ReadForBallots.Seen seen,
        (Rulebook, DateTimeOffset) rules,
        Names names
    )
    {
        var ((rulebook, closes), command, now) = (rules, pending.Command, pending.Now);
        var mine = seen.Of(command.Voter);
        var day = rulebook.LocalDate(now);
        var today = mine.Count == 0 ? VoterDay.Empty : TodayOf(mine, day);
        if (mine.Count > 0 && SameOf(mine, command.ClientId) is { } cast)
            return (Repeat(pending, cast, today.Left(rulebook.Vote)), null, 0);
        var refusal =
            BallotRules.WhyNot(rulebook.Vote, seen.Voting, closes, command.Choices, seen.OnThePaper, today, now)
            ?? VoterTiers.WhyNot(rulebook.Vote, command.Tier);
        return refusal is not null
            ? (refusal, null, 0)
            : (null, Next(pending, mine.Count + 1, day, names), today.Left(rulebook.Vote) - 1);
    }

    private static VoterDay TodayOf(IReadOnlyList<Ballot> mine, DateOnly day) =>
        VoterDay.Of([.. mine.Select(b => new CastOn(b.Day, b.Choices))], day);

    private static Ballot? SameOf(IReadOnlyList<Ballot> mine, Guid clientId) =>
        mine.FirstOrDefault(b => b.ClientId == clientId);

    /// <summary>The receipt again, but only for the same ballot: never an old receipt for a new choice.</summary>
    private static Outcome<CastBallot.Answer> Repeat(PendingBallot pending, Ballot cast, int left) =>
        cast.Choices.AsSpan().SequenceEqual(pending.Choices)
            ? new CastBallot.Answer(cast.Receipt, cast.CastAt, left)
            : new Refusal("voting.other_ballot");

    private static Ballot Next(PendingBallot pending, int nth, DateOnly day, Names names) =>
        new()
        {
            CompetitionId = pending.Command.CompetitionId,
            Voter = pending.Command.Voter,
            Nth = (short)nth,
            Arrival = names.Arrival,
            ClientId = pending.Command.ClientId,
            LedgerId = names.LedgerId,
            Receipt = names.Receipt,
            CastAt = pending.Now,
            Day = day,
            Tier = pending.Command.Tier,
            Network = pending.Command.Evidence.Network,
            Agent = pending.Command.Evidence.Agent,
            Choices = pending.Choices,
        };

    /// <summary>Rulebooks by their hash: the text is asked for when the stage's edition names one not seen yet.</summary>
    private async Task<Rulebook> RulebookAsync(Guid edition, string hash)
    {
        if (_rulebooks.TryGetValue(hash, out var known))
            return known;
        await using NpgsqlCommand text = new(
            "select rulebook_json from competitions where id = $1",
            _connection.Connection
        );
        text.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = edition });
        var read = ParsedRulebooks.Of((string)(await text.ExecuteScalarAsync())!);
        if (_rulebooks.Count > Most)
            _rulebooks.Clear();
        return _rulebooks[hash] = read;
    }

    private ReceiptNumbers ReceiptsOf(Guid edition, byte[] key)
    {
        if (_receipts.TryGetValue(edition, out var known))
            return known;
        if (_receipts.Count > Most)
            Forget(_receipts);
        return _receipts[edition] = new(key);
    }

    private static void Forget(Dictionary<Guid, ReceiptNumbers> receipts)
    {
        foreach (var one in receipts.Values)
            one.Dispose();
        receipts.Clear();
    }
}

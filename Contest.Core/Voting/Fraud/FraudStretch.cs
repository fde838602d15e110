namespace Contest.Core.Voting.Fraud;

/// <summary>
/// The last days of an edition's ballots, with what is usual in them. Everything is held against what the edition
/// itself is like: its voters, networks, browsers and nights. Counts and thousandths only.
/// </summary>
public sealed class FraudStretch
{
    private readonly Dictionary<Guid, Voter> _voters = [];
    private readonly Dictionary<long, Network> _networks = [];
    private readonly Dictionary<int, int> _agents = [];
    private readonly Dictionary<short, List<BallotTrace>> _suspects = [];
    private readonly Dictionary<short, List<BallotTrace>> _byEntry = [];
    private readonly Func<long, int> _hourOf;
    private int _usual;
    private int _usualNew;
    private int _usualSingle;
    private int _usualNight;
    private int _usualLone;

    /// <summary>Looks at ballots.</summary>
    /// <param name="ballots">All of the stretch, by time.</param>
    /// <param name="hourOf">The hour 0 … 23 of a moment in the edition's time zone.</param>
    /// <param name="codes">What the code senders counted.</param>
    public FraudStretch(
        IReadOnlyList<BallotTrace> ballots,
        Func<long, int> hourOf,
        IReadOnlyList<CodePattern>? codes = null
    )
    {
        (Ballots, _hourOf, Codes) = (ballots, hourOf, codes ?? []);
        foreach (var ballot in ballots)
            Meet(ballot);
        foreach (var ballot in ballots)
            Measure(ballot);
    }

    /// <summary>All of the stretch, by time.</summary>
    public IReadOnlyList<BallotTrace> Ballots { get; }

    /// <summary>What the code senders counted.</summary>
    public IReadOnlyList<CodePattern> Codes { get; }

    /// <summary>The entries that have ballots of new voters who chose nothing else.</summary>
    public IReadOnlyList<short> Entries => field ??= [.. _suspects.Keys.Order()];

    /// <summary>Share of ballots by voters who appeared within the stretch, thousandths.</summary>
    public long NewShare => Share(_usualNew, _usual);

    /// <summary>Share of ballots by voters who chose one entry only.</summary>
    public long SingleShare => Share(_usualSingle, _usual);

    /// <summary>Share of ballots between midnight and six.</summary>
    public long NightShare => Share(_usualNight, _usual);

    /// <summary>Share of ballots from networks that sent no other.</summary>
    public long LoneShare => Share(_usualLone, _usual);

    /// <summary>Share of ballots by this kind of browser.</summary>
    public long AgentShare(int agent) => Share(_agents.GetValueOrDefault(agent), _usual);

    /// <summary>Ballots for the entry by new voters who chose nothing else, by time; without decided ones that are not under review.</summary>
    public IReadOnlyList<BallotTrace> Suspects(short entry) => _suspects.GetValueOrDefault(entry) ?? [];

    /// <summary>All ballots that chose the entry, by time.</summary>
    public IReadOnlyList<BallotTrace> Of(short entry) => _byEntry.GetValueOrDefault(entry) ?? [];

    /// <summary>Whether the voter appeared within the stretch.</summary>
    public bool IsNew(BallotTrace ballot) => _voters[ballot.Voter].IsNew;

    /// <summary>Whether the voter chose one entry and nothing else.</summary>
    public bool IsSingle(BallotTrace ballot) => _voters[ballot.Voter].Entry != 0;

    /// <summary>Whether it was cast between midnight and six.</summary>
    public bool IsNight(BallotTrace ballot) => _hourOf(ballot.At) < 6;

    /// <summary>Whether the network sent ballots for this entry only, and no more of them than <paramref name="most"/>.</summary>
    public bool IsLone(BallotTrace ballot, int most) =>
        _networks[ballot.Network] is { Entry: not 0 } network && network.Ballots <= most;

    /// <summary>Thousandths, rounded down; 0 of nothing.</summary>
    public static long Share(long part, long whole) => whole == 0 ? 0 : part * 1000 / whole;

    private void Meet(BallotTrace ballot)
    {
        var only = ballot.Choices.Length == 1 ? ballot.Choices[0] : (short)0;
        if (!_voters.TryGetValue(ballot.Voter, out var voter))
            _voters[ballot.Voter] = new(only, ballot.Nth == 1);
        else if (voter.Entry != only && voter.Entry != 0)
            _voters[ballot.Voter] = voter with { Entry = 0 };
        if (!_networks.TryGetValue(ballot.Network, out var network))
            _networks[ballot.Network] = new(only, 1);
        else
            _networks[ballot.Network] = new(network.Entry == only ? only : (short)0, network.Ballots + 1);
    }

    private void Measure(BallotTrace ballot)
    {
        foreach (var entry in ballot.Choices)
            Keep(_byEntry, entry, ballot);
        var voter = _voters[ballot.Voter];
        if (
            voter is { IsNew: true, Entry: not 0 }
            && ballot.Standing is BallotStanding.Counted or BallotStanding.UnderReview
        )
            Keep(_suspects, voter.Entry, ballot);
        if (ballot.Standing is not (BallotStanding.Counted or BallotStanding.Restored))
            return;
        _usual++;
        _usualNew += voter.IsNew ? 1 : 0;
        _usualSingle += voter.Entry != 0 ? 1 : 0;
        _usualNight += IsNight(ballot) ? 1 : 0;
        _usualLone += IsLone(ballot, most: 2) ? 1 : 0;
        _agents[ballot.Agent] = _agents.GetValueOrDefault(ballot.Agent) + 1;
    }

    private static void Keep(Dictionary<short, List<BallotTrace>> lists, short entry, BallotTrace ballot)
    {
        if (!lists.TryGetValue(entry, out var list))
            lists[entry] = list = [];
        list.Add(ballot);
    }

    private readonly record struct Voter(short Entry, bool IsNew);

    private readonly record struct Network(short Entry, int Ballots);
}

using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;

namespace Contest.Bench.Fraud;

/// <summary>Where a simulated ballot came from. The scan never sees it.</summary>
public enum BallotOrigin
{
    Background,
    Canteen,
    Village,
    Gateway,
    ChatGroup,
    Fraud,
}

/// <summary>A campaign of purchased votes.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Ballots">How many were ordered.</param>
/// <param name="Hours">Within how long.</param>
/// <param name="Workers">Machines or people at work at the same time, each with pauses like a person's.</param>
/// <param name="Means">How it hides.</param>
public sealed record Campaign(string Name, int Ballots, int Hours, int Workers, CampaignMeans Means);

/// <summary>How purchased votes hide where they come from.</summary>
public enum CampaignMeans
{
    /// <summary>Rented home addresses of the whole country, browsers picked at random.</summary>
    Proxies,

    /// <summary>Many phones of one make on mobile data, a new address of the carrier each time.</summary>
    PhoneFarm,

    /// <summary>Paid people at home, by day, each with a browser as others have.</summary>
    PaidPeople,
}

/// <summary>
/// Six days of a vote from one number: honest voters with diverse choices, honest bursts (a company's canteen behind one
/// network, a village, a mobile carrier's gateway, links in chat groups), and one campaign of purchased votes.
/// </summary>
public sealed class VoteSimulation
{
    private const int Entries = 60;
    private const int Days = 6;
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    /// <summary>2026-08-01, midnight in the edition's zone.</summary>
    public const long Start = 1_785_513_600_000;

    private static readonly int[] HourWeights =
    [
        3,
        2,
        1,
        1,
        1,
        2,
        6,
        14,
        24,
        30,
        32,
        36,
        44,
        34,
        28,
        28,
        30,
        34,
        38,
        46,
        52,
        44,
        26,
        10,
    ];

    private readonly Random _dice;
    private readonly bool _isOneChoice;
    private readonly List<(BallotTrace Ballot, BallotOrigin Origin)> _cast = [];

    private VoteSimulation(int seed, int voters, Campaign campaign)
    {
        _dice = new(seed);
        _isOneChoice = seed % 2 == 0;
        for (var i = 0; i < voters; i++)
            CastAsAnybody(Moment(), BallotOrigin.Background, HomeNetwork());
        Gateway(voters / 12);
        for (var i = 0; i < 3; i++)
            Canteen(80 + _dice.Next(320));
        for (var i = 0; i < 2; i++)
            Village(80 + _dice.Next(220));
        for (var i = 0; i < 6; i++)
            ChatGroup(40 + _dice.Next(360));
        Purchase(campaign);
        _cast.Sort((a, b) => a.Ballot.At.CompareTo(b.Ballot.At));
    }

    /// <summary>The ballots by time, numbered; and where each came from.</summary>
    public static IReadOnlyList<(BallotTrace Ballot, BallotOrigin Origin)> Of(
        int seed,
        int voters,
        Campaign campaign
    ) =>
        [
            .. new VoteSimulation(seed, voters, campaign)._cast.Select(
                (one, i) => (one.Ballot with { Arrival = i + 1 }, one.Origin)
            ),
        ];

    /// <summary>The hour 0 … 23 of a moment.</summary>
    public static int HourOf(long at) => (int)((at - Start) / Hour % 24);

    private void CastAsAnybody(long at, BallotOrigin origin, long network)
    {
        var agent = Agent();
        if (_dice.Next(100) < 35)
            Cast(at, origin, [Favourite()], network, agent);
        else if (_isOneChoice)
            CastInTurn(at, origin, network, agent, 2 + _dice.Next(2));
        else
            Cast(
                at,
                origin,
                [.. Enumerable.Range(0, 2 + _dice.Next(4)).Select(_ => Favourite()).Distinct()],
                network,
                agent
            );
    }

    private void CastInTurn(long at, BallotOrigin origin, long network, int agent, int ballots)
    {
        var voter = Voter();
        for (short nth = 1; nth <= ballots; nth++)
            Add(
                new(
                    0,
                    at += 10_000 + _dice.Next(60_000),
                    voter,
                    nth,
                    [Favourite()],
                    network,
                    agent,
                    VoterIdentity.Device
                ),
                origin
            );
    }

    /// <summary>A carrier's gateway: one network, all sorts of voters, all sorts of choices, a whole day.</summary>
    private void Gateway(int voters)
    {
        var (day, network) = (_dice.Next(Days), 5_000_000);
        for (var i = 0; i < voters; i++)
            CastAsAnybody(Moment(day), BallotOrigin.Gateway, network);
    }

    private void Canteen(int people)
    {
        var (entry, network) = (Favourite(), 6_000_000 + _dice.Next(1000));
        var noon = Start + (_dice.Next(Days) * 24 * Hour) + (11 * Hour) + (40 * Minute);
        for (var i = 0; i < people; i++)
            CastFor(entry, 85, noon + _dice.NextInt64(60 * Minute), BallotOrigin.Canteen, network, Agent());
    }

    private void Village(int people)
    {
        var (entry, network, make) = (Favourite(), 7_000_000 + _dice.Next(1000), _dice.Next(24));
        var evening = Start + (_dice.Next(Days) * 24 * Hour) + (17 * Hour);
        for (var i = 0; i < people; i++)
        {
            var at = evening + (long)((2.5 + Normal()) * Hour);
            CastFor(
                entry,
                90,
                at,
                BallotOrigin.Village,
                network + _dice.Next(3),
                _dice.Next(100) < 50 ? make : Agent()
            );
        }
    }

    private void ChatGroup(int people)
    {
        var (entry, mean) = (Favourite(), 10 + _dice.Next(80));
        var sent = Start + (_dice.Next(Days) * 24 * Hour) + ((8 + _dice.Next(15)) * Hour) + _dice.NextInt64(Hour);
        for (var i = 0; i < people; i++)
        {
            var at = sent + (long)(-Math.Log(1 - _dice.NextDouble()) * mean * Minute);
            CastFor(
                entry,
                75,
                at,
                BallotOrigin.ChatGroup,
                HomeNetwork(),
                _dice.Next(100) < 80 ? _dice.Next(2) : Agent()
            );
        }
    }

    private void Purchase(Campaign campaign)
    {
        var (entry, make, pool) = ((short)(1 + _dice.Next(Entries)), 8 + _dice.Next(16), 600 + _dice.Next(4000));
        var begin = Start + (_dice.NextInt64((Days * 24) - campaign.Hours - 10) * Hour) + (9 * Hour);
        var each = campaign.Ballots / campaign.Workers;
        var pause = (double)campaign.Hours * Hour / each;
        for (var worker = 0; worker < campaign.Workers; worker++)
        {
            var at = (double)begin + (_dice.NextDouble() * pause);
            for (var i = 0; i < each; i++)
            {
                Cast(
                    ByDay((long)at, campaign),
                    BallotOrigin.Fraud,
                    [entry],
                    Hidden(campaign.Means, pool),
                    AgentOf(campaign.Means, make)
                );
                at += pause * Math.Exp((0.6 * Normal()) - 0.18);
            }
        }
    }

    /// <summary>Paid people sleep: what would fall into the night is done in the hours before or after it.</summary>
    private static long ByDay(long at, Campaign campaign) =>
        campaign.Means == CampaignMeans.PaidPeople && HourOf(at) < 7 ? at + (7 * Hour) : at;

    private long Hidden(CampaignMeans means, int pool) =>
        means switch
        {
            CampaignMeans.PhoneFarm => Carrier(),
            _ => _dice.Next(100) < 92 ? 9_000_000 + _dice.Next(pool) : HomeNetwork(),
        };

    private int AgentOf(CampaignMeans means, int make) =>
        means switch
        {
            CampaignMeans.PhoneFarm => _dice.Next(100) < 92 ? make : Agent(),
            CampaignMeans.Proxies => _dice.Next(12),
            _ => Agent(),
        };

    private void CastFor(short entry, int single, long at, BallotOrigin origin, long network, int agent)
    {
        if (_dice.Next(100) < single)
            Cast(at, origin, [entry], network, agent);
        else if (_isOneChoice)
            CastInTurn(at, origin, network, agent, 2);
        else
            Cast(at, origin, [.. new[] { entry, Favourite(), Favourite() }.Distinct()], network, agent);
    }

    private void Cast(long at, BallotOrigin origin, short[] choices, long network, int agent) =>
        Add(new(0, at, Voter(), 1, choices, network, agent, VoterIdentity.Device), origin);

    private void Add(BallotTrace ballot, BallotOrigin origin)
    {
        if (ballot.At < Start + (Days * 24 * Hour))
            _cast.Add((ballot, origin));
    }

    private long Moment() => Moment(_dice.Next(Days));

    private long Moment(int day)
    {
        var at = _dice.Next(HourWeights.Sum());
        var hour = 0;
        while (at >= HourWeights[hour])
            at -= HourWeights[hour++];
        return Start + (((day * 24) + hour) * Hour) + _dice.NextInt64(Hour);
    }

    /// <summary>Some entries are known by everybody, most by few.</summary>
    private short Favourite() => (short)(1 + (int)(Entries * Math.Pow(_dice.NextDouble(), 1.7)));

    /// <summary>How people are connected: mobile data, home, the office.</summary>
    private long HomeNetwork() =>
        _dice.Next(100) switch
        {
            < 55 => Carrier(),
            < 92 => 1_000_000 + _dice.Next(6000),
            _ => 2_000_000 + _dice.Next(150),
        };

    private long Carrier() => 3_000_000 + (int)(120 * Math.Pow(_dice.NextDouble(), 2));

    private int Agent() => (int)(24 * Math.Pow(_dice.NextDouble(), 3));

    private Guid Voter()
    {
        Span<byte> bytes = stackalloc byte[16];
        _dice.NextBytes(bytes);
        return new(bytes);
    }

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _dice.NextDouble())) * Math.Cos(2 * Math.PI * _dice.NextDouble());
}

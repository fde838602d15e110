using Contest.Bench.Fraud;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;

namespace Contest.Tests.Rules.Voting.Fraud;

public class FraudScanTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    /// <summary>Noon of a day whose zone is UTC.</summary>
    private const long Noon = 12 * Hour;

    [Test]
    public void Purchased_ballots_through_rotating_networks_at_even_pauses_are_found_all_of_them_and_nothing_else()
    {
        var vote = Usual().Concat(Link(60, at: n => Noon + (n * 4 * Minute), network: n => 1000 + n));

        var found = Find(vote);

        Assert.That(found.Single().Entry, Is.EqualTo(1));
        Assert.That(found.Single().Ballots, Is.EqualTo(Enumerable.Range(1000, 60)));
        Assert.That(
            Shown(found.Single()),
            Is.EquivalentTo(
                new[]
                {
                    FraudSignal.Burst,
                    FraudSignal.SingleEntry,
                    FraudSignal.Regularity,
                    FraudSignal.Steadiness,
                    FraudSignal.Rotation,
                }
            )
        );
    }

    [Test]
    public void The_same_ballots_through_one_network_need_three_marks_and_have_them_when_a_machine_casts_them_by_night()
    {
        // even pauses and one browser: two marks, and a canteen's network
        var byDay = Link(60, at: n => Noon + (n * 30_000), network: _ => 77, agent: _ => 99);
        var byNight = Link(60, at: n => Noon + (13 * Hour) + (n * 30_000), network: _ => 77, agent: _ => 99);

        Assert.That(Find(Usual().Concat(byDay)), Is.Empty);
        Assert.That(Find(Usual().Concat(byNight)).Single().Ballots, Has.Count.EqualTo(60));
    }

    [Test]
    public void A_canteen_at_noon_a_village_and_a_link_that_fades_are_left_alone()
    {
        var canteen = Link(80, at: n => Noon + (Odd(n, 40) * Minute), network: _ => 77);
        var village = Link(80, at: n => Noon + (Odd(n, 180) * Minute), network: n => 80 + (n % 3));
        var fading = Link(80, at: n => Noon + (n * n * 2_000L), network: n => n % 6);

        foreach (var burst in new[] { canteen, village, fading })
            Assert.That(Find(Usual().Concat(burst)), Is.Empty);
    }

    [Test]
    public void A_burst_of_new_voters_from_rotating_networks_is_one_mark_and_not_enough()
    {
        var burst = Link(60, at: n => Noon + (n * n * 2_000L), network: n => 1000 + n);

        Assert.That(Find(Usual().Concat(burst)), Is.Empty);
    }

    [Test]
    public void Restored_ballots_are_not_found_again_and_those_under_review_are_evidence_for_the_next()
    {
        var campaign = Link(60, at: n => Noon + (n * 4 * Minute), network: n => 1000 + n).ToList();
        var restored = campaign.Select(b => b with { Standing = BallotStanding.Restored });
        var reviewed = campaign.Select((b, n) => n < 50 ? b with { Standing = BallotStanding.UnderReview } : b);

        Assert.That(Find(Usual().Concat(restored)), Is.Empty);
        Assert.That(Find(Usual().Concat(reviewed)).Single().Ballots, Is.EqualTo(Enumerable.Range(1050, 10)));
    }

    [Test]
    public void Nothing_is_found_where_the_rulebook_says_so_or_ballots_are_fewer_than_it_takes()
    {
        var campaign = Usual().Concat(Link(60, at: n => Noon + (n * 4 * Minute), network: n => 1000 + n)).ToList();

        Assert.That(Find(campaign, new() { IsOn = false }), Is.Empty);
        Assert.That(Find(campaign, new() { FewestBallots = 61 }), Is.Empty);
        Assert.That(Find(campaign, new() { FewestBallots = 55 }), Has.Count.EqualTo(1));
    }

    [TestCase(FraudSignal.Burst, FraudSignal.NewVoters, FraudSignal.Night, FraudSignal.Rotation, true)]
    [TestCase(FraudSignal.Burst, FraudSignal.SingleEntry, FraudSignal.Night, FraudSignal.Rotation, true)]
    [TestCase(FraudSignal.Burst, FraudSignal.NewVoters, FraudSignal.SingleEntry, FraudSignal.Rotation, false)]
    [TestCase(FraudSignal.Steadiness, FraudSignal.NewVoters, FraudSignal.Night, FraudSignal.Rotation, false)]
    [TestCase(FraudSignal.Burst, FraudSignal.OneAgent, FraudSignal.Night, FraudSignal.Rotation, false)]
    [TestCase(FraudSignal.Burst, FraudSignal.NewVoters, FraudSignal.SharedNetwork, FraudSignal.SingleEntry, false)]
    public void The_rule_that_combines_signals(FraudSignal a, FraudSignal b, FraudSignal c, FraudSignal d, bool isFound)
    {
        FraudSignal[] shown = [a, b, c, d];
        var signals = Enum.GetValues<FraudSignal>().Select(s => new Measured(s, 0, 0, shown.Contains(s))).ToList();

        Assert.That(FraudVerdict.IsSuspicious(signals, new()), Is.EqualTo(isFound));
    }

    [Test]
    public void A_shared_network_asks_for_a_mark_more()
    {
        FraudSignal[] two =
        [
            FraudSignal.Burst,
            FraudSignal.NewVoters,
            FraudSignal.SharedNetwork,
            FraudSignal.Night,
            FraudSignal.OneAgent,
        ];

        Assert.That(Verdict(two), Is.False);
        Assert.That(Verdict([.. two, FraudSignal.Regularity]));

        static bool Verdict(FraudSignal[] shown) =>
            FraudVerdict.IsSuspicious([.. shown.Select(s => new Measured(s, 0, 0, true))], new());
    }

    [Test]
    public void Of_simulated_campaigns_most_is_found_and_of_honest_voters_hardly_any()
    {
        var trials = new[]
        {
            FraudTrial.Of(501, 3000, new("proxies", 500, 20, 3, CampaignMeans.Proxies), new()),
            FraudTrial.Of(502, 3000, new("phone farm", 500, 16, 5, CampaignMeans.PhoneFarm), new()),
        };

        foreach (var trial in trials)
        {
            Assert.That(trial.Caught * 100, Is.GreaterThan(trial.Purchased * 80));
            Assert.That(trial.Accused * 100, Is.LessThan(trial.Honest * 2));
        }
    }

    private static IReadOnlyList<FraudFinding> Find(IEnumerable<BallotTrace> vote, FraudRules? rules = null)
    {
        List<BallotTrace> ballots = [.. vote.OrderBy(b => b.At)];
        return FraudScan.Of(new(ballots, at => (int)(at / Hour % 24)), rules ?? new(), ballots[^1].At + Minute);
    }

    private static IEnumerable<FraudSignal> Shown(FraudFinding finding) =>
        finding.Signals.Where(s => s.IsShown).Select(s => s.Signal);

    /// <summary>A hundred voters of six networks and five browsers, two ballots each, over the twelve hours before and the four after noon.</summary>
    private static IEnumerable<BallotTrace> Usual() =>
        Enumerable
            .Range(0, 200)
            .Select(n => new BallotTrace(
                n,
                (n * 16 * Hour / 200) + (n % 7 * 1000),
                new(n / 2, 0, 0, new byte[8]),
                (short)((n % 2) + 1),
                [(short)(1 + (((n / 2) + (n % 2 * 3)) % 10))],
                n % 6,
                n % 5,
                VoterIdentity.Device
            ));

    private static IEnumerable<BallotTrace> Link(
        int count,
        Func<int, long> at,
        Func<int, long> network,
        Func<int, int>? agent = null
    ) =>
        Enumerable
            .Range(0, count)
            .Select(n => new BallotTrace(
                1000 + n,
                at(n),
                new(5000 + n, 0, 0, new byte[8]),
                1,
                [1],
                network(n),
                agent?.Invoke(n) ?? n % 5,
                VoterIdentity.Device
            ));

    /// <summary>Numbers of 0 … most without a pattern a person would see.</summary>
    private static long Odd(int n, int most) => (long)n * n * 7919 % most;
}

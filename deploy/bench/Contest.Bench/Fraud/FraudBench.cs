using System.Globalization;
using Contest.Core.Voting.Fraud;

namespace Contest.Bench.Fraud;

/// <summary>
/// Prints what share of purchased votes is caught and how many honest ballots are put under review. The rules' defaults were
/// chosen on the seeds 1 … 99; what is printed are others.
/// </summary>
internal static class FraudBench
{
    private const int Voters = 12_000;

    public static readonly Campaign[] Campaigns =
    [
        new("120 in 8 h, proxies", 120, 8, 1, CampaignMeans.Proxies),
        new("600 in 24 h, proxies", 600, 24, 3, CampaignMeans.Proxies),
        new("3000 in 20 h, proxies", 3000, 20, 8, CampaignMeans.Proxies),
        new("500 in 2 h, proxies", 500, 2, 3, CampaignMeans.Proxies),
        new("400 in 16 h, phone farm", 400, 16, 4, CampaignMeans.PhoneFarm),
        new("3000 in 12 h, phone farm", 3000, 12, 12, CampaignMeans.PhoneFarm),
        new("800 in 12 h, paid people", 800, 12, 10, CampaignMeans.PaidPeople),
    ];

    public static int Run(int first, int seeds)
    {
        Console.WriteLine(
            $"seeds {first} to {first + seeds - 1}, {Voters:N0} honest voters beside the bursts, 60 entries, six days"
        );
        Console.WriteLine($"{"campaign", -28}{"caught", 9}{"worst seed", 12}{"honest accused", 16}{"worst seed", 12}");
        List<FraudTrial> all = [];
        foreach (var campaign in Campaigns)
        {
            List<FraudTrial> trials =
            [
                .. Enumerable
                    .Range(first, seeds)
                    .AsParallel()
                    .AsOrdered()
                    .Select(s => FraudTrial.Of(s, Voters, campaign, new())),
            ];
            Print(campaign.Name, trials);
            all.AddRange(trials);
        }
        Print("all", all);
        var origins = Enum.GetValues<BallotOrigin>().Where(o => o != BallotOrigin.Fraud);
        Console.WriteLine(
            "honest ballots under review by origin: "
                + string.Join(", ", origins.Select(o => $"{o} {all.Sum(t => t.AccusedOf.GetValueOrDefault(o)):N0}"))
        );
        return 0;
    }

    private static void Print(string name, List<FraudTrial> trials) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -28}{Share(trials.Sum(t => t.Caught), trials.Sum(t => t.Purchased)), 9:P1}{trials.Min(t => Share(t.Caught, t.Purchased)), 12:P1}{Share(trials.Sum(t => t.Accused), trials.Sum(t => t.Honest)), 16:P2}{trials.Max(t => Share(t.Accused, t.Honest)), 12:P2}"
            )
        );

    private static decimal Share(int part, int whole) => (decimal)part / whole;
}

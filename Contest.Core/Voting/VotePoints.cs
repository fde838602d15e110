using System.Numerics;
using System.Text.Json.Serialization;
using Contest.Core.Scoring;

namespace Contest.Core.Voting;

/// <summary>How votes become points of 100, inside one group (DOMAIN.md 1.6).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VoteConversion>))]
public enum VoteConversion
{
    /// <summary>100 · v / vmax.</summary>
    Linear = 1,

    /// <summary>100 for the most votes, 5 less for every rank (昆明 2017: 10, 9.5, 9 … of 10); never below 0.</summary>
    RankStep = 2,

    /// <summary>100 · ln(1+v) / ln(1+vmax): damps vote brushing.</summary>
    Log = 3,
}

/// <summary>Votes to points. When nobody in the group has a vote, everybody has 0.</summary>
public static class VotePoints
{
    private const int Step = 5;

    /// <summary>Exact points (logarithms to 30 decimals) per project of one group.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static IReadOnlyDictionary<Guid, Fraction> Of(
        IReadOnlyDictionary<Guid, long> votes,
        VoteConversion conversion
    )
    {
        foreach (var count in votes.Values)
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(votes));
        var most = votes.Values.DefaultIfEmpty().Max();
        var higher = Higher(votes.Values);
        return votes.ToDictionary(one => one.Key, one => Points(one.Value, most, higher[one.Value], conversion));
    }

    /// <summary>For every count, how many projects have more.</summary>
    private static Dictionary<long, int> Higher(IEnumerable<long> counts)
    {
        List<long> downwards = [.. counts.OrderDescending()];
        return downwards.Distinct().ToDictionary(count => count, downwards.IndexOf);
    }

    private static Fraction Points(long count, long most, int higher, VoteConversion conversion) =>
        most == 0 ? Fraction.Zero
        : conversion == VoteConversion.Linear ? new(100 * (BigInteger)count, most)
        : conversion == VoteConversion.RankStep ? Fraction.Larger(100 - (Step * (decimal)higher), 0)
        : 100 * (Roots.NaturalLog(1 + (BigInteger)count) / Roots.NaturalLog(1 + (BigInteger)most));
}

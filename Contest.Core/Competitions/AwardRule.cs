using Contest.Core.Results;

namespace Contest.Core.Competitions;

/// <summary>What an award is given for.</summary>
public enum AwardBasis
{
    /// <summary>The place in the final.</summary>
    Final = 1,

    /// <summary>The public vote: 最具人气奖.</summary>
    Votes = 2,
}

/// <summary>A line of the award table (DOMAIN.md 1.13).</summary>
/// <param name="Code">e.g. <c>gold</c>.</param>
/// <param name="Letter">One or two capital letters in certificate numbers.</param>
/// <param name="Name">As shown and printed.</param>
/// <param name="Quota">How many.</param>
/// <param name="Group">For one group, or null for all.</param>
/// <param name="Basis">What it is given for.</param>
/// <param name="Shared">What a joint rank on the last place does.</param>
public sealed record AwardRule(
    string Code,
    string Letter,
    LocalizedText Name,
    int Quota,
    string? Group = null,
    AwardBasis Basis = AwardBasis.Final,
    SharedAward Shared = SharedAward.AllReceive
);

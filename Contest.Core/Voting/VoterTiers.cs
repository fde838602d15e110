using Contest.Core.Competitions;

namespace Contest.Core.Voting;

/// <summary>Which of the ways to be known a vote admits (DOMAIN.md 1.6), and which of a voter's own counts.</summary>
public static class VoterTiers
{
    /// <summary>Ways that need a proof before the vote: every one but the device.</summary>
    public static IReadOnlyList<VoterIdentity> Verified(VoteRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. rules.Identities.Where(t => t != VoterIdentity.Device).Distinct().OrderDescending()];
    }

    /// <summary>
    /// The one a ballot is cast by: the strongest the voter has shown that the vote admits, WeChat before phone before
    /// mailbox before device. Null: the voter has to show one first.
    /// </summary>
    public static VoterIdentity? Strongest(VoteRules rules, IEnumerable<VoterIdentity> shown)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(shown);
        VoterIdentity? strongest = null;
        foreach (var tier in rules.Identities)
            if ((tier == VoterIdentity.Device || shown.Contains(tier)) && !(tier <= strongest))
                strongest = tier;
        return strongest;
    }

    /// <summary>Why a ballot cast by this tier is not taken: the rulebook does not admit it.</summary>
    public static Refusal? WhyNot(VoteRules rules, VoterIdentity tier)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Identities.Contains(tier) ? null : new("voting.identity_needed");
    }
}

using Contest.Core.Competitions;

namespace Contest.Core.Voting.Fraud;

/// <summary>What is known of a ballot when it is looked at: no person, no address, no browser.</summary>
/// <param name="Arrival">Its number (<see cref="Ballot.Arrival"/>).</param>
/// <param name="At">When it was cast, milliseconds of Unix time.</param>
/// <param name="Voter">The voter's pseudonym.</param>
/// <param name="Nth">1 for the voter's first ballot.</param>
/// <param name="Choices">Numbers of the entries chosen.</param>
/// <param name="Network">Keyed hash of the network (/24 or /48).</param>
/// <param name="Agent">Hash of the kind of browser.</param>
/// <param name="Tier">What the voter was known by.</param>
/// <param name="Standing">What has been decided about it.</param>
public readonly record struct BallotTrace(
    long Arrival,
    long At,
    Guid Voter,
    short Nth,
    short[] Choices,
    long Network,
    int Agent,
    VoterIdentity Tier,
    BallotStanding Standing = BallotStanding.Counted
);

/// <summary>What has been decided about a ballot.</summary>
public enum BallotStanding
{
    /// <summary>Nothing: it counts, and may be put under review.</summary>
    Counted = 0,

    /// <summary>Under review: evidence for further ballots, no baseline.</summary>
    UnderReview = 1,

    /// <summary>Restored: it counts and is not put under review by the machine again.</summary>
    Restored = 2,

    /// <summary>Voided: neither evidence nor baseline.</summary>
    Voided = 3,
}

/// <summary>What was asked of the code senders in the same span; counted by another part, none when there are no codes.</summary>
/// <param name="Entry">The entry whose page asked.</param>
/// <param name="Value">Thousandths of the usual.</param>
/// <param name="Threshold">From where on it counts as a mark.</param>
public sealed record CodePattern(short Entry, long Value, long Threshold);

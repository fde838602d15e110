namespace Contest.Core.Voting.Ledger;

/// <summary>
/// tally.json: the counted vote as anyone can count it from the leaves. In every row received = counted + voided +
/// under review, and quarantined = restored + voided + under review.
/// </summary>
public sealed record PublicTally
{
    /// <summary>The format's name and version.</summary>
    public const string CurrentFormat = "contest-tally-1";

    /// <summary>Which format this is.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>The edition's slug.</summary>
    public required string Edition { get; init; }

    /// <summary>Ballots.</summary>
    public required TallyNumbers Ballots { get; init; }

    /// <summary>Ballots per identity tier, ordinal order; null where the rulebook admits one tier.</summary>
    public IReadOnlyList<TallyTier>? Tiers { get; init; }

    /// <summary>Most counted votes first, equal ones by label and with one rank; then the withdrawn, by label.</summary>
    public required IReadOnlyList<TallyEntry> Entries { get; init; }

    /// <summary>Why ballots were ever under review and what became of them.</summary>
    public required IReadOnlyList<TallyReason> Reasons { get; init; }

    /// <summary>The tally of ballots, alike ones together.</summary>
    /// <param name="edition">The edition's slug.</param>
    /// <param name="hasTiers">Whether the rulebook admits several identity tiers.</param>
    /// <param name="ballots">Every ballot, in any order.</param>
    /// <param name="onThePaper">The labels of all entries that take part.</param>
    /// <param name="withdrawn">Those that could be chosen once and withdrew: their votes are shown, without a rank.</param>
    /// <exception cref="LedgerFault">A ballot names an entry that is in neither list.</exception>
    public static PublicTally Of(
        string edition,
        bool hasTiers,
        IEnumerable<BallotGroup> ballots,
        IReadOnlyList<string> onThePaper,
        IReadOnlyList<string> withdrawn
    ) => TallySums.Of(edition, hasTiers, ballots, onThePaper, withdrawn);
}

/// <summary>Ballots that are alike: the same choices, tier and last decision.</summary>
/// <param name="Labels">Their choices.</param>
/// <param name="Tier">Their identity tier, only where there are several; else null.</param>
/// <param name="Last">The last decision about them; null when there is none.</param>
/// <param name="Reason">That decision's reason.</param>
/// <param name="Count">How many.</param>
public readonly record struct BallotGroup(
    IReadOnlyList<string> Labels,
    string? Tier,
    LeafKind? Last,
    string? Reason,
    long Count = 1
);

/// <summary>Numbers of ballots, or of votes (choices on them).</summary>
/// <param name="Received">Accepted.</param>
/// <param name="Quarantined">Ever put under review.</param>
/// <param name="Restored">Of those, counted in the end.</param>
/// <param name="Voided">Of those, not counted in the end.</param>
/// <param name="UnderReview">Of those, undecided; not counted.</param>
/// <param name="Counted">What counts.</param>
public sealed record TallyNumbers(
    long Received,
    long Quarantined,
    long Restored,
    long Voided,
    long UnderReview,
    long Counted
);

/// <summary>Ballots of one identity tier.</summary>
/// <param name="Tier">The tier's code.</param>
/// <param name="Ballots">Its ballots.</param>
public sealed record TallyTier(string Tier, TallyNumbers Ballots);

/// <summary>One entry's votes.</summary>
/// <param name="Label">Its public code.</param>
/// <param name="Rank">By counted votes, from 1; equal counts share it; null when the entry withdrew.</param>
/// <param name="Votes">Its votes.</param>
/// <param name="Tiers">Counted votes per tier, ordinal order; null where there is one tier.</param>
/// <param name="Reasons">Its votes that were ever under review, by last decision.</param>
public sealed record TallyEntry(
    string Label,
    int? Rank,
    TallyNumbers Votes,
    IReadOnlyList<TierVotes>? Tiers,
    IReadOnlyList<TallyReason> Reasons
);

/// <summary>Counted votes of one tier.</summary>
/// <param name="Tier">The tier's code.</param>
/// <param name="Counted">Its counted votes.</param>
public sealed record TierVotes(string Tier, long Counted);

/// <summary>How many ballots (or an entry's votes) have this as their last decision.</summary>
/// <param name="Decision">The last decision: <c>quarantine</c>, <c>restore</c> or <c>void</c>.</param>
/// <param name="Reason">Its reason code.</param>
/// <param name="Count">How many.</param>
public sealed record TallyReason(string Decision, string Reason, long Count);

using Contest.Core.Voting;
using Contest.Core.Voting.Fraud;

namespace Contest.Core.Competitions;

/// <summary>What the public sees of the counts while the vote is open.</summary>
public enum CountDisplay
{
    /// <summary>The count as it is.</summary>
    Live = 1,

    /// <summary>The count as of the last full span of hours, with its hour.</summary>
    Hourly = 2,

    /// <summary>Nothing before the vote is closed.</summary>
    Hidden = 3,
}

/// <summary>What a receipt shows (DOMAIN.md 1.17).</summary>
public enum LedgerMode
{
    /// <summary>That the ballot is in the ledger, not what was chosen: the receipt is poor goods for sellers of votes.</summary>
    InclusionOnly = 1,

    /// <summary>The ballot with its choices.</summary>
    Open = 2,
}

/// <summary>What tells one voter from another (DOMAIN.md 1.6).</summary>
public enum VoterIdentity
{
    /// <summary>A cookie of the device.</summary>
    Device = 1,

    /// <summary>A confirmed mailbox.</summary>
    Email = 2,

    /// <summary>A confirmed phone number.</summary>
    Phone = 3,

    /// <summary>A WeChat OpenID by silent authorisation.</summary>
    WeChat = 4,
}

/// <summary>How the public votes (DOMAIN.md 1.6).</summary>
public sealed record VoteRules
{
    /// <summary>Ballots of one voter a day, 1 … 20.</summary>
    public int BallotsPerDay { get; init; } = 3;

    /// <summary>Fewest entries on a ballot.</summary>
    public int FewestChoices { get; init; } = 1;

    /// <summary>Most entries on a ballot, 1 … 10.</summary>
    public int MostChoices { get; init; } = 1;

    /// <summary>Votes of one voter for one entry a day.</summary>
    public int PerEntryPerDay { get; init; } = 1;

    /// <summary>Ballots of one voter in the whole vote; null: no cap.</summary>
    public int? MostBallots { get; init; }

    /// <summary>What a voter may be known by, at least one.</summary>
    public IReadOnlyList<VoterIdentity> Identities { get; init; } = [VoterIdentity.Device];

    /// <summary>What is shown while the vote is open.</summary>
    public CountDisplay Display { get; init; } = CountDisplay.Hourly;

    /// <summary>The span in hours for <see cref="CountDisplay.Hourly"/>, 1 … 24.</summary>
    public int EveryHours { get; init; } = 1;

    /// <summary>Counts stand still in the last hours before closing; 0 for never.</summary>
    public int HiddenLastHours { get; init; } = 12;

    /// <summary>What a receipt shows to whoever has it; fixed with the first ballot in the ledger.</summary>
    public LedgerMode Receipts { get; init; } = LedgerMode.InclusionOnly;

    /// <summary>What it takes to put ballots under review.</summary>
    public FraudRules Fraud { get; init; } = new();

    /// <summary>Weight of the votes in the preliminary in percent, 0 … 30.</summary>
    public decimal WeightPercent { get; init; }

    /// <summary>How votes become points where they have a weight.</summary>
    public VoteConversion Conversion { get; init; } = VoteConversion.Linear;
}

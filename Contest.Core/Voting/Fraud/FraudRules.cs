namespace Contest.Core.Voting.Fraud;

/// <summary>
/// What it takes to put ballots under review (DOMAIN.md 1.6, anti-fraud practice; docs/decisions/0013-fraud.md). Shares are
/// in thousandths. The defaults were chosen on simulated votes (deploy/bench/fraud) other than those that are printed.
/// </summary>
public sealed record FraudRules
{
    /// <summary>Whether ballots are looked at; where not, nothing is ever put under review by itself.</summary>
    public bool IsOn { get; init; } = true;

    /// <summary>Fewest ballots that can be evidence, 10 … 1000.</summary>
    public int FewestBallots { get; init; } = 20;

    /// <summary>A burst is so many thousandths of what the entry's own baseline expects, 1500 … 20000.</summary>
    public int BurstPermille { get; init; } = 2500;

    /// <summary>How many marks of a machine are needed beside the burst, 2 … 5.</summary>
    public int MarksNeeded { get; init; } = 2;

    /// <summary>How many are needed where most ballots came through one network: canteens and villages are normal.</summary>
    public int MarksNeededShared { get; init; } = 3;

    /// <summary>Hours the owner of an entry has to answer, 24 … 168 (DOMAIN.md 1.6: 24).</summary>
    public int AnswerHours { get; init; } = 24;
}

/// <summary>A sign that ballots for one entry are not what they seem. None is guilt; see <see cref="FraudVerdict"/>.</summary>
public enum FraudSignal
{
    /// <summary>Many more ballots than the entry's own baseline expects.</summary>
    Burst = 1,

    /// <summary>Voters who appeared only now.</summary>
    NewVoters = 2,

    /// <summary>Voters who chose this entry and nothing else.</summary>
    SingleEntry = 3,

    /// <summary>Ballots through one network. Normal for a canteen, a village, a mobile carrier.</summary>
    SharedNetwork = 4,

    /// <summary>Pauses between ballots more alike than chance makes them.</summary>
    Regularity = 5,

    /// <summary>As many ballots in every part of a long span: no link in a group spreads like that.</summary>
    Steadiness = 6,

    /// <summary>Ballots between midnight and six.</summary>
    Night = 7,

    /// <summary>Networks that sent a ballot or two for this entry and none for any other: rotating addresses.</summary>
    Rotation = 8,

    /// <summary>One kind of browser far above its usual share.</summary>
    OneAgent = 9,

    /// <summary>Codes asked for in bulk for one number range, device or network.</summary>
    CodeRequests = 10,
}

/// <summary>One signal as measured.</summary>
/// <param name="Signal">Which.</param>
/// <param name="Value">Thousandths.</param>
/// <param name="Threshold">What it is held against, thousandths.</param>
/// <param name="IsShown">Whether the value is beyond the threshold (below it for <see cref="FraudSignal.Regularity"/> and <see cref="FraudSignal.Steadiness"/>).</param>
public sealed record Measured(FraudSignal Signal, long Value, long Threshold, bool IsShown);

using Contest.Core.Voting.Ledger;

namespace Contest.Core.Voting.Fraud;

/// <summary>
/// Ballots for one entry that people review (刷票核查). Never changed: what was found is <see cref="FraudPart"/>, what was decided
/// <see cref="FraudRuling"/>.
/// </summary>
public sealed class FraudCase
{
    /// <summary>The case's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>1, 2 … within the edition.</summary>
    public int Number { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>What was found so far.</summary>
    public List<FraudPart> Parts { get; init; } = [];

    /// <summary>What was decided so far, at most once a part.</summary>
    public List<FraudRuling> Rulings { get; init; } = [];

    /// <summary>The owner's answers, at most one a part.</summary>
    public List<FraudAnswer> Answers { get; init; } = [];
}

/// <summary>What one round of the scan found: some ballots, and why.</summary>
public sealed class FraudPart
{
    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>1, 2 … within the case.</summary>
    public int Number { get; init; }

    /// <summary>When these ballots were put under review.</summary>
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>Until when the owner of the entry may answer before they can be voided.</summary>
    public DateTimeOffset AnswerBy { get; init; }

    /// <summary><see cref="FraudEvidence"/> as canonical JSON.</summary>
    public required string Evidence { get; init; }

    /// <summary>How many ballots.</summary>
    public int Ballots { get; init; }
}

/// <summary>Two people's decision about a part of a case.</summary>
public sealed class FraudRuling
{
    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>The part.</summary>
    public int Part { get; init; }

    /// <summary><see cref="LeafKind.Restore"/> or <see cref="LeafKind.Void"/>.</summary>
    public LeafKind Kind { get; init; }

    /// <summary>The reason's code, one of <see cref="FraudReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason in the organizer's words.</summary>
    public required string Words { get; init; }

    /// <summary>The request that was approved: who proposed and who confirmed.</summary>
    public Guid ApprovalId { get; init; }

    /// <summary>When it was confirmed.</summary>
    public DateTimeOffset DecidedAt { get; init; }
}

/// <summary>What the owner of the entry says to a case.</summary>
public sealed class FraudAnswer
{
    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>The last part there was when it was given.</summary>
    public int UpToPart { get; init; }

    /// <summary>The answer, 1 … 2000 characters.</summary>
    public required string Words { get; init; }

    /// <summary>The owner's name.</summary>
    public required string By { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>
/// A decision about a ballot. Append-only; two steps at most: under review, then restored or voided. The key and the
/// reference of the second step to the first hold the order.
/// </summary>
public sealed class BallotDecision
{
    /// <summary>1: put under review.</summary>
    public const short Review = 1;

    /// <summary>2: restored or voided.</summary>
    public const short Last = 2;

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The ballot (<see cref="Ballot.Arrival"/>).</summary>
    public long Arrival { get; init; }

    /// <summary><see cref="Review"/> or <see cref="Last"/>.</summary>
    public short Step { get; init; }

    /// <summary>The step before: null for <see cref="Review"/>.</summary>
    public short? After { get; init; }

    /// <summary>The order in which decisions were made; the ledger follows it.</summary>
    public long Order { get; init; }

    /// <summary>What was decided.</summary>
    public LeafKind Kind { get; init; }

    /// <summary>The reason's code, as in the ledger.</summary>
    public required string Reason { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>The part of it.</summary>
    public int Part { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

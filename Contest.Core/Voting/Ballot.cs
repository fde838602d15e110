namespace Contest.Core.Voting;

/// <summary>
/// One act of voting: a voter's ballot of one day. Never changed, never deleted. The primary key (edition, day,
/// voter, slot) holds the daily limit even when two tabs vote at once.
/// </summary>
public sealed class Ballot
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The day in the edition's time zone.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The voter's pseudonym: a keyed hash per edition (DOMAIN.md 1.6), never a person's data.</summary>
    public required byte[] Voter { get; init; }

    /// <summary>1 … ballots per day.</summary>
    public short Slot { get; init; }

    /// <summary>The client's id of this ballot: a repeat of the same request gets the same receipt.</summary>
    public Guid ClientId { get; init; }

    /// <summary>The receipt (投票凭证), unique in the edition.</summary>
    public required string Receipt { get; init; }

    /// <summary>When it was cast, by the server's clock.</summary>
    public DateTimeOffset CastAt { get; init; }

    /// <summary>The entries chosen.</summary>
    public List<BallotChoice> Choices { get; init; } = [];
}

/// <summary>One entry chosen on a ballot; its key holds the limit per entry and day.</summary>
public sealed class BallotChoice
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The day in the edition's time zone.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The voter's pseudonym.</summary>
    public required byte[] Voter { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>1 … votes per entry and day.</summary>
    public short Nth { get; init; }

    /// <summary>The ballot it stands on.</summary>
    public short Slot { get; init; }
}

/// <summary>The tally that closed a vote: counted once from the ballots, never changed.</summary>
public sealed class TallySheet
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>Votes per entry as canonical JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Json"/>.</summary>
    public required string Hash { get; init; }

    /// <summary>Ballots counted.</summary>
    public long Ballots { get; init; }

    /// <summary>Votes counted (choices on those ballots).</summary>
    public long Votes { get; init; }

    /// <summary>Distinct voters.</summary>
    public long Voters { get; init; }

    /// <summary>When it was counted.</summary>
    public DateTimeOffset CountedAt { get; init; }
}

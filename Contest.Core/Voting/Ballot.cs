using Contest.Core.Competitions;

namespace Contest.Core.Voting;

/// <summary>
/// One act of voting (选票). Never changed, never deleted. The primary key (voter, edition, nth) holds every limit of
/// one voter: whoever wants to write the next ballot must have seen all the ones before it.
/// </summary>
public sealed class Ballot
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The voter's pseudonym: a keyed hash per edition (DOMAIN.md 1.6), never a person's data.</summary>
    public Guid Voter { get; init; }

    /// <summary>1, 2 … over the whole vote, without a gap.</summary>
    public short Nth { get; init; }

    /// <summary>The order in which ballots reached the database; the ledger follows it.</summary>
    public long Arrival { get; init; }

    /// <summary>The client's id of this ballot: a repeat of the same request gets the same receipt.</summary>
    public Guid ClientId { get; init; }

    /// <summary>
    /// The ballot's name in the published list where receipts do not show the choice: 128 random bits, which nobody but
    /// this row links with the receipt.
    /// </summary>
    public Guid LedgerId { get; init; }

    /// <summary>The receipt (投票凭证), unique in the edition (<see cref="ReceiptNumbers"/>).</summary>
    public required string Receipt { get; init; }

    /// <summary>When it was cast, by the server's clock.</summary>
    public DateTimeOffset CastAt { get; init; }

    /// <summary>The day in the edition's time zone.</summary>
    public DateOnly Day { get; init; }

    /// <summary>What the voter was known by.</summary>
    public VoterIdentity Tier { get; init; } = VoterIdentity.Device;

    /// <summary>
    /// Keyed hash of the /24 or /48 the ballot came through, with the edition's key; 0 where it is not known. It says
    /// that ballots share a network, never which.
    /// </summary>
    public long Network { get; init; }

    /// <summary>Hash of the kind of browser, without its details; 0 where it is not known.</summary>
    public int Agent { get; init; }

    /// <summary>The numbers of the entries chosen (<see cref="Registration.Entry.Number"/>), in their order, none twice.</summary>
    public required short[] Choices { get; init; }
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

    /// <summary>tally.json of the vote ledger: the same count as anyone makes it from the leaves.</summary>
    public required string PublicJson { get; init; }

    /// <summary>Ballots counted.</summary>
    public long Ballots { get; init; }

    /// <summary>Votes counted (choices on those ballots).</summary>
    public long Votes { get; init; }

    /// <summary>Distinct voters.</summary>
    public long Voters { get; init; }

    /// <summary>When it was counted.</summary>
    public DateTimeOffset CountedAt { get; init; }
}

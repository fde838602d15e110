using Contest.Core.Competitions;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>Votes for an entry of the ballots cast within an hour by voters of a tier, as far as the clerk has taken them.</summary>
public sealed class VoteCounter
{
    public Guid CompetitionId { get; init; }

    /// <summary>The entry's number.</summary>
    public short Entry { get; init; }

    /// <summary>The beginning of the hour, UTC.</summary>
    public DateTimeOffset Hour { get; init; }

    public VoterIdentity Tier { get; init; }
    public long Votes { get; init; }
}

/// <summary>
/// Votes for an entry that decisions of an hour took out of the count (put under review) or, negative, gave back
/// (restored). What was voided stays out.
/// </summary>
public sealed class HeldCounter
{
    public Guid CompetitionId { get; init; }

    /// <summary>The entry's number.</summary>
    public short Entry { get; init; }

    /// <summary>The beginning of the hour of the decision, UTC.</summary>
    public DateTimeOffset Hour { get; init; }

    public VoterIdentity Tier { get; init; }
    public long Votes { get; init; }
}

/// <summary>Ballots cast within an hour by voters of a tier, as far as the clerk has taken them.</summary>
public sealed class BallotCounter
{
    public Guid CompetitionId { get; init; }

    /// <summary>The beginning of the hour, UTC.</summary>
    public DateTimeOffset Hour { get; init; }

    public VoterIdentity Tier { get; init; }
    public long Ballots { get; init; }

    /// <summary>Voters whose first ballot of the whole vote this was.</summary>
    public long Voters { get; init; }
}

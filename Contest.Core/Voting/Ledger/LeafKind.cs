namespace Contest.Core.Voting.Ledger;

/// <summary>What a leaf of the vote ledger says (docs/ledger-format.md).</summary>
public enum LeafKind
{
    /// <summary>An accepted ballot with its choices.</summary>
    Vote = 1,

    /// <summary>Inclusion-only: a ballot was accepted; its choices stand in another leaf nobody can link to this one.</summary>
    Receipt = 2,

    /// <summary>The ballot is under review and not counted for now.</summary>
    Quarantine = 3,

    /// <summary>The review ended, or an objection was upheld: the ballot counts.</summary>
    Restore = 4,

    /// <summary>The review ended: the ballot does not count.</summary>
    Void = 5,

    /// <summary>The last leaf: the vote is over and counted.</summary>
    Close = 6,
}

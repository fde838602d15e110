namespace Contest.Core.Voting.Ledger;

/// <summary>A ledger that contradicts itself: a twin receipt, a decision about nothing, a leaf after the last.</summary>
public sealed class LedgerFault : Exception
{
    /// <summary>Without words.</summary>
    public LedgerFault() { }

    /// <summary>In words.</summary>
    public LedgerFault(string message)
        : base(message) { }

    /// <summary>In words, with what caused it.</summary>
    public LedgerFault(string message, Exception inner)
        : base(message, inner) { }
}

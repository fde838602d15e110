namespace Contest.Core.Competitions;

/// <summary>How long personal data is kept after the results are final, in days (PRODUCT.md, promise 8).</summary>
public sealed record RetentionRules
{
    /// <summary>The edition's voter key: after it nobody can tell pseudonyms from strangers.</summary>
    public int VoterKeyDays { get; init; } = 30;

    /// <summary>Contacts and files of entries that did not take part.</summary>
    public int RejectedEntryDays { get; init; } = 180;

    /// <summary>Contacts of entries that took part.</summary>
    public int ContactDays { get; init; } = 730;
}

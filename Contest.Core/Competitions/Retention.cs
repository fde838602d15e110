namespace Contest.Core.Competitions;

/// <summary>When personal data has to go (PRODUCT.md, promise 8), counted from the end of the results.</summary>
public static class Retention
{
    /// <summary>
    /// From when on the edition's voter key must not be there any more: so many days after the results stage has closed.
    /// Null while it is open: results that can still be objected to may need it.
    /// </summary>
    public static DateTimeOffset? VoterKeyEnds(RetentionRules rules, StageRun results)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(results);
        return results.ClosedAt + TimeSpan.FromDays(rules.VoterKeyDays);
    }
}

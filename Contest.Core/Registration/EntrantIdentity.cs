namespace Contest.Core.Registration;

/// <summary>An entrant's identifier and what it says about the entrant (DOMAIN.md 3.3, 3.4).</summary>
public static class EntrantIdentity
{
    /// <summary>Whether the identifier is well formed for its kind.</summary>
    public static Check Check(IdentifierKind kind, string? typed) =>
        kind switch
        {
            IdentifierKind.CreditCode => CreditCode.Check(typed),
            IdentifierKind.BusinessRegistration => BusinessRegistration.Check(typed),
            _ => BusinessRegistration.Free(typed),
        };

    /// <summary>
    /// Whether the kind of entrant and the identifier go together: 12 is a public institution (universities, institutes),
    /// 5x a non-profit, 91 an enterprise, 92 a sole trader. Codes of other authorities say nothing.
    /// </summary>
    public static bool Fits(EntrantKind kind, IdentifierKind identifierKind, string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        if (identifierKind != IdentifierKind.CreditCode)
            return identifierKind == IdentifierKind.Other || kind == EntrantKind.HongKongOrMacao;
        if (identifier.Length < 2 || !char.IsAsciiDigit(identifier[0]))
            return true;
        var prefix = identifier[..2];
        return kind switch
        {
            EntrantKind.Company => prefix is "91" or "93",
            EntrantKind.University or EntrantKind.ResearchInstitute => prefix is "11" or "12" or "52",
            EntrantKind.SocialOrganisation => prefix[0] == '5',
            EntrantKind.SoleTrader => prefix == "92",
            _ => false,
        };
    }
}

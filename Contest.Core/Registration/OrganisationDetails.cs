namespace Contest.Core.Registration;

/// <summary>What is typed about an organisation when its account is made.</summary>
/// <param name="Name">主体名称, as typed; at most 100 characters.</param>
/// <param name="Kind">主体类型; null when none was chosen.</param>
/// <param name="IdentifierKind">证件类型; null when none was chosen.</param>
/// <param name="Identifier">证件号码, as typed.</param>
/// <param name="Region">所在地区.</param>
public sealed record OrganisationDetails(
    string? Name,
    EntrantKind? Kind,
    IdentifierKind? IdentifierKind,
    string? Identifier,
    string? Region
)
{
    /// <summary>Characters a name may have.</summary>
    public const int LongestName = 100;

    /// <summary>Why no account is made of this, or null when it is. A warning about the identifier does not keep it out.</summary>
    public Refusal? WhyNot() => Wrong().Select(w => w.Why).FirstOrDefault();

    /// <summary>Every field that keeps it out, by its name in this record, in the order of the form.</summary>
    public IEnumerable<(string Field, Refusal Why)> Wrong()
    {
        var name = Plain.Tidy(Name);
        if (name.Length == 0)
            yield return (nameof(Name), new("organisation.name_missing"));
        if (name.EnumerateRunes().Count() > LongestName)
            yield return (nameof(Name), new("organisation.name_too_long", LongestName));
        if (Kind is not { } kind || !Enum.IsDefined(kind))
            yield return (nameof(Kind), new("organisation.kind_missing"));
        if (IdentifierKind is not { } papers || !Enum.IsDefined(papers))
            yield return (nameof(IdentifierKind), new("organisation.kind_missing"));
        else if (EntrantIdentity.Check(papers, Identifier) is { Result: CheckResult.Error } wrong)
            yield return (nameof(Identifier), new(wrong.Code!, wrong.Arguments));
        if (IdentifierKind is null && Plain.Tidy(Identifier).Length == 0)
            yield return (nameof(Identifier), new("organisation.identifier_missing"));
        if (Plain.Tidy(Region).Length == 0)
            yield return (nameof(Region), new("organisation.region_missing"));
    }

    /// <summary>As stored. Only for details without a <see cref="WhyNot"/>.</summary>
    public RegisteredEntrant AsEntrant()
    {
        var papers = IdentifierKind!.Value;
        return new(
            Plain.AsTyped(Name),
            Kind!.Value,
            papers,
            EntrantIdentity.Check(papers, Identifier).Normalized,
            Plain.AsTyped(Region),
            null
        );
    }

    /// <summary>
    /// The check of an identifier together with what it says of the kind of organisation: a well-formed one that belongs
    /// to another kind is a warning (DOMAIN.md 3.3).
    /// </summary>
    public static Check CheckOf(EntrantKind kind, IdentifierKind papers, string identifier)
    {
        var check = EntrantIdentity.Check(papers, identifier);
        return check.Result != CheckResult.Pass || EntrantIdentity.Fits(kind, papers, check.Normalized)
            ? check
            : Check.Warn(identifier, check.Normalized, "entrant.type_mismatch", KindWords.Say(kind), check.Normalized);
    }
}

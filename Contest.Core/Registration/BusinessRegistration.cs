using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>Identifiers of Hong Kong and Macao (DOMAIN.md 3.4). Neither has a check rule.</summary>
public static partial class BusinessRegistration
{
    /// <summary>
    /// A Hong Kong business registration number, since 27 December 2023 the Unique Business Identifier: 8 digits,
    /// perhaps with branch and certificate parts, which are not the organisation's identity.
    /// </summary>
    public static Check Check(string? typed)
    {
        var text = Plain.Compact(typed);
        return text.Length == 0 ? Registration.Check.Fail(typed, text, "entrant.identifier_missing")
            : Digits().IsMatch(text) ? Registration.Check.Pass(typed, text[..8])
            : Temporary().IsMatch(text) ? Registration.Check.Fail(typed, text, "entrant.temporary_registration")
            : Letters().IsMatch(text) ? Registration.Check.Warn(typed, text, "entrant.registration_letters")
            : Registration.Check.Fail(typed, text, "entrant.registration_form");
    }

    /// <summary>A Macao registration number or another identifier: 3 to 20 characters, looked at by a person.</summary>
    public static Check Free(string? typed)
    {
        var text = Plain.Compact(typed);
        return text.Length == 0 ? Registration.Check.Fail(typed, text, "entrant.identifier_missing")
            : text.Length is < 3 or > 20 ? Registration.Check.Fail(typed, text, "entrant.identifier_length")
            : Registration.Check.Pass(typed, text);
    }

    [GeneratedRegex("^[0-9]{8}(-[0-9]{3})?(-[0-9]{2}-[0-9]{2}-[0-9A-Z])?$")]
    private static partial Regex Digits();

    [GeneratedRegex("^C[0-9]{7}$")]
    private static partial Regex Temporary();

    [GeneratedRegex("^[A-Z0-9]{8}$")]
    private static partial Regex Letters();
}

using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>Chinese publication numbers (ZC 0008-2004), PCT applications and PCT publications (DOMAIN.md 3.2).</summary>
public static partial class PublicationNumber
{
    /// <summary>Whether the text is meant as one of these numbers rather than as an application number.</summary>
    public static bool IsMeant(string? typed)
    {
        var text = Plain.Compact(typed);
        return text.StartsWith("PCT", StringComparison.Ordinal)
            || text.StartsWith("WO", StringComparison.Ordinal)
            || Bare().IsMatch(text)
            || Chinese().IsMatch(text);
    }

    /// <summary>Whether the number is well formed; a Chinese one without its kind code is a warning.</summary>
    public static Check Check(string? typed)
    {
        var text = Plain.Compact(typed);
        return Chinese().IsMatch(text) || PctApplication().IsMatch(text) || PctPublication().IsMatch(text)
                ? Registration.Check.Pass(typed, text)
            : Bare().IsMatch(text) ? Registration.Check.Warn(typed, text, "patent.no_kind_code")
            : Registration.Check.Fail(typed, text, "patent.publication_form");
    }

    [GeneratedRegex(@"^CN[0-9]{7,9}(A|A8|A9|B|B8|B9|C[1-7]?|U|U8|U9|Y[1-7]?|S|S[1-9])$")]
    private static partial Regex Chinese();

    [GeneratedRegex("^CN([0-9]{7}|[0-9]{9})$")]
    private static partial Regex Bare();

    [GeneratedRegex("^PCT/[A-Z]{2}([0-9]{4}/[0-9]{6}|[0-9]{2}/[0-9]{5})$")]
    private static partial Regex PctApplication();

    [GeneratedRegex("^WO([0-9]{4}/[0-9]{6}|[0-9]{2}/[0-9]{5,6})(A[1-9])?$")]
    private static partial Regex PctPublication();
}

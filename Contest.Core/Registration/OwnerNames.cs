using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>Owners of a patent as typed in one cell, and how their names are compared (DOMAIN.md risk 5).</summary>
public static partial class OwnerNames
{
    /// <summary>
    /// Several names separated by 、 ; , / or a line's end; “Co., Ltd.” is no separator. At most 100 names; empty ones are
    /// left out.
    /// </summary>
    public static IReadOnlyList<string> Several(string? names)
    {
        List<string> several = [];
        foreach (var part in (names ?? "").Split(['、', ';', '；', ',', '，', '/', '／', '|', '\n']).Take(200))
        {
            var name = Plain.AsTyped(part);
            if (name.Length == 0)
                continue;
            if (several.Count > 0 && Form().IsMatch(Plain.Compact(name)))
                several[^1] += ", " + name;
            else
                several.Add(name);
        }
        return [.. several.Take(100)];
    }

    /// <summary>
    /// A looser key than <see cref="OrganisationName.Key"/>: simplified characters, no brackets or punctuation, no legal
    /// suffix. Two names with the same loose key are shown side by side, never taken for one.
    /// </summary>
    public static string LooseKey(string? name)
    {
        var key = Plain.Key(name is { Length: > 300 } ? name[..300] : name);
        var bare = Suffix().Replace(key, "");
        return bare.Length > 0 ? bare : key;
    }

    [GeneratedRegex(@"^(CO\.?,?)?(LTD|LIMITED|INC|LLC|LLP|CORP|CORPORATION|PLC|GMBH|S\.?A|LDA|LIMITADA)\.?$")]
    private static partial Regex Form();

    [GeneratedRegex(
        "(?:集团)?(?:股份有限公司|有限责任公司|有限责任|有限公司|股份公司|公司|集团)$|(?:(?:GROUP|COMPANY|CO)?(?:LIMITED|LTD|INC|LLC|LLP|CORPORATION|CORP|PLC|LDA|LIMITADA)|COMPANY|CO)$"
    )]
    private static partial Regex Suffix();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>Why two names may mean one organisation.</summary>
/// <param name="Code">Which sentence.</param>
/// <param name="Arguments">What its placeholders are filled with.</param>
public sealed record Likeness(string Code, params object[] Arguments)
{
    /// <summary>The sentence in the culture of the current thread.</summary>
    public string Message => Words.Say(Code, Arguments);
}

/// <summary>
/// Whether two names may mean one organisation: a suggestion with its reason for a person to decide, never an equation
/// (DOMAIN.md risk 5). What equates organisations is their identifier alone.
/// </summary>
public static partial class OrganisationLikeness
{
    // longest first: 股份有限公司 is not what is left of 有限公司
    private static readonly string[] ChineseForms =
    [
        "集团股份有限公司",
        "集团有限责任公司",
        "集团有限公司",
        "股份有限公司",
        "有限责任公司",
        "股份公司",
        "有限公司",
        "集团公司",
        "集团",
        "公司",
    ];

    /// <summary>Why the two may be one, or null when nothing says so.</summary>
    public static Likeness? Of(string? one, string? other)
    {
        var (first, second) = (Read(one), Read(other));
        return first.Core.Length == 0 || first.Core != second.Core ? null
            : OrganisationName.Key(one) == OrganisationName.Key(other) ? new("organisation.like.width")
            : first.Plain == second.Plain ? new("organisation.like.signs")
            : first.Region != second.Region
                ? new("organisation.like.region", Or(first.Region, second.Region), first.Core)
            : new("organisation.like.form", Plain.Tidy(one), Plain.Tidy(other));
    }

    /// <summary>What is left of a name without legal form, place in brackets, signs and spaces; empty when nothing is.</summary>
    public static string CoreOf(string? name) => Read(name).Core;

    private static (string Core, string Region, string Plain) Read(string? name)
    {
        var key = Simple(name);
        var region = Place().Match(key) is { Success: true } found ? found.Groups[1].Value : "";
        var plain = Plain.Key(name);
        var words = Plain.Key(LatinForms().Replace(Place().Replace(key, " "), ""));
        foreach (var form in ChineseForms)
            if (words.EndsWith(form, StringComparison.Ordinal) && words.Length > form.Length)
            {
                words = words[..^form.Length];
                break;
            }
        return (words, region, plain);
    }

    /// <summary>Half-width, one kind of bracket, upper case, simplified; spaces stay, for Latin words end at them.</summary>
    private static string Simple(string? name) =>
        new([
            .. Plain
                .Tidy(name)
                .ToUpper(CultureInfo.InvariantCulture)
                .Select(letter =>
                    letter is '〔' or '【' or '[' or '{' ? '('
                    : letter is '〕' or '】' or ']' or '}' ? ')'
                    : letter
                )
                .Select(letter =>
                    char.IsAscii(letter) || letter is '(' or ')' ? letter
                    : Plain.Key($"{letter}") is [var one] ? one
                    : letter
                ),
        ]);

    private static string Or(string first, string second) => first.Length > 0 ? first : second;

    // only at the end, and only behind something: "Company Coal" keeps its first word
    [GeneratedRegex(
        @"(?<=\S)([\s,.]+(CO|COMPANY|LTD|LIMITED|INC|INCORPORATED|CORP|CORPORATION|LLC|PLC|GROUP|HOLDINGS))+[\s,.]*$"
    )]
    private static partial Regex LatinForms();

    [GeneratedRegex(@"\(([^()]*)\)")]
    private static partial Regex Place();
}

using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>What tells that two records are one patent or one family: their numbers, each in the form it is compared by.</summary>
public static partial class PatentFamily
{
    /// <summary>Most members read from one record.</summary>
    public const int MostMembers = 100;

    private const int MostReadings = 64;

    /// <summary>The members of a family as typed, separated by 、 ; , or a line's end, each as compared; no member twice.</summary>
    public static IReadOnlyList<string> Members(string? typed) =>
        [
            .. (typed is { Length: > 8000 } ? typed[..8000] : typed ?? "")
                .Split(['、', ';', '；', ',', '，', '|', '\n'])
                .Select(Key)
                .Where(key => key.Length > 0)
                .Distinct()
                .Take(MostMembers),
        ];

    /// <summary>All that a record is found by: its number, its publication number and the members of its family.</summary>
    public static IReadOnlyList<string> Keys(string? number, string? publication, string? family) =>
        [.. new[] { Key(number), Key(publication) }.Concat(Members(family)).Where(key => key.Length > 0).Distinct()];

    /// <summary>
    /// One number as compared: an application number with its check character, a publication number without its kind
    /// code, because an application keeps its publication number when it is granted. A mistyped number is read again
    /// until nothing more goes: taking a mark away may uncover a prefix (C.N202410…, 第1234-5), and the same number
    /// typed without the mark must be found by the same key.
    /// </summary>
    public static string Key(string? typed)
    {
        var key = typed ?? "";
        for (var left = MostReadings; left > 0; left--)
        {
            var read = Once(key);
            if (read == key)
                break;
            key = read;
        }
        return key;
    }

    /// <summary>
    /// One reading. It leaves at most 64 characters, and where it is repeated it only takes away, until it comes to a
    /// well-formed number, which stays: a prefix of two letters at a time, so that half of
    /// <see cref="MostReadings"/> is enough for any text.
    /// </summary>
    private static string Once(string? typed)
    {
        var check = NumberSays.Of(typed, DateOnly.MaxValue).Check;
        return check.Result == CheckResult.Error && !IsSomeNumber(check.Normalized) ? ""
            : Published().Match(check.Normalized) is { Success: true } published ? published.Groups[1].Value
            : check.Normalized;
    }

    /// <summary>A mistyped number is still compared; a word such as 申请中 is not.</summary>
    private static bool IsSomeNumber(string text) => text.Length <= 64 && text.Count(char.IsAsciiDigit) >= 4;

    [GeneratedRegex("^(CN[0-9]{7,9}|WO[0-9]{2,4}/[0-9]{5,6})[A-Z][0-9]?$")]
    private static partial Regex Published();
}

using System.Globalization;
using System.Text;

namespace Contest.Core.Registration.Files;

/// <summary>
/// The name of a file as the entrant typed it, made harmless: no path, no control or direction-changing characters, at
/// most 120 characters. It is only ever shown; nothing on the disk is called by it.
/// </summary>
public static class FileName
{
    /// <summary>Most characters of a name.</summary>
    public const int Most = 120;

    /// <summary>The name as kept; <c>file</c> when nothing is left of it.</summary>
    public static string Clean(string? typed)
    {
        var last = (typed ?? "").Split('/', '\\')[^1];
        StringBuilder clean = new();
        foreach (var rune in last.EnumerateRunes().Where(IsSeen))
            clean.Append(rune);
        var name = clean.ToString().Trim().TrimStart('.').Trim();
        return name.Length == 0 ? "file"
            : name.Length <= Most ? name
            : Shorten(name);
    }

    /// <summary>Cuts before the ending, so that the ending stays readable.</summary>
    private static string Shorten(string name)
    {
        var dot = name.LastIndexOf('.');
        var ending = dot > 0 && name.Length - dot <= 10 ? name[dot..] : "";
        var cut = Most - ending.Length;
        if (char.IsHighSurrogate(name[cut - 1]))
            cut--;
        return name[..cut] + ending;
    }

    private static bool IsSeen(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}

namespace Contest.Core.Registration.Mails;

/// <summary>What a piece of a template is.</summary>
public enum MailPartKind
{
    /// <summary>Sent as it stands.</summary>
    Words,

    /// <summary>A name in double braces, known or not.</summary>
    Placeholder,

    /// <summary>Two opening braces that no name and closing braces follow.</summary>
    Broken,
}

/// <summary>A piece of a template's text: words as they stand, or a placeholder.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Text">The words, or the placeholder's name without braces and space around.</param>
/// <param name="Line">Where it begins; the first line is 1.</param>
public sealed record MailPart(MailPartKind Kind, string Text, int Line)
{
    private const int LongestName = 60;

    /// <summary>The pieces of any text, in order and without a gap; refuses nothing and reads every character once.</summary>
    public static IReadOnlyList<MailPart> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<MailPart> parts = [];
        var (from, line) = (0, 1);
        while (text.IndexOf("{{", from, StringComparison.Ordinal) is >= 0 and var open)
        {
            if (open > from)
                parts.Add(new(MailPartKind.Words, text[from..open], line));
            line += text.AsSpan(from, open - from).Count('\n');
            var (name, end) = NameAfter(text, open + 2) ?? ("", open + 2);
            parts.Add(
                name.Length > 0 ? new(MailPartKind.Placeholder, name, line) : new(MailPartKind.Broken, "{{", line)
            );
            from = end;
        }
        if (from < text.Length)
            parts.Add(new(MailPartKind.Words, text[from..], line));
        return parts;
    }

    /// <summary>The name up to the closing braces, and where the text goes on; null when there is none on this line.</summary>
    private static (string Name, int End)? NameAfter(string text, int from)
    {
        var rest = text.AsSpan(from);
        if (rest.Length > LongestName)
            rest = rest[..LongestName];
        var end = rest.IndexOf("}}", StringComparison.Ordinal);
        if (end <= 0)
            return null;
        var name = rest[..end].Trim();
        return name.IsEmpty || name.IndexOfAny("{}\r\n") >= 0 ? null : (name.ToString(), from + end + 2);
    }
}

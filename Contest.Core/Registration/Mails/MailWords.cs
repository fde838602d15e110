using System.Globalization;
using System.Text;

namespace Contest.Core.Registration.Mails;

/// <summary>The words of a mail: a template with placeholders, or what came of it. Plain text.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Lines end in LF.</param>
public sealed record MailWords(string Subject, string Body)
{
    /// <summary>Most characters of a template's subject.</summary>
    public const int LongestSubject = 150;

    /// <summary>Most characters of a template's body.</summary>
    public const int LongestBody = 5000;

    /// <summary>Most characters of a subject that is sent; a longer one is cut and ends in an ellipsis.</summary>
    public const int LongestSentSubject = 250;

    /// <summary>The languages a mail is written in: those of the product.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["zh-CN", "zh-HK", "en"];

    /// <summary>The product's own words for a kind and language (<c>Texts/mail.resx</c>); an unknown language reads zh-CN.</summary>
    public static MailWords Default(MailKind kind, string language)
    {
        var culture = CultureInfo.GetCultureInfo(Languages.Contains(language) ? language : Languages[0]);
        var key = "mail." + kind.ToString().ToLowerInvariant();
        return new(Words.Find(key + "-subject", culture)!, Words.Find(key + "-body", culture)!);
    }

    /// <summary>As a form sends it: line ends are LF, the space around is gone.</summary>
    public static MailWords AsTyped(string? subject, string? body) =>
        new((subject ?? "").Trim(), LineEnds(body ?? "").Trim());

    /// <summary>Why this may not be a template of the kind, each problem naming its place; empty when it may.</summary>
    public IReadOnlyList<Refusal> Problems(MailKind kind)
    {
        List<Refusal> problems = [];
        var (subject, body) = (MailPart.Of(Subject), MailPart.Of(Body));
        if (Subject.Length == 0)
            problems.Add(new("mail.no_subject"));
        if (Body.Length == 0)
            problems.Add(new("mail.no_body"));
        if (Subject.Length > LongestSubject)
            problems.Add(new("mail.subject_too_long", LongestSubject, Subject.Length));
        if (Body.Length > LongestBody)
            problems.Add(new("mail.body_too_long", LongestBody, Body.Length));
        if (Subject.Any(char.IsControl))
            problems.Add(new("mail.subject_of_lines"));
        var allowed = MailPlaceholder.AllowedIn(kind);
        foreach (var part in subject.Where(p => IsWrong(p, allowed)))
            problems.Add(
                part.Kind == MailPartKind.Broken
                    ? new("mail.subject_broken")
                    : new("mail.subject_unknown", Braced(part.Text))
            );
        foreach (var part in body.Where(p => IsWrong(p, allowed)))
            problems.Add(
                part.Kind == MailPartKind.Broken
                    ? new("mail.body_broken", part.Line)
                    : new("mail.body_unknown", Braced(part.Text), part.Line)
            );
        foreach (var name in MailPlaceholder.RequiredIn(kind))
            if (!body.Any(p => p.Kind == MailPartKind.Placeholder && p.Text == name))
                problems.Add(new("mail.missing", Braced(name)));
        return problems;
    }

    /// <summary>
    /// The mail: every placeholder replaced by its value, or by nothing. Values are never read as templates; a subject
    /// stays one line whatever is in it (no header can be smuggled in), and a line of the body whose placeholders are
    /// all empty is left out.
    /// </summary>
    public MailWords Filled(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        StringBuilder subject = new();
        // what cannot be printed goes before anything is read: two halves of a mark must not meet afterwards
        foreach (var part in MailPart.Of(Printable(Subject)))
            subject.Append(ValueOf(part, values));
        var lines = Printable(Body).Split('\n').Select(line => FilledLine(line, values)).OfType<string>();
        return new(OneLine(subject.ToString()), string.Join('\n', lines).Trim());
    }

    private static string? FilledLine(string line, IReadOnlyDictionary<string, string> values)
    {
        var parts = MailPart.Of(line);
        var placeholders = parts.Where(p => p.Kind == MailPartKind.Placeholder).ToList();
        var isOnlyValues = parts.All(p => p.Kind == MailPartKind.Placeholder || string.IsNullOrWhiteSpace(p.Text));
        if (placeholders.Count > 0 && isOnlyValues && placeholders.All(p => ValueOf(p, values).Length == 0))
            return null;
        return string.Concat(parts.Select(p => Printable(ValueOf(p, values))));
    }

    private static string ValueOf(MailPart part, IReadOnlyDictionary<string, string> values) =>
        part.Kind switch
        {
            MailPartKind.Words => part.Text,
            MailPartKind.Placeholder => (values.GetValueOrDefault(part.Text) ?? "").Trim(),
            _ => "",
        };

    private static bool IsWrong(MailPart part, IReadOnlyList<string> allowed) =>
        part.Kind == MailPartKind.Broken || part.Kind == MailPartKind.Placeholder && !allowed.Contains(part.Text);

    private static string Braced(string name) => "{{" + name + "}}";

    private static string LineEnds(string text) => text.ReplaceLineEndings("\n");

    private static string Printable(string text) =>
        string.Concat(LineEnds(text).Where(c => c is '\n' or '\t' || !char.IsControl(c)));

    private static string OneLine(string text)
    {
        var one = string.Join(
            ' ',
            LineEnds(text)
                .Split('\n')
                .Select(l => string.Concat(l.Select(c => char.IsControl(c) ? ' ' : c)).Trim())
                .Where(l => l.Length > 0)
        );
        if (one.Length <= LongestSentSubject)
            return one;
        var end = LongestSentSubject - 1;
        return one[..(char.IsHighSurrogate(one[end - 1]) ? end - 1 : end)] + "…";
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Contest.Core.Competitions;

/// <summary>One line of a pasted list of days.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">What the calendar is to say of it.</param>
/// <param name="Name">What it is called; may be empty.</param>
public sealed record PastedDay(DateOnly Date, CalendarDayKind Kind, string Name);

/// <summary>
/// Reads lists of days as people paste them: a date or two with 至, to or ~ between, 休 or 班 (holiday, workday), and a
/// name: <c>2027-02-05 至 2027-02-11 休 春节</c>.
/// </summary>
public static partial class PastedDays
{
    /// <summary>Most characters that are read at once.</summary>
    public const int LongestText = 20_000;
    private const int LongestSpan = 31;

    /// <summary>The days of every line, in order of date; or the problems, each naming its line.</summary>
    public static (IReadOnlyList<PastedDay> Days, IReadOnlyList<Refusal> Problems) Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return ([], [new("calendar.empty")]);
        if (text.Length > LongestText)
            return ([], [new("calendar.too_long", LongestText)]);
        SortedDictionary<DateOnly, PastedDay> days = [];
        List<Refusal> problems = [];
        foreach (var (line, index) in text.ReplaceLineEndings("\n").Split('\n').Select((l, i) => (l.Trim(), i)))
            if (line.Length > 0 && Add(days, line, index + 1) is { } problem)
                problems.Add(problem);
        return ([.. days.Values], problems);
    }

    private static Refusal? Add(SortedDictionary<DateOnly, PastedDay> days, string line, int number)
    {
        if (Line().Match(line) is not { Success: true } match || DateOf(match, "from") is not { } from)
            return new("calendar.unreadable", number, line.Length > 40 ? line[..40] + "…" : line);
        var to = match.Groups["to"].Success ? DateOf(match, "to") : from;
        if (to is not { } last || last < from || last.DayNumber - from.DayNumber >= LongestSpan)
            return new("calendar.bad_span", number, LongestSpan);
        var name = match.Groups["name"].Value.Trim();
        if (name.Length > CalendarDay.LongestName)
            return new("calendar.name_too_long", number, CalendarDay.LongestName);
        for (var day = from; day <= last; day = day.AddDays(1))
            if (!days.TryAdd(day, new(day, KindOf(match.Groups["kind"].Value), name)))
                return new("calendar.twice", number, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return null;
    }

    private static DateOnly? DateOf(Match match, string group) =>
        DateOnly.TryParseExact(
            Separator().Replace(match.Groups[group].Value, "-").TrimEnd('-'),
            "yyyy-M-d",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    private static CalendarDayKind KindOf(string word) =>
        word.ToLowerInvariant() switch
        {
            "班" or "上班" or "补班" or "補班" or "workday" or "working" => CalendarDayKind.Working,
            "照常" or "ordinary" => CalendarDayKind.Ordinary,
            _ => CalendarDayKind.Free,
        };

    [GeneratedRegex(
        @"^(?<from>[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)(?:\s*(?:至|到|to|~|–|—)\s*(?<to>[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?))?[\s,;，；]+(?<kind>休|放假|假期|holiday|free|班|上班|补班|補班|workday|working|照常|ordinary)(?:[\s,;，；]+(?<name>.*))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Line();

    [GeneratedRegex("[/.年月日]", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}

using System.Text.Json.Serialization;

namespace Contest.Core.Scoring;

/// <summary>What one judge gave in all, on the scale of the score sheet.</summary>
/// <param name="Judge">The judge's label as it is published: a name, or a number when names are withheld.</param>
/// <param name="Points">The sheet's total.</param>
public sealed record JudgeMark(string Judge, decimal Points);

/// <summary>How many extremes are dropped, and when not to (DOMAIN.md 1.11, risk 7.7).</summary>
/// <param name="High">How many of the highest marks go.</param>
/// <param name="Low">How many of the lowest marks go.</param>
/// <param name="FromMarks">Trim only when at least this many marks were given.</param>
/// <param name="KeepAtLeast">Trim only when at least this many marks are left to count.</param>
public sealed record TrimRule(int High, int Low, int FromMarks, int KeepAtLeast)
{
    /// <summary>The plain mean.</summary>
    public static TrimRule None { get; } = new(0, 0, 0, 0);

    /// <summary>One high, one low, from five judges on, never fewer than three counted: the default of finals.</summary>
    public static TrimRule OneAndOne { get; } = new(1, 1, FromMarks: 5, KeepAtLeast: 3);

    /// <summary>Whether so many marks are trimmed.</summary>
    public bool Applies(int marks) =>
        High + Low > 0 && marks >= FromMarks && marks - High - Low >= (KeepAtLeast > 0 ? KeepAtLeast : 1);
}

/// <summary>What became of a mark.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MarkFate>))]
public enum MarkFate
{
    /// <summary>It is in the sum.</summary>
    Counted = 1,

    /// <summary>Dropped as one of the highest.</summary>
    DroppedHigh = 2,

    /// <summary>Dropped as one of the lowest.</summary>
    DroppedLow = 3,
}

/// <summary>One mark in a mean.</summary>
/// <param name="Judge">Whose it is.</param>
/// <param name="Points">How much.</param>
/// <param name="Fate">Whether it counts.</param>
public sealed record MarkLine(string Judge, decimal Points, MarkFate Fate);

/// <summary>
/// The mean of the marks that count, and what became of every mark. Of equal extremes exactly one is dropped per
/// place, the last (high) or first (low) by the judge's label, so the order of arrival never matters.
/// </summary>
/// <param name="Marks">Every mark, in the order given.</param>
/// <param name="Sum">The sum of the counted marks.</param>
/// <param name="Count">How many are counted.</param>
/// <param name="Exact">Sum by count.</param>
/// <param name="Untrimmed">The mean of all marks: a tie rule asks for it.</param>
/// <param name="IsTrimmed">Whether anything was dropped.</param>
public sealed record TrimmedMean(
    IReadOnlyList<MarkLine> Marks,
    Fraction Sum,
    int Count,
    Fraction Exact,
    Fraction Untrimmed,
    bool IsTrimmed
)
{
    /// <summary>The mean of at least one mark.</summary>
    /// <exception cref="ArgumentException">No marks: a missing score is never a silent zero (DOMAIN.md 1.7).</exception>
    public static TrimmedMean Of(IReadOnlyList<JudgeMark> marks, TrimRule rule)
    {
        if (marks.Count == 0)
            throw new ArgumentException("A mean needs at least one mark.", nameof(marks));
        var fates = rule.Applies(marks.Count) ? Fates(marks, rule) : [.. marks.Select(_ => MarkFate.Counted)];
        List<MarkLine> lines = [.. marks.Select((mark, nth) => new MarkLine(mark.Judge, mark.Points, fates[nth]))];
        List<Fraction> counted =
        [
            .. lines.Where(line => line.Fate == MarkFate.Counted).Select(line => (Fraction)line.Points),
        ];
        var sum = Fraction.Sum(counted);
        var exact = sum / counted.Count;
        var isTrimmed = counted.Count < marks.Count;
        var untrimmed = isTrimmed ? Fraction.Mean([.. marks.Select(mark => (Fraction)mark.Points)]) : exact;
        return new(lines, sum, counted.Count, exact, untrimmed, isTrimmed);
    }

    private static MarkFate[] Fates(IReadOnlyList<JudgeMark> marks, TrimRule rule)
    {
        var fates = new MarkFate[marks.Count];
        Array.Fill(fates, MarkFate.Counted);
        var upwards = Enumerable
            .Range(0, marks.Count)
            .OrderBy(nth => marks[nth].Points)
            .ThenBy(nth => marks[nth].Judge, StringComparer.Ordinal)
            .ToList();
        foreach (var nth in upwards.Take(rule.Low))
            fates[nth] = MarkFate.DroppedLow;
        foreach (var nth in upwards.TakeLast(rule.High))
            fates[nth] = MarkFate.DroppedHigh;
        return fates;
    }
}

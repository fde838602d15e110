using System.Globalization;
using Contest.Core.Competitions;

namespace Contest.Core.Preliminary;

/// <summary>What may stand on a sheet, and when it is complete (DOMAIN.md section 4, sheet rules).</summary>
public static class SheetRules
{
    /// <summary>The comment's field name.</summary>
    public const string Comment = "comment";

    /// <summary>The longest comment in characters.</summary>
    public const int LongestComment = 4000;

    /// <summary>The longest device id in characters.</summary>
    public const int LongestDevice = 64;

    /// <summary>Whether a device's id can be kept: 1 … 64 printable characters.</summary>
    public static bool IsDevice(string? device) =>
        device is { Length: > 0 and <= LongestDevice } && !device.Any(char.IsControl);

    /// <summary>The first value that is not possible, or null when all are.</summary>
    public static Refusal? WhyNot(JudgingRules rules, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(values);
        return values.Select(v => WhyNot(rules, v.Key, v.Value)).FirstOrDefault(r => r is not null);
    }

    /// <summary>Why the sheet cannot be submitted yet, or null when it is complete.</summary>
    public static Refusal? WhyNotSubmit(JudgingRules rules, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(values);
        var missing = rules.Sheet.Where(c => Points(values, c.Code) is null).ToList();
        if (missing.Count > 0)
            return new(
                "judging.missing_marks",
                rules.Sheet.Count - missing.Count,
                rules.Sheet.Count,
                missing[0].Name.ToString()
            );
        if (WhyNot(rules, values) is { } refusal)
            return refusal;
        var total = Total(rules, values);
        var needsComment = total < rules.CommentBelow || total > rules.CommentAbove;
        return needsComment && string.IsNullOrWhiteSpace(values.GetValueOrDefault(Comment))
            ? new("judging.comment_needed", total, rules.CommentBelow, rules.CommentAbove)
            : null;
    }

    /// <summary>The sheet's total: computed, never typed; unscored criteria count nothing.</summary>
    public static decimal Total(JudgingRules rules, IReadOnlyDictionary<string, string?> values)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Sheet.Sum(c => Points(values, c.Code) ?? 0);
    }

    /// <summary>The points of one criterion, or null while unscored: never a silent zero.</summary>
    public static decimal? Points(IReadOnlyDictionary<string, string?> values, string criterion)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.GetValueOrDefault(criterion) is { Length: > 0 } text && TryPoints(text, out var points)
            ? points
            : null;
    }

    private static Refusal? WhyNot(JudgingRules rules, string field, string? value)
    {
        if (field == Comment)
            return value?.Length > LongestComment ? new("judging.comment_too_long", LongestComment)
                : value?.Contains('\0', StringComparison.Ordinal) is true ? new("judging.comment_character")
                : null;
        if (rules.Sheet.FirstOrDefault(c => c.Code == field) is not { } criterion)
            return new("judging.unknown_criterion", field);
        if (value is null or "")
            return null;
        var isPossible =
            TryPoints(value, out var points) && points >= 0 && points <= criterion.Most && points % rules.Step == 0;
        return isPossible
            ? null
            : new("judging.mark_range", criterion.Name.ToString(), criterion.Most, rules.Step, value);
    }

    private static bool TryPoints(string text, out decimal points) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out points);
}

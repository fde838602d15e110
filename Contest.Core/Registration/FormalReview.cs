using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>Formal review (形式审查; DOMAIN.md 1.5): what may be decided, with which reasons.</summary>
public static class FormalReview
{
    /// <summary>R01 … R14, the reasons a decision may give.</summary>
    public static IReadOnlyList<string> Reasons { get; } =
    ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13", "R14"];

    /// <summary>The reason in the current language.</summary>
    public static string Say(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Words.Say("review." + reason.ToLowerInvariant());
    }

    /// <summary>Why this may not be decided now, or null when it may.</summary>
    /// <param name="entry">The entry with its decisions.</param>
    /// <param name="outcome">What is to be decided.</param>
    /// <param name="reasons">The reasons given.</param>
    /// <param name="rules">The rulebook's.</param>
    /// <param name="now">For a correction that did not come in time.</param>
    public static Refusal? WhyNot(
        Entry entry,
        ReviewOutcome outcome,
        IReadOnlyCollection<string> reasons,
        ReviewRules rules,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(reasons);
        ArgumentNullException.ThrowIfNull(rules);
        if (!IsOpen(entry, outcome, now))
            return entry.State == EntryState.Returned ? new("review.awaits_correction") : new("review.already_decided");
        if (reasons.FirstOrDefault(r => !Reasons.Contains(r)) is { } unknown)
            return new("review.unknown_reason", unknown);
        if (outcome != ReviewOutcome.Accepted && reasons.Count == 0)
            return new("review.no_reason");
        var returned = entry.Decisions.Count(d => d.Outcome == ReviewOutcome.Returned);
        return outcome == ReviewOutcome.Returned && returned >= rules.CorrectionRounds
            ? new("review.no_more_corrections", rules.CorrectionRounds)
            : null;
    }

    /// <summary>The state an outcome leads to.</summary>
    public static EntryState After(ReviewOutcome outcome) =>
        outcome switch
        {
            ReviewOutcome.Accepted => EntryState.Accepted,
            ReviewOutcome.Returned => EntryState.Returned,
            _ => EntryState.Rejected,
        };

    /// <summary>The public code after the ones already given: the group's letter and at least two digits.</summary>
    public static string NextCode(string letter, IEnumerable<string> given)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var last = given
            .Where(code => code.StartsWith(letter, StringComparison.Ordinal))
            .Select(code => int.TryParse(code[letter.Length..], out var number) ? number : 0)
            .DefaultIfEmpty(0)
            .Max();
        return letter + (last + 1).ToString("00", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Submitted; or returned, its correction did not come in time, and it is to be rejected.</summary>
    private static bool IsOpen(Entry entry, ReviewOutcome outcome, DateTimeOffset now) =>
        entry.State == EntryState.Submitted
        || (
            entry.State == EntryState.Returned
            && outcome == ReviewOutcome.Rejected
            && entry.Decisions.MaxBy(d => d.DecidedAt)?.CorrectBy <= now
        );
}

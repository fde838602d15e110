using Contest.Core.Voting.Ledger;

namespace Contest.Core.Voting.Fraud;

/// <summary>What may be done with a case, and when (DOMAIN.md 1.6: two people, a reason, 24 hours to answer).</summary>
public static class FraudGates
{
    /// <summary>Most characters of an answer or of a reason's words.</summary>
    public const int MostWords = 2000;

    /// <summary>Whether a part of the case is undecided.</summary>
    public static bool IsOpen(FraudCase file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Parts.Any(p => IsOpen(file, p.Number));
    }

    /// <summary>Whether this part is undecided.</summary>
    public static bool IsOpen(FraudCase file, int part)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Parts.Exists(p => p.Number == part) && !file.Rulings.Exists(r => r.Part == part);
    }

    /// <summary>The parts a decision is about: the one named, or all that are undecided.</summary>
    public static IReadOnlyList<FraudPart> Parts(FraudCase file, int? part)
    {
        ArgumentNullException.ThrowIfNull(file);
        return
        [
            .. file
                .Parts.Where(p => (part is null || p.Number == part) && IsOpen(file, p.Number))
                .OrderBy(p => p.Number),
        ];
    }

    /// <summary>Until when these parts wait for the owner's answer; null when it was given or the hours are over.</summary>
    public static DateTimeOffset? WaitsUntil(FraudCase file, IReadOnlyList<FraudPart> parts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        var answered = file.Answers.Select(a => a.UpToPart).DefaultIfEmpty(0).Max();
        var waiting = parts.Where(p => p.Number > answered && now < p.AnswerBy).Select(p => p.AnswerBy).ToList();
        return waiting.Count > 0 ? waiting.Max() : null;
    }

    /// <summary>Why this may not be decided so now, or null.</summary>
    /// <param name="isCounted">The vote is closed and its ledger with it.</param>
    /// <param name="zone">The edition's, in which the refusal names a moment.</param>
    public static Refusal? WhyNotDecide(
        FraudCase file,
        int? part,
        LeafKind kind,
        string reason,
        string words,
        bool isCounted,
        TimeZoneInfo zone,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(words);
        var parts = Parts(file, part);
        if (parts.Count == 0)
            return new("fraud.decided");
        if (!FraudReasons.Fits(kind, reason))
            return new("fraud.no_reason");
        if (words.Trim().Length is 0 or > MostWords)
            return new("fraud.no_words", MostWords);
        if (isCounted)
            return new("fraud.counted");
        return kind == LeafKind.Void && WaitsUntil(file, parts, now) is { } until
            ? new Refusal("fraud.too_early", TimeZoneInfo.ConvertTime(until, zone))
            : null;
    }

    /// <summary>Why the owner may not answer now, or null.</summary>
    public static Refusal? WhyNotAnswer(FraudCase file, string words, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(words);
        var parts = Parts(file, part: null);
        if (parts.Count == 0)
            return new("fraud.decided");
        if (words.Trim().Length is 0 or > MostWords)
            return new("fraud.no_answer", MostWords);
        return WaitsUntil(file, parts, now) is null ? new Refusal("fraud.too_late") : null;
    }
}

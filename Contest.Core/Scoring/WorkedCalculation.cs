using System.Globalization;
using System.Text.Json.Serialization;

namespace Contest.Core.Scoring;

/// <summary>
/// One line of a calculation a person can follow with a pencil: a code and the values for its sentence. The sentences
/// are in <c>Texts/calculation.resx</c>; values are written the same in every language (<c>88.5</c>, <c>456/5</c>).
/// </summary>
/// <param name="Code">What is done, e.g. <c>calculation.dropped-high</c>.</param>
/// <param name="Arguments">What the sentence's placeholders are filled with, in order.</param>
public sealed record WorkedStep(string Code, IReadOnlyList<string> Arguments)
{
    /// <summary>The line in the reader's language.</summary>
    [JsonIgnore]
    public string Sentence => Words.Say(Code, [.. Arguments]);

    /// <summary>A step whose values are written culture-free.</summary>
    public static WorkedStep Of(string code, params object[] arguments) =>
        new(code, [.. arguments.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]);
}

/// <summary>How a published number came about: every step from the judges' marks to the rounded value.</summary>
/// <param name="Steps">In the order of the pencil.</param>
/// <param name="Exact">The last exact value.</param>
/// <param name="Places">To how many decimals it is published.</param>
/// <param name="Rounded">What is published.</param>
public sealed record WorkedCalculation(IReadOnlyList<WorkedStep> Steps, Fraction Exact, int Places, decimal Rounded)
{
    /// <summary>Closes a calculation: the steps so far, and the one rounding.</summary>
    public static WorkedCalculation Close(IEnumerable<WorkedStep> steps, Fraction exact, int places)
    {
        var rounded = Rounding.HalfUp(exact, places);
        return new([.. steps, WorkedStep.Of("calculation.rounded", exact, rounded, places)], exact, places, rounded);
    }

    /// <summary>The steps of a mean: each mark, what was dropped or why nothing was, sum and quotient.</summary>
    public static IEnumerable<WorkedStep> StepsOf(TrimmedMean mean, TrimRule rule)
    {
        foreach (var line in mean.Marks)
            yield return WorkedStep.Of(CodeOf(line.Fate), line.Judge, Number(line.Points));
        if (!mean.IsTrimmed && rule.High + rule.Low > 0)
            yield return WorkedStep.Of("calculation.not-trimmed", mean.Count, rule.FromMarks, rule.KeepAtLeast);
        var counted = mean.Marks.Where(line => line.Fate == MarkFate.Counted).Select(line => Number(line.Points));
        yield return WorkedStep.Of("calculation.sum", string.Join(" + ", counted), mean.Sum);
        yield return WorkedStep.Of("calculation.mean", mean.Sum, mean.Count, mean.Exact);
    }

    private static string CodeOf(MarkFate fate) =>
        fate switch
        {
            MarkFate.DroppedHigh => "calculation.dropped-high",
            MarkFate.DroppedLow => "calculation.dropped-low",
            _ => "calculation.mark",
        };

    /// <summary>As a person writes it: 80.5, also when the database keeps 80.5000.</summary>
    private static string Number(decimal value) =>
        value.ToString("0.############################", CultureInfo.InvariantCulture);
}

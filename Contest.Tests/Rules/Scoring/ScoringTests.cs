using System.Globalization;
using System.Numerics;
using Contest.Core.Scoring;
using FsCheck;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Scoring;

public class MeanTests
{
    private static readonly TrimRule Always = new(1, 1, 3, 1);

    // DOMAIN.md 3.6, the whole table
    [TestCase("88 92.5 90 95 91 89.5 93", "456/5", "91.20")]
    [TestCase("86 90 90 91.5 97", "181/2", "90.50")]
    [TestCase("95 95 90 88 85", "91", "91.00")]
    [TestCase("90 90 90 90 90", "90", "90.00")]
    [TestCase("80 88.34 88.35 88.34 88.35 99", "17669/200", "88.35")]
    [TestCase("88 92.5 90", "541/6", "90.17")]
    public void A_mean_is_exact_and_rounded_once_half_up(string marks, string exact, string shown)
    {
        var mean = TrimmedMean.Of(Marks(marks), TrimRule.OneAndOne);
        var worked = WorkedCalculation.Close(WorkedCalculation.StepsOf(mean, TrimRule.OneAndOne), mean.Exact, 2);

        Assert.That(mean.Exact.ToString(), Is.EqualTo(exact));
        Assert.That(worked.Rounded.ToString(CultureInfo.InvariantCulture), Is.EqualTo(shown));
    }

    [TestCase(7, true)]
    [TestCase(6, true)]
    [TestCase(5, true)]
    [TestCase(4, false, Description = "five judges and one recusal: two would be left, DOMAIN.md risk 7")]
    [TestCase(1, false)]
    public void Marks_are_dropped_only_when_three_are_left(int judges, bool trimmed)
    {
        var mean = TrimmedMean.Of(
            [.. Enumerable.Range(1, judges).Select(n => new JudgeMark($"J{n}", n))],
            new(1, 1, 0, 3)
        );

        Assert.That((mean.IsTrimmed, mean.Count), Is.EqualTo((trimmed, trimmed ? judges - 2 : judges)));
    }

    [Test]
    public void Of_two_equal_extremes_one_is_dropped_whatever_the_order()
    {
        JudgeMark[] marks = [new("A", 95), new("B", 95), new("C", 85), new("D", 85), new("E", 90)];

        var fates = TrimmedMean.Of(marks, TrimRule.OneAndOne).Marks;
        var backwards = TrimmedMean.Of([.. marks.Reverse()], TrimRule.OneAndOne).Marks;

        Assert.That(
            fates.Where(line => line.Fate == MarkFate.DroppedHigh).Select(line => line.Judge),
            Is.EqualTo(["B"])
        );
        Assert.That(
            fates.Where(line => line.Fate == MarkFate.DroppedLow).Select(line => line.Judge),
            Is.EqualTo(["C"])
        );
        Assert.That(backwards, Is.EquivalentTo(fates));
    }

    [Test]
    public void No_marks_are_never_a_silent_zero() =>
        Assert.That(() => TrimmedMean.Of([], TrimRule.None), Throws.ArgumentException);

    [Test]
    public void A_worked_calculation_can_be_followed_with_a_pencil()
    {
        var mean = TrimmedMean.Of(Marks("86 90 90 91.5 97"), TrimRule.OneAndOne);
        var worked = WorkedCalculation.Close(WorkedCalculation.StepsOf(mean, TrimRule.OneAndOne), mean.Exact, 2);

        Assert.That(
            worked.Steps.Select(step => $"{step.Code} {string.Join(" | ", step.Arguments)}"),
            Is.EqualTo([
                "calculation.dropped-low J1 | 86",
                "calculation.mark J2 | 90",
                "calculation.mark J3 | 90",
                "calculation.mark J4 | 91.5",
                "calculation.dropped-high J5 | 97",
                "calculation.sum 90 + 90 + 91.5 | 543/2",
                "calculation.mean 543/2 | 3 | 181/2",
                "calculation.rounded 181/2 | 90.50 | 2",
            ])
        );
    }

    [ForAll]
    public bool The_order_of_marks_does_not_matter(NonEmptyArray<ushort> raw)
    {
        var marks = From(raw.Get);
        return TrimmedMean.Of(marks, Always).Exact == TrimmedMean.Of([.. marks.Reverse()], Always).Exact
            && TrimmedMean.Of(marks, Always).Exact == TrimmedMean.Of([.. marks.OrderBy(m => m.Points)], Always).Exact;
    }

    [ForAll]
    public bool A_constant_added_to_every_mark_moves_the_mean_by_it(NonEmptyArray<ushort> raw, short constant)
    {
        var marks = From(raw.Get);
        var moved = marks.Select(mark => mark with { Points = mark.Points + (constant / 100m) }).ToList();
        return TrimmedMean.Of(moved, Always).Exact == TrimmedMean.Of(marks, Always).Exact + (constant / 100m);
    }

    [ForAll]
    public bool Trimming_drops_exactly_one_of_equal_extremes(byte count, ushort points)
    {
        JudgeMark[] marks = [.. Enumerable.Range(0, count + 3).Select(n => new JudgeMark($"J{n:000}", points))];
        var lines = TrimmedMean.Of(marks, Always).Marks;
        return lines.Count(line => line.Fate == MarkFate.DroppedHigh) == 1
            && lines.Count(line => line.Fate == MarkFate.DroppedLow) == 1;
    }

    private static JudgeMark[] From(ushort[] raw) =>
        [.. raw.Select((points, n) => new JudgeMark($"J{n:000}", points / 100m))];

    private static JudgeMark[] Marks(string marks) =>
        [
            .. marks
                .Split(' ')
                .Select((mark, n) => new JudgeMark($"J{n + 1}", decimal.Parse(mark, CultureInfo.InvariantCulture))),
        ];
}

public class ExactNumberTests
{
    [TestCase("88.345", 2, "88.35")]
    [TestCase("88.3449999", 2, "88.34")]
    [TestCase("-1.005", 2, "-1.00", Description = "half goes to the larger number")]
    [TestCase("2.5", 0, "3")]
    [TestCase("79228162514264337593543950335", 0, "79228162514264337593543950335")]
    public void Half_is_rounded_up(string value, int places, string rounded) =>
        Assert.That(
            Rounding
                .HalfUp(decimal.Parse(value, CultureInfo.InvariantCulture), places)
                .ToString(CultureInfo.InvariantCulture),
            Is.EqualTo(rounded)
        );

    [ForAll]
    public bool A_fraction_keeps_a_decimal_exactly(decimal value) =>
        Fraction.FromDecimal(value) - value == Fraction.Zero
        && Fraction.Parse(Fraction.FromDecimal(value).ToString()) == value;

    [Test]
    public void A_decimal_becomes_the_fraction_it_says() =>
        Assert.That(
            new[] { (Fraction)91.25m, -0.5m, 0m, 100m }.Select(f => f.ToString()),
            Is.EqualTo(["365/4", "-1/2", "0", "100"])
        );

    // computed with Python's decimal module at 40 digits
    [TestCase(12801, "9.457278571856109657863365093803")]
    [TestCase(5000001, "15.424948670398354478711374727599")]
    [TestCase(1, "0.0")]
    public void The_natural_logarithm_is_right_to_thirty_decimals(int number, string expected)
    {
        var unit = BigInteger.Pow(10, Roots.Places);
        var error = Roots.NaturalLog(number) - Fraction.Parse($"{expected.Replace(".", "")}/{unit}");

        Assert.That(
            error >= Fraction.Zero - new Fraction(1, unit) && error <= new Fraction(1, unit),
            Is.True,
            error.ToString()
        );
    }

    [Test]
    public void The_square_root_of_two_has_thirty_right_decimals() =>
        Assert.That(
            Roots.SquareRoot(2),
            Is.EqualTo(
                new Fraction(
                    BigInteger.Parse("1414213562373095048801688724209", CultureInfo.InvariantCulture),
                    BigInteger.Pow(10, 30)
                )
            )
        );

    [Test]
    public void The_square_root_of_a_square_is_exact() =>
        Assert.That(Roots.SquareRoot(new Fraction(9, 4)), Is.EqualTo(new Fraction(3, 2)));
}

public class NormalisationTests
{
    private static readonly decimal[] P1 = [91, 88, 85, 93];
    private static readonly decimal[] P2 = [78, 82, 75, 80];

    // DOMAIN.md 3.8
    [TestCase(PanelNormalisation.None, "91 88 85 93 78 82 75 80")]
    [TestCase(PanelNormalisation.MeanShift, "85.75 82.75 79.75 87.75 83.25 87.25 80.25 85.25")]
    [TestCase(PanelNormalisation.ZScore, "87.44 81.54 75.65 91.37 82.27 91.49 75.36 86.88")]
    public void Panels_are_made_comparable(PanelNormalisation kind, string expected) =>
        Assert.That(Corrected(kind, minimum: 2, P1, P2), Is.EqualTo(expected.Split(' ').Select(Number)));

    [Test]
    public void A_panel_below_the_minimum_keeps_its_scores_under_z_score() =>
        Assert.That(Corrected(PanelNormalisation.ZScore, minimum: 8, P1, P2), Is.EqualTo(P1.Concat(P2)));

    [Test]
    public void A_panel_without_spread_is_only_shifted() =>
        Assert.That(
            Corrected(PanelNormalisation.ZScore, minimum: 2, [90, 90], [80, 60]),
            Is.EqualTo(new[] { 80m, 80m, 92.25m, 67.75m })
        );

    [Test]
    public void A_corrected_score_stays_on_the_scale() =>
        Assert.That(
            Corrected(PanelNormalisation.MeanShift, minimum: 2, [100, 20], [100, 100]),
            Is.EqualTo(new[] { 100m, 40m, 80m, 80m })
        );

    private static IEnumerable<decimal> Corrected(PanelNormalisation kind, int minimum, params decimal[][] panels)
    {
        var scores = panels.SelectMany(
            (panel, n) => panel.Select(score => new PanelScore(Guid.NewGuid(), $"P{n}", score))
        );
        return Normalisation.Of([.. scores], kind, minimum).Select(score => Rounding.HalfUp(score.Score, 2));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}

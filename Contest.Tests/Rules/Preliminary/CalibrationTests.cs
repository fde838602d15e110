using Contest.Core.Preliminary;
using Contest.Core.Scoring;

namespace Contest.Tests.Rules.Preliminary;

public class CalibrationTests
{
    private static readonly Dictionary<string, CutRule> One = new() { ["a"] = new(1) };

    /// <summary>Krippendorff's alpha by hand: units (1,2) and (3,5): D_o = (2·1 + 2·4)/4 = 5/2, D_e = 2·(4·39−121)/(4·3) = 35/6.</summary>
    [Test]
    public void Agreement_is_Krippendorffs_alpha_for_intervals() =>
        Assert.That(Calibration.Alpha([Entry(1, 1, 2), Entry(2, 3, 5)]), Is.EqualTo(new Fraction(4, 7)));

    [Test]
    public void Judges_who_agree_wholly_agree_wholly() =>
        Assert.That(Calibration.Alpha([Entry(1, 80, 80), Entry(2, 90, 90)]), Is.EqualTo(Fraction.One));

    [Test]
    public void Nothing_can_be_said_of_marks_that_are_all_equal_or_alone()
    {
        Assert.That(Calibration.Alpha([Entry(1, 80, 80)]), Is.Null);
        Assert.That(Calibration.Alpha([Entry(1, 80), Entry(2, 90)]), Is.Null);
    }

    [Test]
    public void Severity_is_the_distance_to_the_others_of_the_same_entries_with_an_interval()
    {
        var strict = Calibration.Habits([Entry(1, 70, 80, 90), Entry(2, 66, 80, 84)]).Single(h => h.Judge == "J0");

        // 70 − 85 = −15 and 66 − 82 = −16; deviation √½, margin 2·√(½ ÷ 2) = 1
        Assert.That(strict.Severity!.Mean, Is.EqualTo(new Fraction(-31, 2)));
        Assert.That(strict.Severity.Margin, Is.EqualTo(Fraction.One));
        Assert.That(strict.Severity.IsClear);
        Assert.That(strict.Range.Mean, Is.EqualTo((Fraction)68));
    }

    [Test]
    public void Criteria_marked_as_one_impression_show_a_halo()
    {
        Assert.That(HaloOf((10, 20), (11, 22), (12, 24)), Is.EqualTo(Fraction.One));
        Assert.That(HaloOf((10, 24), (11, 22), (12, 20)), Is.EqualTo((Fraction)(-1)));
        Assert.That(HaloOf((10, 20), (10, 22), (10, 24)), Is.Null, "one of them never varies");
        Assert.That(HaloOf((10, 20), (11, 22)), Is.Null, "two sheets say nothing");
    }

    [Test]
    public void A_halo_is_read_within_one_variant_of_the_score_sheet()
    {
        MarkedEntry[] entries =
        [
            .. Marked(null, (10, 20), (11, 22), (12, 24)),
            .. Marked("design", (1, 9), (2, 8), (3, 7)),
            .. Marked("layout-design", (1, 1), (2, 2)),
        ];

        Assert.That(
            Calibration.Habits(entries).Single().Halo,
            Is.EqualTo(Fraction.Zero),
            "the mean of 1 and −1; two sheets of a third variant say nothing"
        );
    }

    [Test]
    public void Leaving_one_judge_out_says_who_would_cross_the_line()
    {
        MarkedEntry[] entries = [Entry(1, 90, 90, 60), Entry(2, 81, 81, 81)];

        var without = Calibration.WithoutEach(entries, new() { FewestSheets = 3 }, One);

        Assert.That(without.Single(w => w.Judge == "J2").In, Is.EqualTo(new[] { "A-1" }));
        Assert.That(without.Single(w => w.Judge == "J2").Out, Is.EqualTo(new[] { "A-2" }));
        Assert.That(without.Where(w => w.Judge != "J2").All(w => w.IsStable));
    }

    [Test]
    public void Another_correction_says_who_would_cross_the_line()
    {
        MarkedEntry[] entries =
        [
            Entry(1, 90) with
            {
                Panel = "1",
            },
            Entry(2, 88) with
            {
                Panel = "1",
            },
            Entry(3, 80) with
            {
                Panel = "2",
            },
            Entry(4, 70) with
            {
                Panel = "2",
            },
        ];

        var tried = Calibration.OtherCorrections(entries, new(), One);

        Assert.That(
            tried.Select(t => t.Kind),
            Is.EqualTo(new[] { PanelNormalisation.MeanShift, PanelNormalisation.ZScore })
        );
        Assert.That(tried[0].In, Is.EqualTo(new[] { "A-3" }));
        Assert.That(tried[0].Out, Is.EqualTo(new[] { "A-1" }));
    }

    private static Fraction? HaloOf(params (decimal A, decimal B)[] sheets) =>
        Calibration.Habits([.. Marked(null, sheets)]).Single().Halo;

    private static IEnumerable<MarkedEntry> Marked(string? variant, params (decimal A, decimal B)[] sheets) =>
        sheets.Select(
            (s, n) =>
                new MarkedEntry(
                    new Guid(n + 1, 0, 0, new byte[8]),
                    $"A-{n}",
                    "a",
                    "",
                    [
                        new("J0", s.A + s.B, new Dictionary<string, decimal> { ["P1"] = s.A, ["P2"] = s.B })
                        {
                            Variant = variant,
                        },
                    ]
                )
        );

    private static MarkedEntry Entry(int number, params int[] totals) =>
        new(
            new Guid(number, 0, 0, new byte[8]),
            $"A-{number}",
            "a",
            "",
            [
                .. totals.Select(
                    (total, judge) =>
                        new MarkedSheet($"J{judge}", total, new Dictionary<string, decimal> { ["P1"] = total })
                        {
                            JudgeId = new Guid(judge + 100, 0, 0, new byte[8]),
                        }
                ),
            ]
        );
}

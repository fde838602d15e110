using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Scoring;

namespace Contest.Tests.Rules.Competitions;

/// <summary>Score sheets for some groups and tracks (DOMAIN.md 4.2, 4.3): which one an entry has, and what a rulebook may say.</summary>
public sealed class SheetVariantTests
{
    private static readonly Rulebook Book = Presets.Get("wangao-2023-like");
    private static readonly string First = Book.Grouping.Groups[0].Code;
    private static readonly string Second = Book.Grouping.Groups[^1].Code;

    [Test]
    public void The_first_variant_that_fits_is_an_entrys_own_and_else_the_main_sheet()
    {
        var rules = Book.Preliminary with
        {
            Variants = [Variant("startup-design", [First], [Track.Design]), Variant("startup", [First], [])],
        };

        Assert.Multiple(() =>
        {
            Assert.That(rules.SheetFor(First, Track.Design)?.Code, Is.EqualTo("startup-design"));
            Assert.That(rules.SheetFor(First, Track.Patent)?.Code, Is.EqualTo("startup"));
            Assert.That(rules.SheetFor(First, null)?.Code, Is.EqualTo("startup"), "no core right: no track");
            Assert.That(rules.SheetFor(Second, Track.Design), Is.Null);
            Assert.That(rules.SheetFor(null, null), Is.Null);
        });
    }

    [Test]
    public void Rules_on_a_variant_have_its_criteria_and_everything_else_as_it_was()
    {
        var variant = Variant("design", [], [Track.Design]);
        var rules = Book.Preliminary with { Variants = [variant] };

        Assert.Multiple(() =>
        {
            Assert.That(rules.On("design").Sheet, Is.EqualTo(variant.Sheet));
            Assert.That(rules.On("design") with { Sheet = rules.Sheet }, Is.EqualTo(rules));
            Assert.That(rules.On(null), Is.SameAs(rules));
            Assert.That(() => rules.On("gone"), Throws.InvalidOperationException);
        });
    }

    [TestCase(PatentKind.Invention, Track.Patent)]
    [TestCase(PatentKind.UtilityModel, Track.Patent)]
    [TestCase(PatentKind.PctInvention, Track.Patent)]
    [TestCase(PatentKind.PctUtilityModel, Track.Patent)]
    [TestCase(PatentKind.Design, Track.Design)]
    [TestCase(PatentKind.LayoutDesign, Track.LayoutDesign)]
    [TestCase(PatentKind.Trademark, Track.Trademark)]
    public void The_core_right_says_the_track(PatentKind core, Track track) =>
        Assert.That(
            Tracks.Of([(1, PatentKind.Trademark, false), (3, PatentKind.Trademark, true), (2, core, true)]),
            Is.EqualTo(track)
        );

    [Test]
    public void Without_a_core_right_there_is_no_track() =>
        Assert.That(Tracks.Of([(1, PatentKind.Design, false)]), Is.Null);

    [Test]
    public void A_start_up_sheet_and_a_design_sheet_are_no_problem() =>
        Assert.That(
            RulebookCheck.Problems(With(Variant("startup", [First], []), Variant("design", [], [Track.Design]))),
            Is.Empty
        );

    [Test]
    public void Between_groups_a_tied_criterion_may_be_worth_something_else() =>
        Assert.That(Codes(With(Variant("startup", [First], [], Moved(Book.Preliminary.Sheet)))), Is.Empty);

    [TestCaseSource(nameof(Broken))]
    public void What_cannot_be_is_named(string code, Rulebook rulebook) =>
        Assert.That(Codes(rulebook), Does.Contain(code));

    [Test]
    public void A_change_of_a_variant_is_named_in_the_difference()
    {
        var before = With(Variant("design", [], [Track.Design]));
        var after = With(Variant("design", [], [Track.Design], Moved(Book.Preliminary.Sheet)));
        var changes = RulebookDiff.Between(before, after);

        Assert.That(
            changes.Select(c => c.Path),
            Is.EqualTo(Book.Preliminary.Sheet.Take(2).Select(c => $"preliminary.variants.design.sheet.{c.Code}.most"))
        );
    }

    [Test]
    public void A_rulebook_with_variants_reads_back_as_it_was_written()
    {
        var json = CanonicalJson.Write(With(Variant("design", [First], [Track.Design, Track.LayoutDesign])));

        Assert.That(CanonicalJson.Write(CanonicalJson.Read<Rulebook>(json)), Is.EqualTo(json));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        var sheet = Book.Preliminary.Sheet;
        yield return Case("rulebook.variant_points_not_100", Variant("a", [First], [], [.. sheet.Skip(1)]));
        yield return Case("rulebook.variant_criteria_alike", Variant("a", [First], [], [.. sheet, sheet[0]]));
        yield return Case(
            "rulebook.step",
            Variant("a", [First], [], [sheet[0] with { Most = sheet[0].Most + 0.3m }, .. sheet.Skip(1)])
        );
        yield return Case("rulebook.variant_group_unknown", Variant("a", ["nobody"], []));
        yield return Case("rulebook.variant_track_unknown", Variant("a", [], [(Track)9]));
        yield return Case("rulebook.variant_name", Variant("a b", [First], []));
        yield return Case(
            "rulebook.variants_alike",
            Variant("a", [First], [Track.Design]),
            Variant("a", [First], [Track.LayoutDesign])
        );
        yield return Case(
            "rulebook.variant_unreachable",
            Variant("a", [First], []),
            Variant("b", [First], [Track.Design])
        );
        yield return Case(
            "rulebook.variant_unreachable",
            Variant("a", [], [Track.Trademark]),
            r => r with { Eligibility = r.Eligibility with { Kinds = ["invention", "design"] } }
        );
        yield return Case(
            "rulebook.variant_tie_criterion",
            Variant("a", [], [Track.Design], [.. sheet.Select(c => c with { Code = $"D{c.Code}" })]),
            TiesBy(sheet[0].Code)
        );
        yield return Case(
            "rulebook.variant_tie_points",
            Variant("a", [], [Track.Design], Moved(sheet)),
            TiesBy(sheet[0].Code)
        );
    }

    private static TestCaseData Case(string code, params SheetVariant[] variants) => Named(code, With(variants));

    private static TestCaseData Case(string code, SheetVariant variant, Func<Rulebook, Rulebook> change) =>
        Named(code, change(With(variant)));

    private static TestCaseData Named(string code, Rulebook rulebook) =>
        new TestCaseData(code, rulebook).SetArgDisplayNames(code, $"{rulebook.Preliminary.Variants.Count}");

    private static Func<Rulebook, Rulebook> TiesBy(string criterion) =>
        r => r with { Preliminary = r.Preliminary with { Ties = [new(TieKind.Criterion, criterion)] } };

    private static IEnumerable<string> Codes(Rulebook rulebook) => RulebookCheck.Problems(rulebook).Select(p => p.Code);

    private static Rulebook With(params SheetVariant[] variants) =>
        Book with
        {
            Preliminary = Book.Preliminary with { Variants = variants },
        };

    /// <summary>One point more for the first criterion, one less for the second.</summary>
    private static IReadOnlyList<Criterion> Moved(IReadOnlyList<Criterion> sheet) =>
        [sheet[0] with { Most = sheet[0].Most + 1 }, sheet[1] with { Most = sheet[1].Most - 1 }, .. sheet.Skip(2)];

    private static SheetVariant Variant(
        string code,
        IReadOnlyList<string> groups,
        IReadOnlyList<Track> tracks,
        IReadOnlyList<Criterion>? sheet = null
    ) => new(code, new($"{code} 表", "", ""), groups, tracks, sheet ?? Book.Preliminary.Sheet);
}

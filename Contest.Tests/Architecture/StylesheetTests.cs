using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Contest.Tests.Support;

namespace Contest.Tests.Architecture;

/// <summary>What DESIGN.md asks of every stylesheet: type, motion, shape, focus, and browsers of some age.</summary>
public sealed partial class StylesheetTests
{
    private const string Still = "prefers-reduced-motion";

    private static IEnumerable<string> Bundles => Stylesheet.Bundles.Select(b => Path.GetFileName(b));

    /// <summary>Those a page can stand on; judge-more.css only ever comes beside judge.css.</summary>
    private static IEnumerable<string> WholeBundles => Bundles.Where(b => b != "judge-more.css");

    /// <summary>DESIGN.md 12: old web views drop these silently, and whole rules with them (:is and :where as well).</summary>
    [TestCaseSource(nameof(Bundles))]
    public void Nothing_is_newer_than_the_oldest_browser(string bundle)
    {
        var css = Conditional().Replace(File.ReadAllText(Checkout.Path("Contest.Web", "wwwroot", "dist", bundle)), "");
        Assert.That(TooNew().Matches(css).Select(m => m.Value), Is.Empty);
    }

    /// <summary>DESIGN.md 3: 13 px is the smallest, 16 px whatever is typed into.</summary>
    [Test]
    public void Nothing_is_set_smaller_than_can_be_read()
    {
        var small =
            from rule in Stylesheet.Sources
            where !IsFigure(rule)
            from size in Sizes(rule)
            let least = rule.File.StartsWith("screen", StringComparison.Ordinal) ? 1.2m
            : Typed().IsMatch(rule.Selector) ? 1m
            : 0.8125m
            where size < least
            select $"{rule}: {size}rem";
        Assert.That(small, Is.Empty);
    }

    /// <summary>DESIGN.md 3: four weights, no slanted Chinese, no font that follows the system's language.</summary>
    [Test]
    public void Type_keeps_to_the_designs_weights_and_stacks()
    {
        var strangers =
            from d in Stylesheet.Declared
            where
                d.Property is "font-style"
                || d.Property is "font-weight" && d.Value is not ("400" or "500" or "600" or "700")
                || d.Property is "font" && !Weight().IsMatch(d.Value) && d.Value != "inherit"
                || d.Value.Contains("system-ui", StringComparison.Ordinal)
            select $"{d.Rule}: {d.Property} {d.Value}";
        Assert.That(strangers, Is.Empty);
    }

    /// <summary>DESIGN.md 3: only short words and codes are spaced out.</summary>
    [Test]
    public void Letters_are_spaced_out_in_short_words_only()
    {
        string[] shortOnes =
        [
            ".input.num",
            ".show-phase",
            ".show-phase:lang(en)",
            ".show-clock",
            ".draw-tag",
            ".draw-tag:lang(en)",
        ];
        var spaced = Stylesheet.Sources.Where(r => r["letter-spacing"] is not null).Select(r => r.Selector);
        Assert.That(spaced.Except(shortOnes), Is.Empty);
    }

    [TestCase("Show", "Phase")]
    [TestCase("DrawWords", "Screen(Done|Waiting|Drawing)$")]
    public void The_words_that_are_spaced_out_have_six_characters_at_most(string texts, string keys)
    {
        foreach (var file in (string[])[$"{texts}.resx", $"{texts}.zh-HK.resx"])
        {
            var words = XDocument
                .Load(Checkout.Path("Contest.Web", "Texts", file))
                .Descendants("data")
                .Where(d => Regex.IsMatch(d.Attribute("name")!.Value, $"^{keys}"))
                .Select(d => d.Element("value")!.Value)
                .ToList();
            Assert.That(words, Is.Not.Empty);
            Assert.That(words.Where(w => w.Length > 6), Is.Empty, file);
        }
    }

    /// <summary>DESIGN.md 6: moved and faded, never laid out anew.</summary>
    [Test]
    public void Motion_never_changes_the_layout()
    {
        string[] calm = ["transform", "opacity", "color", "background-color", "border-color"];
        var frames =
            from d in Stylesheet.Declared
            where d.Rule.Around.Contains("@keyframes", StringComparison.Ordinal) && !calm.Contains(d.Property)
            select $"{d.Rule}: {d.Property}";
        var transitions =
            from d in Stylesheet.Declared
            where d.Property == "transition" && !d.Rule.Around.Contains(Still, StringComparison.Ordinal)
            from part in d.Value.Split(',')
            let moved = part.Trim().Split(' ')[0]
            where Word().IsMatch(moved) && !calm.Contains(moved)
            select $"{d.Rule}: {d.Value}";
        Assert.That(frames.Concat(transitions), Is.Empty);
    }

    /// <summary>DESIGN.md 6: the busy dot and the very slow rosette of the hall, nothing else.</summary>
    [Test]
    public void Nothing_loops_but_the_busy_dot_and_the_rosette()
    {
        var loops =
            from rule in Stylesheet.Sources
            where rule["animation"]?.Contains("infinite", StringComparison.Ordinal) == true
            select $"{rule.Selector} {Seconds().Match(rule["animation"]!).Value}";
        Assert.That(
            loops,
            Is.EquivalentTo((string[])[".pill-busy.is-moving::before 1s", ".stage-box > .guilloche 240s"])
        );
    }

    /// <summary>DESIGN.md 6: whoever asks for less motion sees the final state at once, in every bundle.</summary>
    [TestCaseSource(nameof(WholeBundles))]
    public void Whoever_asks_for_less_motion_gets_none(string bundle)
    {
        var css = File.ReadAllText(Checkout.Path("Contest.Web", "wwwroot", "dist", bundle));
        var rules = Stylesheet.Parse(bundle, css).ToList();
        var stills = rules.Where(r => r.Around.Contains(Still, StringComparison.Ordinal)).ToList();

        Assert.That(
            rules.Any(r => r.Declarations.Any(d => d.Property.StartsWith("animation", StringComparison.Ordinal)))
        );
        Assert.That(
            stills.Any(r =>
                r.Selector.Split(',').Contains("*")
                && r.Declarations.Any(d => d.Property.StartsWith("animation", StringComparison.Ordinal))
                && r.Declarations.Any(d => d.Property.StartsWith("transition", StringComparison.Ordinal))
            )
        );
    }

    /// <summary>DESIGN.md 10: a ring of 3 px, never removed but where another one stands for it.</summary>
    [TestCaseSource(nameof(WholeBundles))]
    public void Where_the_focus_is_can_be_seen(string bundle)
    {
        var rules = Stylesheet
            .Parse(bundle, File.ReadAllText(Checkout.Path("Contest.Web", "wwwroot", "dist", bundle)))
            .ToList();
        // main takes the focus of the skip link; the stepper around its number has the ring
        string[] without = ["main:focus", ".stepper input.num"];

        Assert.That(rules.Where(r => r["outline"] is "none" or "0").Select(r => r.Selector).Except(without), Is.Empty);
        if (rules.Any(r => r.Selector == ".stepper input.num"))
            Assert.That(
                rules.Single(r => r.Selector == ".stepper:focus-within")["outline"],
                Does.StartWith("3px solid")
            );
        var ring = rules.Single(r => r.Selector == ":focus-visible");
        Assert.That((ring["outline"], ring["outline-offset"]), Is.EqualTo(("3px solid var(--focus)", "2px")));
    }

    /// <summary>DESIGN.md 10: what is pressed is at least 44 px high.</summary>
    [TestCase(".btn")]
    [TestCase("select")]
    [TestCase(".tabs a")]
    [TestCase(".languages a")]
    [TestCase(".sections a")]
    [TestCase(".link")]
    [TestCase(".choice")]
    [TestCase(".brand")]
    [TestCase(".foot a")]
    [TestCase(".rail-short summary")]
    [TestCase(".pager a")]
    [TestCase(".choose")]
    public void What_is_pressed_is_as_high_as_a_finger(string control)
    {
        var heights = Stylesheet
            .Sources.Where(r => r.Selector.Split(',').Any(s => s.Trim() == control))
            .Select(r => r["min-height"])
            .OfType<string>()
            .ToList();
        Assert.That(heights, Is.Not.Empty);
        Assert.That(heights.Select(h => Palette.Paper.Resolve(h)).Select(Rem), Has.All.GreaterThanOrEqualTo(2.75m));
    }

    /// <summary>DESIGN.md 4: shadows only under what floats over content; a hard ring or an inner line is none.</summary>
    [Test]
    public void Shadows_lie_only_under_what_floats()
    {
        string[] floating = [".bottom-bar", ".sheet-foot", ".anchors ol"];
        var shadows =
            from rule in Stylesheet.Sources
            where rule["box-shadow"] is { } shadow && Blurred().IsMatch(shadow)
            select rule.Selector;
        Assert.That(shadows.Except(floating), Is.Empty);
    }

    /// <summary>DESIGN.md 14: no purple, no rainbow, no glass.</summary>
    [Test]
    public void There_is_no_purple_no_rainbow_and_no_glass()
    {
        var purple =
            from d in Stylesheet.Declared
            from colour in Colour.In(d.Value)
            where colour is { Chroma: > 0.1, Hue: > 250 and < 330 }
            select $"{d.Rule}: {d.Value}";
        var rainbows =
            from d in Stylesheet.Declared
            where d.Value.Contains("gradient", StringComparison.Ordinal)
            let hues = Colour
                .In(Palette.Of(d.Rule).Resolve(d.Value))
                .Where(c => c.Chroma > 0.1)
                .Select(c => c.Hue)
                .ToList()
            where hues.Count > 0 && hues.Max() - hues.Min() is > 40 and < 320
            select $"{d.Rule}: {d.Value}";
        var glass = Stylesheet
            .Declared.Where(d => d.Property.Contains("backdrop-filter", StringComparison.Ordinal))
            .Select(d => $"{d.Rule}");
        Assert.That(purple.Concat(rainbows).Concat(glass), Is.Empty);
    }

    /// <summary>DESIGN.md 1 and 14: vermilion is a committed act and never an error; gold is for awards, not for buttons.</summary>
    [Test]
    public void Vermilion_is_no_error_and_gold_no_button()
    {
        var wrong =
            from d in Stylesheet.Declared
            where
                d.Value.Contains("var(--seal", StringComparison.Ordinal)
                    && d.Rule.Selector.Contains("error", StringComparison.Ordinal)
                || d.Value.Contains("var(--gold", StringComparison.Ordinal)
                    && d.Rule.Selector.Contains(".btn", StringComparison.Ordinal)
            select $"{d.Rule}: {d.Value}";
        Assert.That(wrong, Is.Empty);
    }

    /// <summary>DESIGN.md 12: no third-party host is ever asked.</summary>
    [TestCaseSource(nameof(Bundles))]
    public void Styles_fetch_nothing_from_elsewhere(string bundle)
    {
        var css = File.ReadAllText(Checkout.Path("Contest.Web", "wwwroot", "dist", bundle));
        var fetched = Fetched().Matches(css).Select(m => m.Groups[1].Value);
        Assert.That(fetched.Where(u => !u.StartsWith('/') || u.StartsWith("//", StringComparison.Ordinal)), Is.Empty);
    }

    // drawings have units of their own
    private static bool IsFigure(StyleRule rule) =>
        rule.Selector.Contains(".fig", StringComparison.Ordinal)
        && !rule.Selector.Contains(".figures", StringComparison.Ordinal);

    private static IEnumerable<decimal> Sizes(StyleRule rule)
    {
        foreach (var written in (string?[])[rule["font-size"], rule["font"]])
            if (written is not null && Size().Match(Palette.Paper.Resolve(written)) is { Success: true } size)
                yield return Rem(size.Value);
    }

    private static decimal Rem(string size) =>
        decimal.Parse(Amount().Match(size).Value, CultureInfo.InvariantCulture)
        / (size.EndsWith("px", StringComparison.Ordinal) ? 16 : 1);

    [GeneratedRegex(
        @"@layer|@container|@scope|@starting-style|:has\(|:is\(|:where\(|color-mix\(|oklch\(|oklab\(|light-dark\(|subgrid|animation-timeline|\d[dsl]v[hw]\b|&"
    )]
    private static partial Regex TooNew();

    [GeneratedRegex(@"@supports[^{]*\{([^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\binput\b|select|textarea|\.input")]
    private static partial Regex Typed();

    [GeneratedRegex(@"\d*\.?\d+(rem|px)(?=$|[\s/;])")]
    private static partial Regex Size();

    [GeneratedRegex(@"\d*\.?\d+")]
    private static partial Regex Amount();

    [GeneratedRegex("^(400|500|600|700) ")]
    private static partial Regex Weight();

    [GeneratedRegex("^[a-z-]+$")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b\d+m?s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"(?<!inset )\b0 -?\d+px [1-9]\d*px|\d+px -?\d+px [1-9]\d*px")]
    private static partial Regex Blurred();

    [GeneratedRegex(@"url\([""']?([^""')]+)")]
    private static partial Regex Fetched();
}

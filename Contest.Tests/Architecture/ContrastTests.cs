using System.Text.RegularExpressions;
using Contest.Tests.Support;

namespace Contest.Tests.Architecture;

/// <summary>Everything written can be read: the pairs of DESIGN.md section 2, by the formula of WCAG 2.2 (1.4.3, 1.4.6, 1.4.11).</summary>
public sealed partial class ContrastTests
{
    private const double Text = 4.5;
    private const double BodyText = 7;
    private const double LargeTextOrControl = 3;

    [TestCase("ink", "paper", BodyText)]
    [TestCase("ink", "surface", BodyText)]
    [TestCase("ink", "surface-sunk", BodyText)]
    [TestCase("ink", "warn-soft", BodyText)]
    [TestCase("ink", "harbour-soft", BodyText)]
    [TestCase("ink-2", "paper", BodyText)]
    [TestCase("ink-2", "surface", BodyText)]
    [TestCase("ink-2", "surface-sunk", Text)]
    [TestCase("ink-2", "harbour-soft", Text)]
    [TestCase("ink-3", "paper", Text)]
    [TestCase("ink-3", "surface", Text)]
    [TestCase("ink-3", "surface-sunk", Text)]
    [TestCase("harbour", "surface", BodyText)]
    [TestCase("harbour", "paper", Text)]
    [TestCase("harbour", "surface-sunk", Text)]
    [TestCase("harbour", "harbour-soft", Text)]
    [TestCase("harbour-deep", "surface", BodyText)]
    [TestCase("seal", "surface", Text)]
    [TestCase("seal", "paper", Text)]
    [TestCase("seal", "surface-sunk", Text)]
    [TestCase("seal", "seal-soft", Text)]
    [TestCase("seal-deep", "seal-soft", Text)]
    [TestCase("gold", "surface", Text)]
    [TestCase("gold", "paper", Text)]
    [TestCase("gold", "gold-soft", Text)]
    [TestCase("ok", "surface", Text)]
    [TestCase("ok", "paper", Text)]
    [TestCase("ok", "ok-soft", Text)]
    [TestCase("warn", "surface", Text)]
    [TestCase("warn", "surface-sunk", Text)]
    [TestCase("warn", "warn-soft", Text)]
    [TestCase("error", "surface", Text)]
    [TestCase("error", "paper", Text)]
    [TestCase("error", "error-soft", Text)]
    [TestCase("gold-deep", "gold-soft", BodyText)]
    [TestCase("warn-deep", "warn-soft", BodyText)]
    [TestCase("on-dark", "bar", BodyText)]
    [TestCase("on-dark-2", "bar", BodyText)]
    [TestCase("on-dark", "ink", BodyText)]
    [TestCase("on-dark", "harbour", BodyText)]
    [TestCase("on-dark", "harbour-deep", BodyText)]
    [TestCase("on-dark", "seal", Text)]
    [TestCase("on-dark", "seal-deep", Text)]
    [TestCase("line-strong", "paper", LargeTextOrControl)]
    [TestCase("line-strong", "surface", LargeTextOrControl)]
    [TestCase("focus", "paper", LargeTextOrControl)]
    [TestCase("focus", "surface-sunk", LargeTextOrControl)]
    public void On_paper_every_ink_stands_out_from_its_ground(string ink, string ground, double least) =>
        StandsOut(Palette.Paper, ink, ground, least);

    [TestCase("ink", "bg", BodyText)]
    [TestCase("ink", "panel", BodyText)]
    [TestCase("ink", "panel-2", BodyText)]
    [TestCase("ink-2", "bg", BodyText)]
    [TestCase("ink-2", "panel", BodyText)]
    [TestCase("ink-2", "panel-2", Text)]
    [TestCase("ink-3", "bg", Text)]
    [TestCase("ink-3", "panel", Text)]
    [TestCase("ink-3", "panel-2", Text)]
    [TestCase("cyan", "bg", BodyText)]
    [TestCase("gold", "bg", BodyText)]
    [TestCase("gold", "panel-2", BodyText)]
    [TestCase("seal", "bg", Text)]
    [TestCase("seal", "panel-2", LargeTextOrControl)]
    [TestCase("focus", "bg", LargeTextOrControl)]
    [TestCase("cyan", "panel-2", LargeTextOrControl)]
    public void In_the_hall_every_ink_stands_out_from_its_ground(string ink, string ground, double least) =>
        StandsOut(Palette.Screen, ink, ground, least);

    [Test]
    public void A_rule_that_sets_text_and_its_ground_sets_a_pair_that_can_be_read()
    {
        var pale =
            from rule in Stylesheet.Sources
            let palette = Palette.Of(rule)
            let ink = rule["color"]
            let ground = rule["background"] ?? rule["background-color"]
            where ink is not null && ground is not null && !IsDrawing(rule)
            from under in Colour.In(palette.Resolve(ground))
            let paper = palette[palette == Palette.Screen ? "bg" : "paper"]
            let ratio = Colour.In(palette.Resolve(ink)).Single().Against(under.Over(paper))
            where ratio < Text
            select $"{rule}: {ink} on {ground} is {ratio:0.00}";
        Assert.That(pale, Is.Empty);
    }

    [Test]
    public void Text_is_written_in_the_inks_of_the_design()
    {
        var strangers =
            from declared in Stylesheet.Declared
            where declared.Property == "color" && !IsDrawing(declared.Rule) && !Ink().IsMatch(declared.Value)
            select $"{declared.Rule}: {declared.Value}";
        Assert.That(strangers, Is.Empty);
    }

    [Test]
    public void The_fine_line_between_things_is_never_the_border_of_a_control()
    {
        var faint =
            from declared in Stylesheet.Declared
            where declared.Property.StartsWith("border", StringComparison.Ordinal)
            where FineLine().IsMatch(declared.Value) && Control().IsMatch(declared.Rule.Selector)
            where !declared.Rule.Selector.Contains("aria-disabled", StringComparison.Ordinal)
            select declared.Rule.ToString();
        Assert.That(faint, Is.Empty);
    }

    // drawn, not written: security lines, the cover's ink, the line through a dropped score, a reel that shows no number
    private static bool IsDrawing(StyleRule rule) =>
        rule.Selector.EndsWith(".guilloche", StringComparison.Ordinal)
        || rule.Selector
            is ".show-figure"
                or ".is-dropped .tile-score"
                or ".reel-column > [aria-hidden], .reel-column > .is-idle";

    private static void StandsOut(Palette palette, string ink, string ground, double least)
    {
        var ratio = palette[ink].Against(palette[ground]);
        TestContext.Out.WriteLine($"{ink} on {ground}: {ratio:0.00}");
        Assert.That(ratio, Is.AtLeast(least), $"{ink} on {ground}");
    }

    [GeneratedRegex(
        @"^(var\(--(ink(-2|-3)?|surface|harbour(-deep)?|seal(-deep)?|gold(-deep)?|ok|warn(-deep)?|error|cyan|on-dark(-2)?)\)|inherit|currentColor)$"
    )]
    private static partial Regex Ink();

    [GeneratedRegex(@"var\(--line\)")]
    private static partial Regex FineLine();

    [GeneratedRegex(@"(\.btn[-\w]*|(\.input|\bselect|textarea|\binput|\.stepper|\.choose)(?![-\w]))")]
    private static partial Regex Control();
}

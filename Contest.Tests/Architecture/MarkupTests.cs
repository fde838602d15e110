using System.Text.RegularExpressions;
using System.Xml.Linq;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;

namespace Contest.Tests.Architecture;

/// <summary>What DESIGN.md 12 and 13 ask of every page: nothing the policy would block, nobody else's hosts, calm words.</summary>
public sealed partial class MarkupTests
{
    [Test]
    public void No_markup_has_inline_styles_scripts_or_handlers()
    {
        var found =
            from file in Checkout.Files("Contest.Web", ".cshtml", ".cs")
            let markup = RazorComment().Replace(File.ReadAllText(file), "")
            from Match inline in Inline().Matches(markup)
            select $"{Path.GetRelativePath(Checkout.Root, file)}: {inline.Value}";
        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Every_picture_says_how_large_it_is_and_what_it_shows()
    {
        var found =
            from file in Checkout.Files("Contest.Web", ".cshtml")
            from Match image in Image().Matches(File.ReadAllText(file))
            where new[] { " width=", " height=", " alt=" }.Any(a => !image.Value.Contains(a, StringComparison.Ordinal))
            select $"{Path.GetRelativePath(Checkout.Root, file)}: {image.Value}";
        Assert.That(found, Is.Empty);
    }

    [TestCase(DemoStage.Voting, Role.Entrant)]
    [TestCase(DemoStage.Preliminary, Role.Judge)]
    [TestCase(DemoStage.Final, Role.Organizer)]
    [TestCase(DemoStage.Results, null)]
    public async Task What_is_served_is_styled_and_moved_by_our_own_files_only(DemoStage stage, Role? role)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        using Visitor visitor = new(app);
        if (role is { } signedIn)
            await visitor.SignInAsync(app, signedIn);
        var pages = await ServedPages.OfAsync(app, visitor, role);
        var inline =
            from page in pages
            from element in page.Html.All
            where
                element.Attributes.Any(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal))
                || element.LocalName == "style"
                || element.LocalName == "script"
                    && !element.HasAttribute("src")
                    && element.GetAttribute("type") is not ("application/json" or "application/ld+json")
            select $"{page.Path}: {element.OuterHtml[..Math.Min(120, element.OuterHtml.Length)]}";
        var foreign =
            from page in pages
            from element in page.Html.QuerySelectorAll("script, img, iframe, source, link:not([rel~=alternate])")
            let address = element.GetAttribute("src") ?? element.GetAttribute("href")
            where
                address is not null && (!address.StartsWith('/') || address.StartsWith("//", StringComparison.Ordinal))
            select $"{page.Path}: {address}";

        Assert.That(pages, Has.Count.GreaterThan(10));
        Assert.That(inline, Is.Empty);
        Assert.That(foreign.Where(f => !f.Contains(": data:", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>esbuild leaves ?. as it is (esbuild.mjs): Chromium 87 to 90 err in this one form of it.</summary>
    [Test]
    public void No_script_spreads_arguments_after_a_question_mark()
    {
        var found =
            from file in Checkout.Files("Contest.Web", ".ts")
            from Match call in SpreadAfterQuestion().Matches(File.ReadAllText(file))
            select $"{Path.GetRelativePath(Checkout.Root, file)}: {call.Value}";
        Assert.That(found, Is.Empty);
    }

    /// <summary>DESIGN.md 13: no exclamation marks, no emoji, no "dear user".</summary>
    [TestCase("Contest.Web")]
    [TestCase("Contest.Core")]
    public void Words_are_calm(string project)
    {
        var loud =
            from file in Directory.GetFiles(Checkout.Path(project, "Texts"), "*.resx")
            from data in XDocument.Load(file).Root!.Elements("data")
            from Match match in Loud().Matches(data.Element("value")!.Value)
            select $"{Path.GetFileName(file)} {data.Attribute("name")!.Value}: {match.Value}";
        Assert.That(loud, Is.Empty);
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex(
        """
            \sstyle=\\?["']|\son[a-z]+=\\?["']|<style[\s>]|javascript:|<script>|<script\s(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Inline();

    [GeneratedRegex(@"\?\.[\w.\[\]!]*\((?:[^()]*,)?\s*\.\.\.[^()]*\)")]
    private static partial Regex SpreadAfterQuestion();

    [GeneratedRegex("<img [^>]*>")]
    private static partial Regex Image();

    // emoji: the pictographs beyond the plane of writing, and the coloured ones before it
    [GeneratedRegex(@"[!\uff01]|[\ud83c-\ud83e][\udc00-\udfff]|\ufe0f|\u5c0a\u656c\u7684\u7528")]
    private static partial Regex Loud();
}

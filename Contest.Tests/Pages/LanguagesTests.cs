using AngleSharp.Dom;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Pages;

/// <summary>
/// Pages as each role reads them: nothing untranslated and nothing in the wrong script, except data, which is marked
/// with its language.
/// </summary>
public sealed class LanguagesTests
{
    private static readonly string[] Spoken =
    [
        "aria-label",
        "title",
        "alt",
        "placeholder",
        "data-confirm",
        "data-words",
    ];

    [TestCase("zh-HK", DemoStage.Voting)]
    [TestCase("en", DemoStage.Voting)]
    [TestCase("zh-HK", DemoStage.Results)]
    [TestCase("en", DemoStage.Results)]
    public async Task Every_page_is_written_in_the_language_of_its_reader(string culture, DemoStage stage)
    {
        await using var app = await ContestApp.StartAtAsync(stage);
        List<string> strangers = [];
        foreach (var role in (Role?[])[null, Role.Organizer, Role.Judge, Role.Entrant])
        {
            using Visitor visitor = new(app, culture);
            if (role is { } signedIn)
                await visitor.SignInAsync(app, signedIn);
            foreach (var path in await PathsAsync(app, role))
                strangers.AddRange((await StrangersAsync(visitor, path, culture)).Select(s => $"{path}: {s}"));
        }
        Assert.That(string.Join('\n', strangers.Distinct()), Is.Empty);
    }

    /// <summary>Every page of the table of rights this viewer may see, with parameters of things there are.</summary>
    private static async Task<IEnumerable<string>> PathsAsync(ContestApp app, Role? role)
    {
        var values = await RouteValues.OfAsync(app, role);
        return Rights
            .All.Where(r =>
                r.Who.HasFlag(RouteValues.WhoIs(role))
                && !r.Route.StartsWith("/account/sign-out", StringComparison.Ordinal)
            )
            .Select(r => RouteValues.Fill(r.Route, values));
    }

    private static async Task<IEnumerable<string>> StrangersAsync(Visitor visitor, string path, string culture)
    {
        if (path.StartsWith("/api", StringComparison.Ordinal))
            return []; // data for programs
        using var answer = await visitor.GetAsync(path);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html")
            return [];
        var page = await Visitor.ReadAsync(answer);
        var marked = $"[lang]:not(html):not([lang='{culture}']), script, style, textarea";
        var title = page.Title ?? "";
        foreach (var data in page.QuerySelectorAll(marked).ToList())
        {
            if (data.TextContent.Length > 0)
                title = title.Replace(data.TextContent, "", StringComparison.Ordinal); // a page may be named for its data
            data.Remove();
        }
        var words = page.All.SelectMany(e => Spoken.Select(e.GetAttribute)).OfType<string>();
        return words.Append(title).Append(page.Body!.TextContent).SelectMany(w => Script.Strangers(w, culture));
    }
}

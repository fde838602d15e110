using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Tests.Support;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

public sealed partial class AnEditionIsLivedTests
{
    private static readonly string[] Names = ["林志远", "沈若琳", "霍建邦", "麦嘉仪", "顾承泽", "罗绮雯", "岑伯钧"];

    private readonly List<Someone> _judges = [];

    /// <summary>Seven judges are added with their mailboxes, open their accounts and get their sheets.</summary>
    private async Task JuryAsync(Someone organizer)
    {
        var page = organizer.Page;
        foreach (var name in Names)
        {
            var judge = await SomeoneAsync(name);
            _judges.Add(judge);
            await organizer.GoAsync($"{Desk}/jury");
            await FillAsync(
                page,
                ("Name", name),
                ("Employer", $"{name[..1]}氏知识产权研究所"),
                ("Email", judge.Mailbox)
            );
            await page.CheckAsync("[name='Input.IsFinalJudge'][type=checkbox]");
            await organizer.PressAsync("form[action*='handler=Add'] button");
            await organizer.SeesAsync($"已添加评委 {name}");
            await judge.OpenAccountAsync(await LinkAsync(judge));
        }
        await ClockAsync(Stage.Voting, opens: true);
        await organizer.GoAsync($"{Desk}/jury");
        await organizer.PressAsync("form[action*='Assign'] button");
        await organizer.GoAsync($"{Desk}/jury");
        await organizer.SeesAsync("0 / 3");
    }

    /// <summary>A voter on a phone votes, keeps the receipt and finds it again; others vote as well; the vote is counted.</summary>
    private async Task VotingAsync()
    {
        var voter = await SomeoneAsync("陈小姐", 390, "zh-HK");
        var page = voter.Page;
        await voter.GoAsync("/");
        await voter.GoAsync($"/{Slug}");
        await voter.GoAsync($"/{Slug}/vote");
        await page.ClickAsync("form[data-vote] button >> nth=0");
        await Assertions.Expect(page.Locator("[href*='/vote/receipt?code=']").First).ToBeVisibleAsync();
        var receipt = await page.Locator("[href*='/vote/receipt?code=']").First.GetAttributeAsync("href");
        await voter.GoAsync(receipt!);
        await voter.SeesAsync(Regex.Match(receipt!, "code=(.+)").Groups[1].Value);
        await voter.GoAsync($"/{Slug}/vote/mine");
        for (var other = 0; other < 40; other++)
            await VoteAsync(other);

        await ClockAsync(Stage.Voting, opens: false);
        await voter.GoAsync($"/{Slug}/vote");
        Assert.That(await page.Locator("form[data-vote]").CountAsync(), Is.Zero);
    }

    /// <summary>One of the others: a phone without script, and three choices.</summary>
    private async Task VoteAsync(int nth)
    {
        using Visitor visitor = new(_app);
        foreach (var card in new[] { nth % 7, 10 + (nth % 5), 20 + (nth % 3) })
        {
            var page = await visitor.SeeAsync($"/{Slug}/vote");
            var form = page.QuerySelectorAll("form[data-vote]")
                .OfType<AngleSharp.Html.Dom.IHtmlFormElement>()
                .OrderBy(f => f.QuerySelector("[name=Choice]")!.GetAttribute("value"), StringComparer.Ordinal)
                .ElementAt(card);
            var cast = await visitor.SubmitAsync(form, $"/{Slug}/vote");
            Assert.That(cast.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }
    }

    /// <summary>The judges score; the round closes at its time; two people confirm it, then it is public who goes on.</summary>
    private async Task PreliminaryAsync(Someone organizer, Someone supervisor, Someone visitor)
    {
        await Task.WhenAll(_judges.Select((judge, nth) => ScoreAllAsync(judge, nth)));
        await organizer.GoAsync($"{Desk}/jury");
        await ClockAsync(Stage.Preliminary, opens: false);
        await organizer.GoAsync($"{Desk}/jury");
        await organizer.GoAsync($"{Desk}/vote");
        await visitor.GoAsync($"/{Slug}/advancement");
        Assert.That(await visitor.Page.Locator("main tbody tr").CountAsync(), Is.Zero, "not before two people confirm");
        await organizer.GoAsync($"{Desk}/jury/standings");
        await organizer.GoAsync($"{Desk}/jury/closing");
        await organizer.PressAsync("form[action*='handler=Confirm'] button");
        await supervisor.GoAsync($"{Desk}/approvals");
        await supervisor.PressAsync("button[name=approve][value=true]");
        await organizer.GoAsync($"{Desk}/jury/closing");
        await visitor.GoAsync($"/{Slug}/advancement");
        Assert.That(await visitor.Page.Locator("main tbody tr").CountAsync(), Is.GreaterThan(0));
    }

    /// <summary>The first sheet by hand, the others as the page's own script saves them.</summary>
    private static async Task ScoreAllAsync(Someone judge, int nth)
    {
        // the terms come before the first dossier, whatever was asked for
        await judge.GoAsync("/jury");
        await judge.Page.CheckAsync("[name=accepted]");
        await judge.Page.ClickAsync("main button[type=submit]");
        await judge.GoAsync("/jury");
        var open = await OpenSheetsAsync(judge);
        var most = await ScoreByHandAsync(judge, open[0], nth);
        foreach (var address in open.Skip(1))
            await ScoreByScriptAsync(judge, address, most, nth);
    }

    /// <summary>Goes to a sheet, types every mark and a comment, submits, and sees the seal; returns the marks' maxima.</summary>
    private static async Task<Dictionary<string, decimal>> ScoreByHandAsync(Someone judge, string address, int nth)
    {
        var page = judge.Page;
        await judge.GoAsync(address);
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器");
        Dictionary<string, decimal> most = [];
        foreach (var slider in await page.Locator("[data-slider]").AllAsync())
            most.Add(
                (await slider.GetAttributeAsync("data-slider"))!,
                decimal.Parse((await slider.GetAttributeAsync("max"))!, CultureInfo.InvariantCulture)
            );
        foreach (var (code, points) in most)
            await page.FillAsync($"[data-field={code}]", Points(points, nth, address));
        await page.FillAsync("textarea[data-field]", "布局清楚，建议补充海外同族。");
        await Assertions.Expect(page.Locator("[data-pill]")).ToHaveTextAsync("已保存到服务器");
        await page.ClickAsync("[data-submit]");
        await page.ClickAsync("dialog .btn-seal");
        await Assertions.Expect(page.Locator("[data-seal]")).ToBeVisibleAsync(new() { Timeout = 20000 });
        return most;
    }

    private static async Task<List<string>> OpenSheetsAsync(Someone judge)
    {
        var links = await judge.Page.Locator("tr:not(:has(.is-submitted)) a.desk-link").AllAsync();
        List<string> addresses = [];
        foreach (var link in links)
            addresses.Add((await link.GetAttributeAsync("href"))!);
        return addresses;
    }

    private static async Task ScoreByScriptAsync(
        Someone judge,
        string address,
        Dictionary<string, decimal> most,
        int nth
    )
    {
        var api = $"/api/sheets/{address.Split('/')[^1]}";
        var token = await judge.Page.EvaluateAsync<string>(
            "async a => (await (await fetch(a + '?device=journey')).json()).token",
            api
        );
        var set = most.ToDictionary(m => m.Key, m => Points(m.Value, nth, address));
        set["comment"] = "布局清楚，建议补充海外同族。";
        var status = await judge.Page.EvaluateAsync<int>(
            """
            async ([address, token, set]) => (await fetch(address, {
              method: 'PUT',
              headers: { 'Content-Type': 'application/json', RequestVerificationToken: token },
              body: JSON.stringify({ device: 'journey', rev: 1, base: 0, set: JSON.parse(set), submit: true }),
            })).status
            """,
            new[] { api, token, JsonSerializer.Serialize(set) }
        );
        Assert.That(status, Is.EqualTo(200), address);
    }

    /// <summary>Between 60 and 90 percent, in half points; the same for the same judge and place.</summary>
    private static string Points(decimal most, int nth, string place)
    {
        var share = 0.6m + ((place.Sum(c => c) + (nth * 7)) % 31 / 100m);
        return (decimal.Floor(most * share * 2) / 2).ToString("0.#", null);
    }
}

using Contest.Core;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

public sealed partial class AnEditionIsLivedTests
{
    private Dictionary<string, decimal> _finalMost = [];

    /// <summary>Three parties commit, public numbers are entered, codes revealed, the order drawn, opened, and recomputed by a visitor.</summary>
    private async Task DrawAsync(Someone organizer, Someone supervisor, Someone visitor)
    {
        await ClockAsync(Stage.Draw, opens: true);
        Dictionary<string, string> codes = [];
        (Someone Who, string Party)[] parties =
        [
            (organizer, "organizer"),
            (supervisor, "supervisor"),
            (organizer, "entrants"),
        ];
        foreach (var (who, party) in parties)
        {
            await who.GoAsync($"{Desk}/draw");
            await who.Page.ClickAsync($"[data-make-code=commit-{party}]");
            var form = who.Page.Locator($"form:has(#commit-{party})");
            await Assertions.Expect(form.Locator("[data-made-code] code")).Not.ToBeEmptyAsync();
            codes.Add(party, await form.Locator("[data-made-code] code").InnerTextAsync());
            await who.PressAsync($"form:has(#commit-{party}) .btn-primary");
        }
        await visitor.GoAsync($"/{Slug}/draw");
        await organizer.GoAsync($"{Desk}/draw");
        string[] numbers = ["5 2 8", "3 9 14 20 27 31", "3348", "4 0 7 1 9 2"];
        for (var at = 0; at < numbers.Length; at++)
            await organizer.Page.FillAsync($"#values-{at}", numbers[at]);
        await organizer.PressAsync("form[action*='handler=Values'] .btn-primary");
        foreach (var (who, party) in parties)
        {
            await who.GoAsync($"{Desk}/draw");
            await who.Page.FillAsync($"#reveal-{party}", codes[party]);
            await who.PressAsync($"form:has(#reveal-{party}) .btn-primary");
        }
        await organizer.GoAsync($"{Desk}/draw");
        await organizer.PressAsync("form[action*='handler=Draw'] .btn-seal");
        await organizer.PressAsync("form:has([name=place]) .btn-seal");
        await visitor.GoAsync($"/{Slug}/draw/screen");
        await organizer.PressAsync("form:has([name=all]) .btn-quiet");
        await RecomputeAsync(visitor);
        await ClockAsync(Stage.Draw, opens: false);
    }

    private static async Task RecomputeAsync(Someone visitor)
    {
        await visitor.GoAsync($"/{Slug}/draw");
        await visitor.Page.ClickAsync("[data-recompute]");
        await visitor.SeesAsync("all 8 steps agree");
    }

    /// <summary>Every finalist is called up, judged and revealed; the hall's screen follows.</summary>
    private async Task FinalAsync(Someone organizer, Someone visitor)
    {
        await ClockAsync(Stage.Final, opens: true);
        await visitor.GoAsync($"/{Slug}/final/screen");
        await organizer.GoAsync($"{Desk}/final");
        var turns = await _app.WithDbAsync(db => db.FinalTurns.CountAsync());
        Assert.That(turns, Is.GreaterThanOrEqualTo(12));
        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var phase in new[] { "Pitch", "Questions", "Scoring" })
                await organizer.PressAsync($"form:has([name=to][value={phase}]) .turn-big");
            var isFirst = turn == 0;
            await Task.WhenAll(_judges.Select((judge, nth) => ScoreTurnAsync(judge, nth, isFirst)));
            await organizer.GoAsync($"{Desk}/final");
            await organizer.PressAsync("form:has([name=to][value=Revealed]) .turn-big");
            if (isFirst)
                await Assertions
                    .Expect(visitor.Page.Locator(".show-final-score"))
                    .ToBeVisibleAsync(new() { Timeout = 20000 });
        }
        await visitor.GoAsync($"/{Slug}/final");
        await organizer.GoAsync($"{Desk}/final");
        await ClockAsync(Stage.Final, opens: false);
    }

    private async Task ScoreTurnAsync(Someone judge, int nth, bool byHand)
    {
        await judge.GoAsync("/jury");
        // the desk leads to the project on stage
        var address = (await judge.Page.GetAttributeAsync("main .page-head .btn-primary", "href"))!;
        if (byHand)
            _finalMost = await ScoreByHandAsync(judge, address, nth);
        else
            await ScoreByScriptAsync(judge, address, _finalMost, nth);
    }

    /// <summary>Published by two people, read by the visitor in English, objected to by the entrant.</summary>
    private async Task ResultsAsync(Someone organizer, Someone supervisor, Someone visitor)
    {
        await ClockAsync(Stage.Results, opens: true);
        await organizer.GoAsync($"{Desk}/results");
        await organizer.PressAsync("form[action*='handler=Publish'] button");
        await supervisor.GoAsync($"{Desk}/approvals");
        await supervisor.PressAsync("button[name=approve][value=true]");
        await organizer.GoAsync($"{Desk}/results");
        await organizer.GoAsync($"{Desk}/audit");
        await visitor.GoAsync($"/{Slug}/results");
        await visitor.GoAsync($"/{Slug}/notices");
        await visitor.GoAsync($"/{Slug}/rulebook");
        await visitor.GoAsync($"/{Slug}/entries");
    }

    /// <summary>The certificate of the first gold award as a reader of paper has it: text, fonts, and the code that leads to the check.</summary>
    private static async Task CertificateAsync(Someone visitor)
    {
        await visitor.GoAsync($"/{Slug}/results");
        var number = await visitor.Page.Locator(".winners a[href*='/certificates/check']").First.InnerTextAsync();
        var title = await visitor.Page.Locator(".winners a[href*='/entries/']").First.InnerTextAsync();
        var pdf = await visitor.Page.APIRequest.GetAsync($"/certificates/{number}/pdf");
        Assert.That(pdf.Headers["content-type"], Is.EqualTo("application/pdf"));
        using var paper = await Paper.OfAsync(await pdf.BodyAsync());

        Assert.That(await paper.TextAsync(), Does.Contain(number).And.Contain(title).And.Contain("金奖"));
        Assert.That(
            await paper.FontsAsync(),
            Has.All.Matches<Paper.Font>(f => f.IsEmbedded).And.Some.Matches<Paper.Font>(f => f.Name.Contains("LXGW"))
        );
        var address = new Uri(await paper.QrCodeAsync());
        Assert.That(address.PathAndQuery, Does.Contain(number));
        await visitor.GoAsync(address.PathAndQuery);
        await Assertions.Expect(visitor.Page.Locator(".verdict-ok")).ToBeVisibleAsync();
    }
}

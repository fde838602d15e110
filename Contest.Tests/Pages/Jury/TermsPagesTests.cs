using System.Net;
using Contest.Core.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Jury;

/// <summary>Nothing of a dossier before the terms are accepted, and nothing of one the judge may be in conflict with.</summary>
public sealed class TermsPagesTests
{
    private ContestApp _app = null!;
    private DemoJury.Sheet _sheet = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _app = await DemoJury.StartAsync();
        _sheet = (await DemoJury.UntouchedAsync(_app))[0];
    }

    [TearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task A_judge_who_has_not_accepted_is_led_to_the_terms_and_scripts_are_refused()
    {
        await ForgetTermsAsync();
        using var judge = new Visitor(_app);
        await judge.SignInAsync(_sheet.Judge);

        foreach (var address in new[] { "/jury", $"/jury/sheets/{_sheet.Id}", "/jury/tutorial" })
        {
            using var answer = await judge.GetAsync(address);
            Assert.That(
                (answer.StatusCode, answer.Headers.Location?.OriginalString),
                Is.EqualTo((HttpStatusCode.Redirect, "/jury/terms")),
                address
            );
        }
        foreach (var address in new[] { "/api/sheets", $"/api/sheets/{_sheet.Id}" })
        {
            using var answer = await judge.GetAsync(address);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), address);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("judging.terms_first"));
        }
    }

    [Test]
    public async Task Accepting_is_kept_with_its_version_and_text_and_opens_the_desk()
    {
        await ForgetTermsAsync();
        using var judge = new Visitor(_app);
        await judge.SignInAsync(_sheet.Judge);
        var page = await judge.SeeAsync("/jury/terms");
        var form = page.QuerySelectorAll("main form").OfType<AngleSharp.Html.Dom.IHtmlFormElement>().Single();

        await judge.SubmitAsync(form, "/jury/terms", ("accepted", "true"));

        var kept = await _app.WithDbAsync(db =>
            db.AcceptedTerms.SingleAsync(t => db.Judges.Any(j => j.Id == t.JudgeId && j.PersonId == _sheet.PersonId))
        );
        Assert.That(
            (kept.Version, kept.Culture, kept.TextHash.Length),
            Is.EqualTo((JudgingTerms.Version, "zh-CN", 64))
        );
        Assert.That((await judge.GetAsync("/jury")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_judge_declares_an_interest_and_reads_no_more_of_that_dossier()
    {
        var summary = await _app.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.Id == _sheet.Id)
                .Join(db.Entries, s => s.EntryId, e => e.Id, (_, e) => e.Summary)
                .SingleAsync()
        );
        using var judge = new Visitor(_app);
        await judge.SignInAsync(_sheet.Judge);
        Assert.That((await judge.SeeAsync($"/jury/sheets/{_sheet.Id}")).Body!.TextContent, Does.Contain(summary));
        var page = await judge.SeeAsync("/jury/terms");
        var form = page.QuerySelectorAll("form[action*=Declare]")
            .OfType<AngleSharp.Html.Dom.IHtmlFormElement>()
            .Single();

        await judge.SubmitAsync(form, "/jury/terms", ("Chosen", $"{_sheet.Id}"), ("Interest", "曾任该单位顾问"));

        Assert.That(
            await _app.WithDbAsync(db => db.Conflicts.CountAsync(c => c.Kind == ConflictKind.Declared)),
            Is.EqualTo(1)
        );
        Assert.That(
            (await judge.SeeAsync($"/jury/sheets/{_sheet.Id}")).Body!.TextContent,
            Does.Not.Contain(summary).And.Contain("不能评分")
        );
    }

    private Task<int> ForgetTermsAsync() =>
        _app.WithDbAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                "alter table accepted_terms disable trigger append_only; delete from accepted_terms; alter table accepted_terms enable trigger append_only"
            )
        );
}

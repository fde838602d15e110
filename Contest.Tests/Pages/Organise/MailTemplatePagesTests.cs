using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Competitions;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

public sealed class MailTemplatePagesTests
{
    private const string List = "/organise/test-2026/mail-templates";
    private const string Good = "{{entry}}：{{reasons}}\n{{note}}\n{{correct_by}} {{link}}";

    private ContestApp _app = null!;
    private Visitor _organizer = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAsync();
        await _app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", "jianggao-like", new(2026, 3, 1), Actor.Console), default)
        );
        _organizer = await SignInAsync(Role.Organizer);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _organizer.Dispose();
        await _app.DisposeAsync();
    }

    [TearDown]
    public Task ClearAsync() => _app.WithDbAsync(db => db.MailTemplates.ExecuteDeleteAsync());

    [Test]
    public async Task A_template_is_previewed_saved_shown_in_the_list_and_given_up()
    {
        var path = Edit(MailKind.Returned, "en");
        var page = await _organizer.SeeAsync(path);
        Assert.That(Subject(page), Is.EqualTo("{{entry}}: please correct"));

        var seen = await Visitor.ReadAsync(await GoAsync(page, path, "preview", "Fix {{entry}}", Good));
        Assert.That(
            (Subject(seen), seen.QuerySelector("#preview b")!.TextContent),
            Is.EqualTo(("Fix {{entry}}", "Fix Low-power heat pump controller"))
        );
        Assert.That(
            seen.QuerySelector("#preview .as-typed")!.TextContent,
            Does.Contain("7 June 2026 18:00 Beijing time (UTC+8)").And.Not.Contain("{{")
        );
        Assert.That(await _app.WithDbAsync(db => db.MailTemplates.AnyAsync()), Is.False);

        var saved = await GoAsync(seen, path, "save", "Fix {{entry}}", Good);
        Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var list = await _organizer.SeeAsync(List);
        Assert.That(
            list.QuerySelectorAll("#templates td a")
                .Count(a => a.TextContent.StartsWith("自定义文字", StringComparison.Ordinal)),
            Is.EqualTo(1)
        );

        var kept = await _organizer.SeeAsync(path);
        Assert.That(Subject(kept), Is.EqualTo("Fix {{entry}}"));
        var reset = await GoAsync(kept, path, "reset", "anything", "{{broken");
        Assert.That(reset.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var again = await _organizer.SeeAsync(path);
        Assert.That(Subject(again), Is.EqualTo("{{entry}}: please correct"));
        Assert.That(
            again.QuerySelectorAll("#history tbody tr").Select(r => r.QuerySelector("summary")?.TextContent),
            Is.EqualTo(new[] { "Fix {{entry}}", null })
        );
    }

    [Test]
    public async Task A_refused_text_keeps_what_was_typed_and_says_where_it_is_wrong()
    {
        var path = Edit(MailKind.Accepted, "zh-CN");
        var page = await _organizer.SeeAsync(path);

        var refused = await Visitor.ReadAsync(
            await GoAsync(page, path, "save", "{{entry}}", "<b>{{entry}}</b>\n{{receipt}}")
        );

        Assert.That(
            refused.QuerySelectorAll("[role=alert] li").Select(l => l.TextContent),
            Is.EqualTo(
                new[]
                {
                    "正文第 2 行的 {{receipt}} 不是这种邮件可用的占位符。",
                    "正文里必须有 {{code}}，否则收信人不知道该怎么办。",
                }
            )
        );
        Assert.That(
            refused.QuerySelector<IHtmlTextAreaElement>("#body")!.Value.ReplaceLineEndings("\n"),
            Is.EqualTo("<b>{{entry}}</b>\n{{receipt}}")
        );
        Assert.That(refused.QuerySelector("#preview .as-typed b"), Is.Null);
    }

    [Test]
    public async Task Two_editors_collide_with_both_texts_before_the_second_and_the_second_may_go_on()
    {
        var path = Edit(MailKind.Returned, "zh-CN");
        var mine = await _organizer.SeeAsync(path);
        var theirs = await _organizer.SeeAsync(path);
        await GoAsync(theirs, path, "save", "他们的", Good);

        var told = await Visitor.ReadAsync(await GoAsync(mine, path, "save", "我的", Good));

        Assert.That(told.QuerySelector("[role=alert]")!.TextContent, Does.Contain("别人改过这份模板"));
        Assert.That((Subject(told), told.QuerySelector("#present b")!.TextContent), Is.EqualTo(("我的", "他们的")));
        Assert.That(
            (await GoAsync(told, path, "save", "合起来的", Good)).StatusCode,
            Is.EqualTo(HttpStatusCode.Redirect)
        );
        Assert.That(
            await _app.WithDbAsync(db => db.MailTemplates.Select(t => t.Subject).SingleAsync()),
            Is.EqualTo("合起来的")
        );
    }

    [TestCase(Role.Staff, false)]
    [TestCase(Role.Supervisor, true)]
    public async Task Others_read_and_do_not_change(Role role, bool seesHistory)
    {
        var path = Edit(MailKind.Rejected, "zh-CN");
        var own = await _organizer.SeeAsync(path);
        await GoAsync(own, path, "save", "{{entry}}", "{{entry}}{{reasons}}{{note}}");
        using var visitor = await SignInAsync(role);

        var page = await visitor.SeeAsync(path);

        Assert.That(page.QuerySelector("button[name=go]"), Is.Null);
        Assert.That(page.QuerySelector("#history") is not null, Is.EqualTo(seesHistory));
        var token = page.QuerySelector<IHtmlInputElement>("form.panel [name=__RequestVerificationToken]")!.Value;
        var answer = await visitor.PostBlindlyAsync(path, ("go", "reset"), ("__RequestVerificationToken", token));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await _app.WithDbAsync(db => db.MailTemplates.CountAsync()), Is.EqualTo(1));
    }

    [TestCase("kind=Nothing&language=en")]
    [TestCase("kind=77&language=en")]
    [TestCase("kind=Receipt&language=fr")]
    public async Task What_is_no_mail_is_not_there(string query) =>
        Assert.That(
            (await _organizer.GetAsync($"{List}/edit?{query}")).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound)
        );

    private async Task<Visitor> SignInAsync(Role role)
    {
        await A.PersonAsync(_app, $"{role}@example.invalid", role);
        Visitor visitor = new(_app);
        await visitor.SendAsync("/account/sign-in", ("Email", $"{role}@example.invalid"), ("Password", A.Password));
        return visitor;
    }

    private Task<HttpResponseMessage> GoAsync(
        IHtmlDocument page,
        string path,
        string go,
        string subject,
        string body
    ) =>
        _organizer.SubmitAsync(
            page.QuerySelector<IHtmlFormElement>("main form.panel")!,
            path,
            ("subject", subject),
            ("body", body),
            ("go", go)
        );

    private static string Subject(IHtmlDocument page) => page.QuerySelector<IHtmlInputElement>("#subject")!.Value;

    private static string Edit(MailKind kind, string language) => $"{List}/edit?kind={kind}&language={language}";
}

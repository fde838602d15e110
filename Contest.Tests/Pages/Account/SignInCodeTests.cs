using System.Net;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Infrastructure.Mail;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Account;

public sealed partial class SignInCodeTests
{
    private const string Page = "/account/sign-in-code";
    private readonly SmtpServer _mail = new();
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _app = await ContestApp.StartAsync(null, ("Smtp:Host", "127.0.0.1"), ("Smtp:Port", $"{_mail.Port}"));

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _app.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Test]
    public async Task A_judge_on_another_device_comes_in_by_the_code_from_the_mail_and_by_nothing_else()
    {
        await A.PersonAsync(_app, "gu@example.invalid", Role.Judge);
        using Visitor tablet = new(_app);
        using Visitor other = new(_app);
        var signIn = await tablet.SeeAsync("/account/sign-in?returnUrl=/jury");
        Assert.That(signIn.QuerySelector($"a[href^='{Page}']")?.TextContent, Is.EqualTo("评委：用邮件验证码登录"));

        var asked = await tablet.SendAsync(Page + "?returnUrl=/jury", ("Email", "gu@example.invalid"));
        Assert.That(asked.Headers.Location?.OriginalString, Is.EqualTo(Page + "?ReturnUrl=%2Fjury"));
        var code = await CodeAsync();
        var page = await tablet.SeeAsync(Page + "?ReturnUrl=%2Fjury");
        Assert.That(page.QuerySelector("[role=status]")?.TextContent, Does.Contain("gu@example.invalid"));
        var wrong = await tablet.SubmitAsync(page, Page, ("Code", code == "000000" ? "000001" : "000000"));
        Assert.That(await AlertAsync(wrong), Does.StartWith("验证码不正确"));
        await other.SendAsync(Page, ("Email", "gu@example.invalid")); // within the minute: nothing is sent
        var elsewhere = await other.SendAsync(Page, ("Code", code));
        Assert.That(await AlertAsync(elsewhere), Does.StartWith("验证码不正确"));

        var right = await tablet.SubmitAsync(page, Page, ("Code", $" {code[..3]} {code[3..]} "));

        Assert.That(right.Headers.Location?.OriginalString, Is.EqualTo("/jury"));
        Assert.That((await tablet.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await other.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_mailbox_nobody_has_is_answered_like_a_judges()
    {
        await A.PersonAsync(_app, "mai@example.invalid", Role.Judge);
        using Visitor judge = new(_app, "en");
        using Visitor stranger = new(_app, "en");

        var (known, knownPage) = await AskAsync(judge, "mai@example.invalid");
        var (unknown, unknownPage) = await AskAsync(stranger, "who@example.invalid");

        Assert.That(unknown, Is.EqualTo(known));
        Assert.That(unknownPage.Replace("who@", "mai@", StringComparison.Ordinal), Is.EqualTo(knownPage));
    }

    [Test]
    public async Task The_code_stands_for_the_password_and_not_for_the_second_step()
    {
        var person = await A.PersonAsync(_app, "careful@example.invalid", Role.Judge);
        var key = await Totp.EnableAsync(_app, person.Id);
        using Visitor visitor = new(_app);
        await visitor.SendAsync(Page, ("Email", "careful@example.invalid"));

        var first = await visitor.SendAsync(Page, ("Code", await CodeAsync()));

        Assert.That(first.Headers.Location?.OriginalString, Is.EqualTo("/account/two-factor"));
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        await visitor.SendAsync("/account/two-factor", ("Code", Totp.Now(key)));
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<string> CodeAsync()
    {
        await _app.WithAsync((SendDueMail a) => a.HandleAsync(default));
        return Digits().Match(_mail.Accepted.Last().Body).Value;
    }

    private static async Task<((HttpStatusCode, string?), string)> AskAsync(Visitor visitor, string email)
    {
        var answer = await visitor.SendAsync(Page, ("Email", email));
        var page = await visitor.SeeAsync(Page);
        return (
            (answer.StatusCode, answer.Headers.Location?.OriginalString),
            page.QuerySelector("section.account")!.TextContent
        );
    }

    private static async Task<string?> AlertAsync(HttpResponseMessage answer) =>
        (await Visitor.ReadAsync(answer)).QuerySelector("[role=alert]:not([hidden])")?.TextContent.Trim();

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Digits();
}

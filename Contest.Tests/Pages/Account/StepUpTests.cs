using System.Net;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Tests.Support;
using NUnit.Framework;

namespace Contest.Tests.Pages.Account;

public sealed class StepUpTests
{
    private const string Codes = "/account/mine/codes";
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task Start() => _app = await ContestApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task What_cannot_be_undone_asks_again_and_what_was_typed_goes_on()
    {
        using var visitor = await SignedInAsync("keeps@example.invalid");

        var asked = await Visitor.ReadAsync(await visitor.SendAsync(Codes, ("Code", "123456")));
        var wrong = await Visitor.ReadAsync(await visitor.SubmitAsync(asked, Codes, ("Password", "not this one")));
        Assert.That(wrong.QuerySelector("[role=alert]")?.TextContent.Trim(), Is.EqualTo("密码不正确，请再试一次。"));

        var kept = await Visitor.ReadAsync(await visitor.SubmitAsync(wrong, Codes, ("Password", A.Password)));
        var resume = (IHtmlFormElement)kept.QuerySelector("#resume")!;
        Assert.That(resume.GetAttribute("action"), Is.EqualTo($"{Codes}?handler=Enable"));
        Assert.That(resume.QuerySelector("[name=Code]")?.GetAttribute("value"), Is.EqualTo("123456"));

        // the wrong code is refused by the page itself now: the step-up let it through
        var through = await Visitor.ReadAsync(await visitor.SubmitAsync(resume, Codes));
        Assert.That(through.QuerySelector("[role=alert]")?.TextContent, Does.StartWith("验证码不正确"));
    }

    [TestCase(599, true)]
    [TestCase(600, false)]
    public async Task A_step_up_is_good_for_ten_minutes(int seconds, bool isFresh)
    {
        await using var app = await ContestApp.StartAsync(); // its clock moves
        using var visitor = await SignedInAsync("ten@example.invalid", app);
        await visitor.SendAsync("/account/mine/step-up", ("Password", A.Password));

        app.TestClock.Advance(TimeSpan.FromSeconds(seconds));
        var answer = await Visitor.ReadAsync(await visitor.SendAsync(Codes, ("Code", "123456")));

        Assert.That(answer.QuerySelector("[name=Password]") is null, Is.EqualTo(isFresh));
    }

    [Test]
    public async Task A_new_password_ends_the_sessions_elsewhere_within_a_minute()
    {
        await using var app = await ContestApp.StartAsync(); // its clock moves
        using var here = await SignedInAsync("two@example.invalid", app);
        using Visitor there = new(app);
        await there.SendAsync("/account/sign-in", ("Email", "two@example.invalid"), ("Password", A.Password));
        Assert.That((await there.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        await here.SendAsync("/account/mine", ("current", A.Password), ("next", "another long password"));
        app.TestClock.Advance(TimeSpan.FromSeconds(61));

        Assert.That((await there.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That((await here.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Another_persons_kept_form_is_not_taken()
    {
        using var mei = await SignedInAsync("mei2@example.invalid");
        var asked = await Visitor.ReadAsync(await mei.SendAsync(Codes, ("Code", "123456")));
        var seal = asked.QuerySelector("[name=Kept]")!.GetAttribute("value")!;
        using var lin = await SignedInAsync("lin2@example.invalid");

        var answer = await lin.SendAsync(
            $"/account/mine/step-up?returnUrl={Uri.EscapeDataString($"{Codes}?handler=Enable")}",
            ("Password", A.Password),
            ("Kept", seal)
        );

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location?.OriginalString, Is.EqualTo($"{Codes}?handler=Enable"));
    }

    [Test]
    public async Task The_demo_click_is_not_for_people_with_a_password()
    {
        using var visitor = await SignedInAsync("nodemo@example.invalid");
        var page = await visitor.SeeAsync("/account/mine/step-up");

        var answer = await visitor.SubmitAsync(
            (IHtmlFormElement)page.QuerySelector("form:has([name=Password])")!,
            "/account/mine/step-up"
        );
        Assert.That(page.QuerySelector("[action$='handler=Demo']"), Is.Null);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), "an empty password proves nothing");
        var form = (IHtmlFormElement)page.QuerySelector("form:has([name=Password])")!;
        form.SetAttribute("action", "/account/mine/step-up?handler=Demo");
        Assert.That(
            (await visitor.SubmitAsync(form, "/account/mine/step-up")).StatusCode,
            Is.EqualTo(HttpStatusCode.Forbidden)
        );
    }

    private async Task<Visitor> SignedInAsync(string email, ContestApp? app = null)
    {
        await A.PersonAsync(app ?? _app, email, Role.Staff);
        Visitor visitor = new(app ?? _app);
        await visitor.SendAsync("/account/sign-in", ("Email", email), ("Password", A.Password));
        return visitor;
    }
}

using System.Net;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.AspNetCore.Identity;
using NUnit.Framework;

namespace Contest.Tests.Pages.Account;

public sealed class SignInTests
{
    private const string SignIn = "/account/sign-in";
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task Start() => _app = await ContestApp.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task The_right_password_signs_in_and_goes_where_one_wanted_to_go()
    {
        await A.PersonAsync(_app, "right@example.invalid");
        using Visitor visitor = new(_app);

        var answer = await TryAsync(visitor, "right@example.invalid", A.Password, "?returnUrl=/account/mine/codes");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location?.OriginalString, Is.EqualTo("/account/mine/codes"));
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example/")]
    [TestCase("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site(string returnUrl)
    {
        var email = $"{Guid.NewGuid():N}@example.invalid";
        await A.PersonAsync(_app, email);
        using Visitor visitor = new(_app);

        var answer = await TryAsync(visitor, email, A.Password, $"?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.That(answer.Headers.Location?.OriginalString, Is.EqualTo("/organise"));
    }

    [Test]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_page()
    {
        await A.PersonAsync(_app, "known@example.invalid");
        using Visitor visitor = new(_app);

        var wrong = await AlertAsync(await TryAsync(visitor, "known@example.invalid", "something else"));
        var unknown = await AlertAsync(await TryAsync(visitor, "unknown@example.invalid", "something else"));

        Assert.That(wrong, Is.EqualTo("邮箱或密码不正确。请检查后再试，或者重新设置密码。"));
        Assert.That(unknown, Is.EqualTo(wrong));
    }

    [Test]
    public async Task Five_wrong_passwords_lock_out_and_the_message_says_until_when()
    {
        var person = await A.PersonAsync(_app, "locked@example.invalid");
        using Visitor visitor = new(_app);
        for (var i = 0; i < 4; i++)
            await TryAsync(visitor, "locked@example.invalid", "something else");
        Assert.That(await LockoutEndAsync(person), Is.Null);

        await TryAsync(visitor, "locked@example.invalid", "something else");
        var right = await TryAsync(visitor, "locked@example.invalid", A.Password);

        var end = (await LockoutEndAsync(person))!.Value.ToOffset(TimeSpan.FromHours(8));
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await AlertAsync(right), Does.Contain($"{end:yyyy-MM-dd HH:mm} UTC+8"));
    }

    [Test]
    public async Task With_two_steps_the_password_alone_lets_nobody_in()
    {
        var person = await A.PersonAsync(_app, "twostep@example.invalid");
        var key = await Totp.EnableAsync(_app, person.Id);
        using Visitor visitor = new(_app);

        var first = await TryAsync(visitor, "twostep@example.invalid", A.Password);
        Assert.That(first.Headers.Location?.OriginalString, Is.EqualTo("/account/two-factor"));
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));

        var wrong = await visitor.SendAsync("/account/two-factor", ("Code", Totp.Wrong(key)));
        Assert.That(await AlertAsync(wrong), Does.StartWith("验证码不正确"));
        var right = await visitor.SendAsync("/account/two-factor", ("Code", Totp.Now(key)));
        Assert.That(right.Headers.Location?.OriginalString, Is.EqualTo("/organise"));
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task An_unconfirmed_address_is_told_so_only_with_the_right_password()
    {
        await A.PersonAsync(_app, "new@example.invalid", Role.Entrant, isConfirmed: false);
        using Visitor visitor = new(_app);

        var wrong = await AlertAsync(await TryAsync(visitor, "new@example.invalid", "something else"));
        var right = await AlertAsync(await TryAsync(visitor, "new@example.invalid", A.Password));

        Assert.That(wrong, Does.StartWith("邮箱或密码不正确"));
        Assert.That(right, Does.StartWith("请先确认邮箱"));
        Assert.That((await visitor.GetAsync("/account/mine")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [TestCase("/account/sign-in")]
    [TestCase("/account/register")]
    [TestCase("/account/forgot-password")]
    [TestCase("/account/reset-password")]
    [TestCase("/account/confirm-email")]
    [TestCase("/account/two-factor")]
    [TestCase("/account/sign-in-code")]
    [TestCase("/account/sign-out")]
    [TestCase("/account/invitation/abc")]
    [TestCase("/account/passkey/request-options")]
    [TestCase("/account/passkey/sign-in")]
    public async Task A_post_without_the_antiforgery_token_is_refused(string path)
    {
        using Visitor visitor = new(_app);

        var answer = path.Contains("passkey", StringComparison.Ordinal)
            ? await visitor.PostJsonBlindlyAsync(path, """{"credential":{}}""")
            : await visitor.PostBlindlyAsync(path, ("Email", "a@example.invalid"), ("Password", A.Password));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static Task<HttpResponseMessage> TryAsync(
        Visitor visitor,
        string email,
        string password,
        string query = ""
    ) => visitor.SendAsync(SignIn + query, ("Email", email), ("Password", password));

    private static async Task<string?> AlertAsync(HttpResponseMessage answer) =>
        (await Visitor.ReadAsync(answer)).QuerySelector("[role=alert]:not([hidden])")?.TextContent.Trim();

    private Task<DateTimeOffset?> LockoutEndAsync(Person person) =>
        _app.WithAsync(
            async (UserManager<Person> people) => (await people.FindByIdAsync(person.Id.ToString()))!.LockoutEnd
        );
}

using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Handlers.People;

public sealed partial class RegisterEntrantPersonTests
{
    private const string Password = "a good long password";

    [Test]
    public async Task Registration_makes_an_unconfirmed_entrant_whom_the_mailed_link_confirms()
    {
        await using var acts = await Acts.StartAsync();

        Assert.That(await RegisterAsync(acts, "lin@example.invalid"), Is.Null);

        var person = await acts.WithDbAsync(db => db.Users.SingleAsync());
        Assert.That((person.Role, person.EmailConfirmed), Is.EqualTo((Role.Entrant, false)));
        var link = Link().Match(await acts.WithDbAsync(db => db.OutboxMails.Select(m => m.Body).SingleAsync()));
        ConfirmEmail.Command command = new(
            Guid.Parse(link.Groups[1].Value),
            Uri.UnescapeDataString(link.Groups[2].Value),
            Password
        );
        var wrong = command with { Token = "AAAA" };
        Assert.That(await ConfirmAsync(acts, wrong), Is.EqualTo("people.link_invalid"));
        Assert.That(await ConfirmAsync(acts, command), Is.Null);
        Assert.That(await acts.WithDbAsync(db => db.Users.Select(p => p.EmailConfirmed).SingleAsync()), Is.True);
    }

    [Test]
    public async Task Who_registers_a_strangers_address_first_gets_no_account_when_the_stranger_confirms_it()
    {
        await using var acts = await Acts.StartAsync();
        await RegisterAsync(acts, "lin@example.invalid", "chosen by somebody else");
        await RegisterAsync(acts, "lin@example.invalid");

        var mails = await acts.WithDbAsync(db => db.OutboxMails.Select(m => m.Body).ToListAsync());
        foreach (var link in mails.Select(body => Link().Match(body)))
        {
            ConfirmEmail.Command command = new(
                Guid.Parse(link.Groups[1].Value),
                Uri.UnescapeDataString(link.Groups[2].Value),
                Password
            );
            Assert.That(await ConfirmAsync(acts, command), Is.EqualTo("people.confirm_password"));
            var guess = command with { Token = "AAAA" };
            Assert.That(await ConfirmAsync(acts, guess), Is.EqualTo("people.link_invalid"), "passwords can be tried");
        }
        Assert.That(await acts.WithDbAsync(db => db.Users.Select(p => p.EmailConfirmed).SingleAsync()), Is.False);
    }

    [TestCase("o'brien@example.invalid")]
    [TestCase("林@example.invalid")]
    public async Task An_address_of_any_letters_makes_an_account(string email)
    {
        await using var acts = await Acts.StartAsync();

        Assert.That(await RegisterAsync(acts, email), Is.Null);
    }

    [Test]
    public async Task A_known_address_gets_the_same_answer_and_a_mail_of_its_own()
    {
        await using var acts = await Acts.StartAsync();
        await RegisterAsync(acts, "lin@example.invalid");

        Assert.That(await RegisterAsync(acts, "LIN@example.invalid"), Is.Null);

        Assert.That(await acts.WithDbAsync(db => db.Users.CountAsync()), Is.EqualTo(1));
        Assert.That(await acts.WithDbAsync(db => db.OutboxMails.CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task Two_registrations_of_one_address_at_once_make_one_account()
    {
        await using var acts = await Acts.StartAsync(new StartLine(2));

        var refusals = await Task.WhenAll(
            RegisterAsync(acts, "lin@example.invalid"),
            RegisterAsync(acts, "lin@example.invalid")
        );

        Assert.That(refusals, Is.All.Null);
        Assert.That(await acts.WithDbAsync(db => db.Users.CountAsync()), Is.EqualTo(1));
    }

    [TestCase("short", "people.password_too_short")]
    [TestCase("elevenchars", "people.password_too_short")]
    [TestCase("twelve chars", null)]
    public async Task A_password_has_twelve_characters(string password, string? code)
    {
        await using var acts = await Acts.StartAsync();

        Assert.That((await RegisterAsync(acts, "lin@example.invalid", password))?.Code, Is.EqualTo(code));
    }

    private static Task<Refusal?> RegisterAsync(Acts acts, string email, string password = Password) =>
        acts.WithAsync(
            (RegisterEntrantPerson register) =>
                register.HandleAsync(new("Lin", email, password, "https://contest.test", "zh-HK"), default)
        );

    private static async Task<string?> ConfirmAsync(Acts acts, ConfirmEmail.Command command) =>
        (await acts.WithAsync((ConfirmEmail confirm) => confirm.HandleAsync(command, default)))?.Code;

    [GeneratedRegex(@"confirm-email\?person=([0-9a-f-]+)&token=(\S+)")]
    private static partial Regex Link();
}

using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.People;

/// <summary>A judge's code by mail: short, single, limited, and silent about who has an account.</summary>
public sealed partial class SignInCodeTests
{
    private const string Mailbox = "gu@example.invalid";
    private const string Network = "203.0.113.0/24";
    private static readonly Guid Device = new("0a020304-0506-0708-090a-0b0c0d0e0f10");

    private StartLine _line = null!;
    private Acts _acts = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _line = new(2) { IsArmed = false };
        _acts = await Acts.StartAsync(_line);
        await AddAsync(Mailbox, Role.Judge);
        await AddAsync("fang@example.invalid", Role.Organizer);
    }

    [TearDown]
    public async Task StopAsync() => await _acts.DisposeAsync();

    [Test]
    public async Task Two_tabs_that_enter_one_code_at_once_let_one_of_them_in()
    {
        await RequestAsync();
        var code = await CodeAsync();

        _line.IsArmed = true;
        var both = await Task.WhenAll(TakeAsync(code), TakeAsync(code));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "people.mail_code_wrong" }));
        Assert.That(await ActsAsync(), Is.EqualTo(new[] { nameof(RequestSignInCode), nameof(TakeSignInCode) }));
    }

    [Test]
    public async Task Two_requests_at_once_send_one_code()
    {
        _line.IsArmed = true;
        await Task.WhenAll(RequestAsync(), RequestAsync(" GU@example.invalid ", Guid.NewGuid()));

        Assert.That(await _acts.WithDbAsync(db => db.OutboxMails.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Whatever_is_wrong_the_answer_is_the_same_and_the_fifth_wrong_try_ends_the_code()
    {
        await RequestAsync();
        var code = await CodeAsync();
        var wrong = code == "000000" ? "000001" : "000000";

        List<string?> answers =
        [
            (await TakeAsync(code, Guid.NewGuid())).Refusal?.Code,
            (await TakeAsync(code, email: "nobody@example.invalid")).Refusal?.Code,
        ];
        for (var n = 0; n < 5; n++)
            answers.Add((await TakeAsync(wrong)).Refusal?.Code);
        answers.Add((await TakeAsync(code)).Refusal?.Code);

        Assert.That(answers, Is.All.EqualTo("people.mail_code_wrong"));
    }

    [Test]
    public async Task Four_wrong_tries_leave_the_code_good_until_ten_minutes_are_over()
    {
        await RequestAsync();
        var first = await CodeAsync();
        for (var n = 0; n < 4; n++)
            await TakeAsync(first == "000000" ? "000001" : "000000");
        Assert.That((await TakeAsync(first)).Refusal, Is.Null);

        _acts.Clock.Advance(TimeSpan.FromSeconds(61));
        await RequestAsync();
        var second = await CodeAsync();
        _acts.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That((await TakeAsync(second)).Refusal?.Code, Is.EqualTo("people.mail_code_wrong"));
    }

    [Test]
    public async Task Only_judges_are_sent_codes_and_no_more_than_four_an_hour_whoever_asks()
    {
        await RequestAsync("fang@example.invalid");
        await RequestAsync("nobody@example.invalid");
        Assert.That(await _acts.WithDbAsync(db => db.SignInCodes.CountAsync()), Is.Zero);

        for (var n = 0; n < 6; n++)
        {
            await RequestAsync(device: Guid.NewGuid());
            await RequestAsync(device: Guid.NewGuid()); // within the minute
            _acts.Clock.Advance(TimeSpan.FromSeconds(61));
        }
        Assert.That(await _acts.WithDbAsync(db => db.SignInCodes.CountAsync()), Is.EqualTo(4));
        _acts.Clock.Advance(TimeSpan.FromHours(24));
        Assert.That(await _acts.WithAsync((ForgetSignInCodes a) => a.HandleAsync(default)), Is.EqualTo(4));
    }

    [Test]
    public async Task One_network_asks_for_codes_of_sixty_judges_an_hour_and_another_is_not_held_up()
    {
        for (var n = 0; n <= RequestSignInCode.MostOfNetwork; n++)
        {
            await AddAsync($"judge{n}@example.invalid", Role.Judge);
            await RequestAsync($"judge{n}@example.invalid", Guid.NewGuid());
        }
        Assert.That(
            await _acts.WithDbAsync(db => db.SignInCodes.CountAsync()),
            Is.EqualTo(RequestSignInCode.MostOfNetwork)
        );

        await RequestAsync(network: "198.51.100.0/24");
        Assert.That(await CodeAsync(), Has.Length.EqualTo(6));
    }

    [Test]
    public async Task The_table_keeps_neither_the_code_nor_the_key_of_its_hash()
    {
        await RequestAsync();
        var code = await CodeAsync();
        var row = await _acts.WithDbAsync(db => db.SignInCodes.SingleAsync());

        Assert.That(row.CodeHash, Has.Length.EqualTo(32));
        Assert.That(row.Key, Does.StartWith("CfDJ8"), "sealed by the installation");
        Assert.That(
            row.CodeHash,
            Is.Not.EqualTo(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(code)))
        );
    }

    private Task<bool> RequestAsync(string email = Mailbox, Guid? device = null, string network = Network) =>
        _acts.WithAsync(
            async (RequestSignInCode a) =>
            {
                await a.HandleAsync(new(email, device ?? Device, network), default);
                return true;
            }
        );

    private Task<Outcome<Guid>> TakeAsync(string code, Guid? device = null, string email = Mailbox) =>
        _acts.WithAsync((TakeSignInCode a) => a.HandleAsync(new(email, device ?? Device, code), default));

    private Task<string> CodeAsync() =>
        _acts.WithDbAsync(async db =>
            Digits()
                .Match(
                    await db
                        .OutboxMails.Where(m => m.To == Mailbox)
                        .OrderByDescending(m => m.QueuedAt)
                        .Select(m => m.Body)
                        .FirstAsync()
                )
                .Value
        );

    private Task<List<string>> ActsAsync() =>
        _acts.WithDbAsync(db => db.AuditEvents.OrderBy(e => e.Number).Select(e => e.Act).ToListAsync());

    private Task<int> AddAsync(string email, Role role) =>
        _acts.WithDbAsync(db =>
        {
            db.Users.Add(
                new()
                {
                    Id = Guid.CreateVersion7(),
                    UserName = email,
                    NormalizedUserName = email.ToUpperInvariant(),
                    Email = email,
                    NormalizedEmail = email.ToUpperInvariant(),
                    EmailConfirmed = true,
                    SecurityStamp = $"{Guid.NewGuid():N}",
                    DisplayName = "顾承泽",
                    Role = role,
                }
            );
            return db.SaveChangesAsync();
        });

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Digits();
}

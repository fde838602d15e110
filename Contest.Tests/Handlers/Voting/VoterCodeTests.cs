using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.Voting;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Voting;

public sealed partial class VoterCodeTests
{
    private const string Mailbox = "zhou@example.invalid";
    private const string Network = "203.0.113.0/24";
    private static readonly Guid Device = new("0a020304-0506-0708-090a-0b0c0d0e0f10");
    private static readonly (string, string)[] Smtp = [("Smtp:Host", "127.0.0.1")];

    [Test]
    public async Task A_code_makes_the_device_the_mailboxs_voter_and_is_kept_as_a_hash()
    {
        await using var edition = await StartAsync();
        var id = A.Must(await RequestAsync(edition));
        var code = await CodeOfAsync(edition);

        var known = A.Must(await TakeAsync(edition, id, code));

        var key = await edition.Acts.WithDbAsync(db => db.Competitions.Select(c => c.VoterKey!).SingleAsync());
        Assert.That(
            known,
            Is.EqualTo(
                new TakeVoterCode.Answer(VoterPseudonym.Of(key, VoterIdentity.Email, Mailbox), VoterIdentity.Email)
            )
        );
        var row = await edition.Acts.WithDbAsync(db => db.VoterCodes.SingleAsync());
        Assert.That((row.CodeHash.Length, row.Contact.Length), Is.EqualTo((32, 32)));
        Assert.That(row.CodeHash, Is.Not.EqualTo(System.Text.Encoding.UTF8.GetBytes(code)));
    }

    [Test]
    public async Task Two_tabs_that_enter_one_code_at_once_are_told_that_one_of_them_did()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await StartAsync(line);
        var id = A.Must(await RequestAsync(edition));
        var code = await CodeOfAsync(edition);

        line.IsArmed = true;
        var both = await Task.WhenAll(TakeAsync(edition, id, code), TakeAsync(edition, id, code));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "voting.code_used" }));
    }

    [Test]
    public async Task Two_requests_for_one_mailbox_at_two_nodes_at_once_send_one_code()
    {
        StartLine line = new(2);
        await using var edition = await StartAsync(line);
        await using var other = edition.Acts.SecondNode();

        var both = await Task.WhenAll(
            RequestAsync(edition),
            other.WithAsync((RequestVoterCode a) => a.HandleAsync(Command(edition, device: Guid.NewGuid()), default))
        );

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "voting.code_too_soon" }));
        Assert.That(await edition.Acts.WithDbAsync(db => db.OutboxMails.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Codes_are_limited_by_mailbox_by_device_and_by_network_whoever_asks()
    {
        await using var edition = await StartAsync(null, ("Verification:CodesPerNetworkHour", "12"));
        // four to one mailbox, from four devices
        for (var n = 0; n < 4; n++)
        {
            Assert.That((await RequestAsync(edition, device: Guid.NewGuid())).Refusal, Is.Null);
            edition.Clock.Advance(TimeSpan.FromSeconds(61));
        }
        var fifth = await RequestAsync(edition, "ZHOU+label@example.invalid", Guid.NewGuid());
        // eight by one device, to eight mailboxes; then the network has had twelve
        for (var n = 0; n < 8; n++)
            Assert.That((await RequestAsync(edition, $"n{n}@example.invalid")).Refusal, Is.Null);
        var ninth = await RequestAsync(edition, "n9@example.invalid");
        var thirteenth = await RequestAsync(edition, "n10@example.invalid", Guid.NewGuid());
        var elsewhere = await RequestAsync(edition, "n10@example.invalid", Guid.NewGuid(), "198.51.100.0/24");
        edition.Clock.Advance(TimeSpan.FromHours(1));
        var later = await RequestAsync(edition, "n9@example.invalid");

        Assert.That(
            new[] { fifth, ninth, thirteenth, elsewhere, later }.Select(r => r.Refusal?.Code),
            Is.EqualTo(
                new[] { "voting.code_too_many", "voting.code_too_many_here", "voting.code_too_many_here", null, null }
            )
        );
    }

    [Test]
    public async Task Five_wrong_tries_end_a_code_and_another_device_has_none()
    {
        await using var edition = await StartAsync();
        var id = A.Must(await RequestAsync(edition));
        var code = await CodeOfAsync(edition);
        var wrong = code == "000000" ? "000001" : "000000";

        var stranger = await TakeAsync(edition, id, code, Guid.NewGuid());
        List<string?> tries = [];
        for (var n = 0; n < 6; n++)
            tries.Add((await TakeAsync(edition, id, wrong)).Refusal?.Code);
        tries.Add((await TakeAsync(edition, id, code)).Refusal?.Code);

        Assert.That(stranger.Refusal?.Code, Is.EqualTo("voting.code_expired"));
        Assert.That(
            tries,
            Is.EqualTo(Enumerable.Repeat("voting.code_wrong", 4).Concat(Enumerable.Repeat("voting.code_spent", 3)))
        );
    }

    [Test]
    public async Task A_code_ends_after_ten_minutes_and_its_mail_is_never_sent_late()
    {
        await using SmtpServer server = new();
        await using var edition = await StartAsync(null, ("Smtp:Port", $"{server.Port}"));
        var id = A.Must(await RequestAsync(edition));
        var code = await CodeOfAsync(edition);
        edition.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.That((await TakeAsync(edition, id, code)).Refusal?.Code, Is.EqualTo("voting.code_expired"));
        await edition.Acts.WithAsync((SendDueMail a) => a.HandleAsync(default));
        Assert.That(server.Accepted, Is.Empty);
        Assert.That(await edition.Acts.WithDbAsync(db => db.OutboxMails.CountAsync()), Is.Zero);
        edition.Clock.Advance(TimeSpan.FromHours(24));
        Assert.That(await edition.Acts.WithAsync((ForgetVoterCodes a) => a.HandleAsync(default)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_mail_with_a_code_is_gone_from_the_outbox_once_it_is_sent_or_refused_for_good()
    {
        await using SmtpServer server = new();
        await using var edition = await StartAsync(null, ("Smtp:Port", $"{server.Port}"));
        A.Must(await RequestAsync(edition));
        var code = await CodeOfAsync(edition);
        await edition.Acts.WithAsync((SendDueMail a) => a.HandleAsync(default));
        Assert.That(server.Accepted.Single().Body, Does.Contain(code));
        Assert.That(await edition.Acts.WithDbAsync(db => db.OutboxMails.CountAsync()), Is.Zero);

        server.OnRecipient = to => $"550 <{to}> unknown";
        A.Must(await RequestAsync(edition, "nobody@example.invalid"));
        await edition.Acts.WithAsync((SendDueMail a) => a.HandleAsync(default));
        Assert.That(await edition.Acts.WithDbAsync(db => db.OutboxMails.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task When_the_vote_closes_codes_and_their_mails_go_and_no_more_are_sent()
    {
        await using var edition = await StartAsync();
        edition.Clock.Set(edition.Closes(Stage.Voting) - TimeSpan.FromMinutes(1));
        var id = A.Must(await RequestAsync(edition));
        var code = await CodeOfAsync(edition);

        await edition.CloseAsync(Stage.Voting);

        Assert.That(
            await edition.Acts.WithDbAsync(async db =>
                (await db.VoterCodes.CountAsync(), await db.OutboxMails.CountAsync(m => m.ForgetAt != null))
            ),
            Is.EqualTo((0, 0))
        );
        Assert.That((await TakeAsync(edition, id, code)).Refusal?.Code, Is.EqualTo("stage.is_closed"));
        Assert.That((await RequestAsync(edition)).Refusal?.Code, Is.EqualTo("stage.is_closed"));
    }

    [Test]
    public async Task A_way_the_rulebook_does_not_admit_or_nobody_set_up_sends_nothing()
    {
        await using var edition = await StartAsync();
        await using var devices = await A.EditionInVotingAsync(null, Smtp);

        Assert.That(
            new[]
            {
                (await RequestAsync(edition, "13800138000", tier: VoterIdentity.Phone)).Refusal?.Code,
                (await RequestAsync(edition, "oAbcdef", tier: VoterIdentity.WeChat)).Refusal?.Code,
                (await RequestAsync(edition, "no mailbox")).Refusal?.Code,
                (await RequestAsync(devices)).Refusal?.Code,
            },
            Is.EqualTo(
                new[]
                {
                    "voting.tier_away",
                    "voting.tier_not_admitted",
                    "voting.contact_email",
                    "voting.tier_not_admitted",
                }
            )
        );
    }

    private static async Task<A.Edition> StartAsync(
        Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor? interceptor = null,
        params (string, string)[] settings
    )
    {
        var edition = await A.EditionInVotingAsync(interceptor, [.. Smtp, .. settings]);
        return await edition.WithRulesAsync(r =>
            r with
            {
                Vote = r.Vote with { Identities = [VoterIdentity.Email, VoterIdentity.Phone] },
            }
        );
    }

    private static Task<Outcome<Guid>> RequestAsync(
        A.Edition edition,
        string typed = Mailbox,
        Guid? device = null,
        string network = Network,
        VoterIdentity tier = VoterIdentity.Email
    ) =>
        edition.Acts.WithAsync(
            (RequestVoterCode a) => a.HandleAsync(Command(edition, typed, device, network, tier), default)
        );

    private static RequestVoterCode.Command Command(
        A.Edition edition,
        string typed = Mailbox,
        Guid? device = null,
        string network = Network,
        VoterIdentity tier = VoterIdentity.Email
    ) => new(edition.Id, tier, typed, device ?? Device, network, "zh-CN");

    private static Task<Outcome<TakeVoterCode.Answer>> TakeAsync(
        A.Edition edition,
        Guid id,
        string code,
        Guid? device = null
    ) =>
        edition.Acts.WithAsync(
            (TakeVoterCode a) => a.HandleAsync(new(edition.Id, id, code, device ?? Device), default)
        );

    private static Task<string> CodeOfAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(async db =>
            Digits().Match(await db.OutboxMails.Where(m => m.To == Mailbox).Select(m => m.Body).SingleAsync()).Value
        );

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Digits();
}

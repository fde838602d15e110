using Contest.Core;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Handlers.People;

public sealed class InvitationTests
{
    private const string Password = "a sentence is a good password";

    [Test]
    public async Task An_invitation_makes_one_account_and_only_its_hash_is_kept()
    {
        await using var acts = await Acts.StartAsync();
        var token = Token(await InviteAsync(acts, "mei@example.invalid"));

        var accepted = await AcceptAsync(acts, token);
        var again = await AcceptAsync(acts, token);

        var invitation = await acts.WithDbAsync(db => db.Invitations.SingleAsync());
        var mail = await acts.WithDbAsync(db => db.OutboxMails.SingleAsync());
        Assert.Multiple(() =>
        {
            Assert.That(accepted.Value?.Role, Is.EqualTo(Role.Staff));
            Assert.That(again.Refusal?.Code, Is.EqualTo("people.invitation_used"));
            Assert.That(invitation.TokenHash, Is.EqualTo(InvitationToken.Hash(token)));
            Assert.That(invitation.UsedAt, Is.EqualTo(acts.Clock.GetUtcNow()));
            Assert.That(mail.To, Is.EqualTo("mei@example.invalid"));
            Assert.That(mail.Body, Does.Contain($"https://contest.test/account/invitation/{token}"));
        });
        Assert.That(await acts.WithDbAsync(db => AuditTrail.FirstBreakAsync(db, default)), Is.Null);
        Assert.That(
            await acts.WithDbAsync(db => db.AuditEvents.OrderBy(e => e.Number).Select(e => e.Act).ToListAsync()),
            Is.EqualTo(new[] { nameof(InvitePerson), nameof(AcceptInvitation) })
        );
    }

    [Test]
    public async Task A_newer_invitation_voids_the_older()
    {
        await using var acts = await Acts.StartAsync();
        var older = Token(await InviteAsync(acts, "mei@example.invalid"));
        var newer = Token(await InviteAsync(acts, "Mei@Example.Invalid"));

        Assert.That((await AcceptAsync(acts, older)).Refusal?.Code, Is.EqualTo("people.invitation_void"));
        Assert.That((await AcceptAsync(acts, newer)).Refusal, Is.Null);
    }

    [TestCase(0, null)]
    [TestCase(1, "people.invitation_expired")]
    public async Task An_invitation_is_good_for_fourteen_days(int secondsMore, string? code)
    {
        await using var acts = await Acts.StartAsync();
        var token = Token(await InviteAsync(acts, "mei@example.invalid"));

        acts.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1) + TimeSpan.FromSeconds(secondsMore));

        Assert.That((await AcceptAsync(acts, token)).Refusal?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task Two_clicks_at_once_make_one_account()
    {
        await using var acts = await Acts.StartAsync();
        var token = Token(await InviteAsync(acts, "mei@example.invalid"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AcceptAsync(acts, token)));

        Assert.That(outcomes.Count(o => o.Refusal is null), Is.EqualTo(1));
        Assert.That(
            outcomes.Select(o => o.Refusal?.Code).Where(c => c is not null),
            Is.All.EqualTo("people.invitation_used")
        );
        Assert.That(await acts.WithDbAsync(db => db.Users.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_invitations_of_one_address_at_once_leave_one_open()
    {
        await using var acts = await Acts.StartAsync(new StartLine(2));

        var links = await Task.WhenAll(
            InviteAsync(acts, "mei@example.invalid"),
            InviteAsync(acts, "mei@example.invalid")
        );

        Assert.That(links.Select(l => l.Refusal), Is.All.Null);
        Assert.That(
            await acts.WithDbAsync(db => db.Invitations.CountAsync(i => i.UsedAt == null && i.VoidedAt == null)),
            Is.EqualTo(1)
        );
    }

    [TestCase(Role.Staff)]
    [TestCase(Role.Supervisor)]
    [TestCase(Role.Judge)]
    [TestCase(Role.Entrant)]
    public async Task Only_an_organizer_invites(Role role)
    {
        await using var acts = await Acts.StartAsync();

        var outcome = await InviteAsync(acts, "mei@example.invalid", new(Guid.NewGuid(), "someone", role));

        Assert.That(outcome.Refusal?.Code, Is.EqualTo("people.organizer_only"));
        Assert.That(await acts.WithDbAsync(db => db.Invitations.CountAsync()), Is.Zero);
        Assert.That(await acts.WithDbAsync(db => db.OutboxMails.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task A_revoked_invitation_makes_no_account()
    {
        await using var acts = await Acts.StartAsync();
        var token = Token(await InviteAsync(acts, "mei@example.invalid"));
        var id = await acts.WithDbAsync(db => db.Invitations.Select(i => i.Id).SingleAsync());

        Actor organizer = new(Guid.NewGuid(), "方慧敏", Role.Organizer);
        Assert.That(await acts.WithAsync((RevokeInvitation r) => r.HandleAsync(new(id, organizer), default)), Is.Null);

        Assert.That((await AcceptAsync(acts, token)).Refusal?.Code, Is.EqualTo("people.invitation_void"));
    }

    [Test]
    public async Task The_first_organizer_gets_a_link_and_never_a_password()
    {
        await using var acts = await Acts.StartAsync();

        var link = await acts.WithAsync(
            (CreateOrganizer c) =>
                c.HandleAsync(new("first@example.invalid", "First", "https://contest.test", "en"), default)
        );

        Assert.That(await acts.WithDbAsync(db => db.Users.CountAsync()), Is.Zero);
        Assert.That((await AcceptAsync(acts, Token(link))).Value?.Role, Is.EqualTo(Role.Organizer));
    }

    internal static Task<Outcome<string>> InviteAsync(Acts acts, string email, Actor? by = null) =>
        acts.WithAsync(
            (InvitePerson invite) =>
                invite.HandleAsync(
                    new(email, "Mei", Role.Staff, "https://contest.test", "zh-CN", by ?? Actor.Console),
                    default
                )
        );

    private static string Token(Outcome<string> link) => link.Value!.Split('/')[^1];

    private static Task<Outcome<Person>> AcceptAsync(Acts acts, string token) =>
        acts.WithAsync((AcceptInvitation accept) => accept.HandleAsync(new(token, "Mei", Password, "zh-CN"), default));
}

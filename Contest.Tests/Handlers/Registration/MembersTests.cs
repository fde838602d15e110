using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public sealed class MembersTests
{
    [Test]
    public async Task Two_owners_who_leave_at_once_leave_one_behind()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var (lin, mei, organisation) = await TwoOwnersAsync(acts);
        line.IsArmed = true;

        var both = await Task.WhenAll(EndAsync(acts, organisation, lin, lin), EndAsync(acts, organisation, mei, mei));

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "organisation.hand_over_first" }));
        Assert.That(await OwnersAsync(acts, organisation), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_owners_who_step_down_at_once_leave_one_behind()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var (lin, mei, organisation) = await TwoOwnersAsync(acts);
        line.IsArmed = true;

        var both = await Task.WhenAll(
            ChangeAsync(acts, organisation, lin, MemberRole.Editor, lin),
            ChangeAsync(acts, organisation, mei, MemberRole.Editor, mei)
        );

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "organisation.last_owner" }));
        Assert.That(await OwnersAsync(acts, organisation), Is.EqualTo(1));
    }

    [Test]
    public async Task The_last_owner_hands_over_to_an_editor_and_what_they_registered_goes_along()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei");
        var ann = await A.EntrantAsync(acts, "ann");
        var organisation = await A.OrganisationAsync(acts, lin);
        await A.JoinAsync(acts, organisation, mei, MemberRole.Editor);
        await A.JoinAsync(acts, organisation, ann, MemberRole.Agent);
        var draft = await PartsTests.SaveAsync(acts, edition, lin, submit: false);

        var alone = await EndAsync(acts, organisation, lin, lin);
        var toAgent = await EndAsync(acts, organisation, lin, lin, ann, handOver: true);
        var handed = await EndAsync(acts, organisation, lin, lin, mei, handOver: true);

        Assert.That(alone?.Code, Is.EqualTo("organisation.hand_over_first"));
        Assert.That(toAgent?.Code, Is.EqualTo("organisation.successor_unfit"));
        Assert.That(handed, Is.Null);
        var roles = await acts.WithDbAsync(db =>
            db.Memberships.Where(m => m.EndedAt == null).ToDictionaryAsync(m => m.PersonId, m => m.Role)
        );
        Assert.That(
            roles,
            Is.EquivalentTo(
                new Dictionary<Guid, MemberRole>
                {
                    [mei.PersonId!.Value] = MemberRole.Owner,
                    [ann.PersonId!.Value] = MemberRole.Agent,
                }
            )
        );
        var entry = await acts.WithDbAsync(db => db.Entries.SingleAsync(e => e.Id == draft.EntryId));
        Assert.That(entry.OwnerId, Is.EqualTo(mei.PersonId));
        Assert.That(
            (await PartsTests.SaveAsync(acts, edition, lin, submit: false, entry.Id)).Refusal?.Code,
            Is.EqualTo("entry.not_yours")
        );
    }

    [Test]
    public async Task Only_owners_let_others_go()
    {
        await using var acts = await Acts.StartAsync();
        var (lin, mei, organisation) = await TwoOwnersAsync(acts);
        await ChangeAsync(acts, organisation, mei, MemberRole.Agent, lin);

        Assert.That((await EndAsync(acts, organisation, lin, mei))?.Code, Is.EqualTo("organisation.owner_only"));
        Assert.That(await EndAsync(acts, organisation, mei, lin), Is.Null);
        Assert.That((await EndAsync(acts, organisation, mei, lin))?.Code, Is.EqualTo("organisation.not_a_member"));
    }

    [Test]
    public async Task An_invited_colleague_without_an_account_makes_one_and_belongs()
    {
        await using var acts = await Acts.StartAsync();
        var lin = await A.EntrantAsync(acts, "lin");
        var organisation = await A.OrganisationAsync(acts, lin);

        Assert.That(await InviteAsync(acts, organisation, "New@example.invalid", MemberRole.Editor, lin), Is.Null);
        var accepted = await acts.WithAsync(
            (AcceptInvitation act) => act.HandleAsync(new(Token(acts), "新人", A.Password, "zh-CN"), default)
        );

        var member = await acts.WithDbAsync(db =>
            db.Memberships.SingleAsync(m => m.PersonId == accepted.Value!.Id && m.EndedAt == null)
        );
        Assert.That(
            (member.EntrantId, member.Role, member.InvitedBy),
            Is.EqualTo((organisation, MemberRole.Editor, lin.PersonId))
        );
    }

    [Test]
    public async Task An_invited_person_with_an_account_joins_signed_in_once_and_nobody_else_does()
    {
        await using var acts = await Acts.StartAsync();
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei");
        var ann = await A.EntrantAsync(acts, "ann");
        var organisation = await A.OrganisationAsync(acts, lin);
        await A.CreateAsync(acts, mei);
        Assert.That(await InviteAsync(acts, organisation, "mei@example.invalid", MemberRole.Agent, lin), Is.Null);
        var token = Token(acts);

        var stranger = await AcceptAsync(acts, token, ann);
        var judge = await AcceptAsync(acts, token, mei with { Role = Role.Judge });
        var clicks = await Task.WhenAll(AcceptAsync(acts, token, mei), AcceptAsync(acts, token, mei));

        Assert.That(stranger.Refusal?.Code, Is.EqualTo("organisation.other_address"));
        Assert.That(judge.Refusal?.Code, Is.EqualTo("organisation.not_an_entrant"));
        Assert.That(clicks.Select(c => c.Refusal?.Code), Is.EquivalentTo(new[] { null, "people.invitation_used" }));
        var asked = await acts.WithDbAsync(db => db.JoinRequests.SingleAsync());
        Assert.That(asked.Granted, Is.EqualTo(MemberRole.Agent), "what mei had asked is answered by it");
    }

    [Test]
    public async Task Only_owners_invite_and_take_back_and_members_need_no_invitation()
    {
        await using var acts = await Acts.StartAsync();
        var (lin, mei, organisation) = await TwoOwnersAsync(acts);
        await ChangeAsync(acts, organisation, mei, MemberRole.Editor, lin);

        var byEditor = await InviteAsync(acts, organisation, "x@example.invalid", MemberRole.Agent, mei);
        var member = await InviteAsync(acts, organisation, "MEI@example.invalid", MemberRole.Agent, lin);
        Assert.That(await InviteAsync(acts, organisation, "x@example.invalid", MemberRole.Agent, lin), Is.Null);
        var open = await acts.WithDbAsync(db => db.Invitations.Select(i => i.Id).SingleAsync());
        var revokedByEditor = await acts.WithAsync((RevokeInvitation r) => r.HandleAsync(new(open, mei), default));
        var revoked = await acts.WithAsync((RevokeInvitation r) => r.HandleAsync(new(open, lin), default));

        Assert.That(byEditor?.Code, Is.EqualTo("organisation.owner_only"));
        Assert.That(member?.Code, Is.EqualTo("organisation.already_member"));
        Assert.That(revokedByEditor?.Code, Is.EqualTo("people.organizer_only"));
        Assert.That(revoked, Is.Null);
    }

    [Test]
    public async Task The_database_itself_refuses_a_second_lasting_membership()
    {
        await using var acts = await Acts.StartAsync();
        var lin = await A.EntrantAsync(acts, "lin");
        var organisation = await A.OrganisationAsync(acts, lin);

        Assert.That(
            () => A.JoinAsync(acts, organisation, lin, MemberRole.Agent),
            Throws.InstanceOf<DbUpdateException>()
        );
    }

    private static async Task<(Actor Lin, Actor Mei, Guid Organisation)> TwoOwnersAsync(Acts acts)
    {
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei");
        var organisation = await A.OrganisationAsync(acts, lin);
        await A.JoinAsync(acts, organisation, mei, MemberRole.Owner);
        return (lin, mei, organisation);
    }

    private static Task<int> OwnersAsync(Acts acts, Guid organisation) =>
        acts.WithDbAsync(db =>
            db.Memberships.CountAsync(m =>
                m.EntrantId == organisation && m.EndedAt == null && m.Role == MemberRole.Owner
            )
        );

    private static string Token(Acts acts) =>
        acts.WithDbAsync(db =>
                db.OutboxMails.Where(m => m.Body.Contains("/account/invitation/")).Select(m => m.Body).SingleAsync()
            )
            .GetAwaiter()
            .GetResult()
            .Split("/account/invitation/")[1]
            .Split('\n')[0]
            .Trim();

    private static Task<Refusal?> InviteAsync(Acts acts, Guid organisation, string email, MemberRole role, Actor by) =>
        acts.WithAsync(
            (InviteMember act) => act.HandleAsync(new(organisation, email, "同事", role, A.Site, "zh-CN", by), default)
        );

    private static Task<Outcome<Guid>> AcceptAsync(Acts acts, string token, Actor by) =>
        acts.WithAsync((AcceptMembership act) => act.HandleAsync(new(token, by), default));

    private static Task<Refusal?> ChangeAsync(Acts acts, Guid organisation, Actor who, MemberRole to, Actor by) =>
        acts.WithAsync((ChangeMember act) => act.HandleAsync(new(organisation, who.PersonId!.Value, to, by), default));

    private static Task<Refusal?> EndAsync(
        Acts acts,
        Guid organisation,
        Actor who,
        Actor by,
        Actor? successor = null,
        bool handOver = false
    ) =>
        acts.WithAsync(
            (EndMembership act) =>
                act.HandleAsync(new(organisation, who.PersonId!.Value, successor?.PersonId, handOver, by), default)
        );
}

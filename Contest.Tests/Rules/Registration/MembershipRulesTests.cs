using Contest.Core.Registration;
using NUnit.Framework;

namespace Contest.Tests.Rules.Registration;

public sealed class MembershipRulesTests
{
    [TestCase(MemberRole.Owner, 0, false, null)]
    [TestCase(MemberRole.Owner, 19, false, null)]
    [TestCase(MemberRole.Owner, 20, false, "organisation.too_many_invitations")]
    [TestCase(MemberRole.Owner, 0, true, "organisation.already_member")]
    [TestCase(MemberRole.Editor, 0, false, "organisation.owner_only")]
    [TestCase(MemberRole.Agent, 0, false, "organisation.owner_only")]
    [TestCase(null, 0, false, "organisation.owner_only")]
    public void Only_owners_invite_not_members_and_not_the_whole_town(
        MemberRole? by,
        int open,
        bool isMember,
        string? code
    ) => Assert.That(MembershipRules.WhyNotInvite(by, open, isMember)?.Code, Is.EqualTo(code));

    [TestCase(MemberRole.Owner, MemberRole.Agent, MemberRole.Editor, 1, null)]
    [TestCase(MemberRole.Owner, MemberRole.Owner, MemberRole.Editor, 2, null)]
    [TestCase(MemberRole.Owner, MemberRole.Owner, MemberRole.Editor, 1, "organisation.last_owner")]
    [TestCase(MemberRole.Owner, MemberRole.Owner, MemberRole.Owner, 1, null)]
    [TestCase(MemberRole.Owner, null, MemberRole.Editor, 1, "organisation.not_a_member")]
    [TestCase(MemberRole.Owner, MemberRole.Agent, (MemberRole)7, 1, "organisation.unknown_role")]
    [TestCase(MemberRole.Editor, MemberRole.Agent, MemberRole.Editor, 1, "organisation.owner_only")]
    [TestCase(null, MemberRole.Agent, MemberRole.Editor, 1, "organisation.owner_only")]
    public void Owners_change_roles_and_one_stays_owner(
        MemberRole? by,
        MemberRole? from,
        MemberRole to,
        int owners,
        string? code
    ) => Assert.That(MembershipRules.WhyNotChange(by, from, to, owners)?.Code, Is.EqualTo(code));

    [TestCase(MemberRole.Agent, true, MemberRole.Agent, 1, null)]
    [TestCase(MemberRole.Owner, true, MemberRole.Owner, 2, null)]
    [TestCase(MemberRole.Owner, true, MemberRole.Owner, 1, "organisation.hand_over_first")]
    [TestCase(MemberRole.Owner, false, MemberRole.Editor, 1, null)]
    [TestCase(MemberRole.Owner, false, MemberRole.Owner, 2, null)]
    [TestCase(MemberRole.Owner, false, null, 1, "organisation.not_a_member")]
    [TestCase(MemberRole.Editor, false, MemberRole.Agent, 1, "organisation.owner_only")]
    [TestCase(null, true, null, 1, "organisation.not_a_member")]
    public void Members_leave_and_owners_end_but_the_last_owner_hands_over_first(
        MemberRole? by,
        bool isOwn,
        MemberRole? of,
        int owners,
        string? code
    ) => Assert.That(MembershipRules.WhyNotEnd(by, isOwn, of, owners)?.Code, Is.EqualTo(code));

    [TestCase(MemberRole.Owner, false, null)]
    [TestCase(MemberRole.Editor, false, null)]
    [TestCase(MemberRole.Agent, false, "organisation.successor_unfit")]
    [TestCase(null, false, "organisation.successor_unfit")]
    [TestCase(MemberRole.Owner, true, "organisation.successor_unfit")]
    public void Who_takes_over_may_submit_and_stays(MemberRole? successor, bool isLeaving, string? code) =>
        Assert.That(MembershipRules.WhyNotTakeOver(successor, isLeaving)?.Code, Is.EqualTo(code));

    [TestCase(true, null, true, false, false, null)]
    [TestCase(true, null, true, true, true, null)]
    [TestCase(false, MemberRole.Owner, true, true, true, null)]
    [TestCase(false, MemberRole.Editor, true, true, true, "organisation.owner_only")]
    [TestCase(false, null, true, false, false, "organisation.owner_only")]
    [TestCase(true, null, false, false, false, "organisation.request_decided")]
    [TestCase(true, null, true, false, true, "organisation.owner_meanwhile")]
    [TestCase(true, null, true, true, false, "organisation.owner_meanwhile")]
    public void The_office_or_an_owner_decides_what_they_were_shown(
        bool office,
        MemberRole? by,
        bool isOpen,
        bool hadOwner,
        bool hasOwner,
        string? code
    ) => Assert.That(MembershipRules.WhyNotDecide(office, by, isOpen, hadOwner, hasOwner)?.Code, Is.EqualTo(code));

    [TestCase(MemberRole.Owner, true, false, null)]
    [TestCase(MemberRole.Editor, true, false, null)]
    [TestCase(MemberRole.Agent, true, true, "organisation.agent_writes_only")]
    [TestCase(null, true, true, "organisation.lead_has_people")]
    [TestCase(null, true, false, "organisation.lead_has_people")]
    [TestCase(null, false, true, null)]
    [TestCase(null, false, false, "organisation.registrant_only")]
    public void The_lead_organisations_people_submit_or_without_people_the_registrant(
        MemberRole? role,
        bool hasMembers,
        bool isRegistrant,
        string? code
    ) => Assert.That(MembershipRules.WhyNotSubmit(role, hasMembers, isRegistrant, "沧澜")?.Code, Is.EqualTo(code));

    [TestCase(MemberRole.Editor, true, false, EntryState.Submitted, null)]
    [TestCase(MemberRole.Owner, true, false, EntryState.Draft, null)]
    [TestCase(MemberRole.Owner, true, false, EntryState.Accepted, null)]
    [TestCase(MemberRole.Agent, true, false, EntryState.Submitted, "organisation.editor_only")]
    [TestCase(null, true, false, EntryState.Submitted, "organisation.editor_only")]
    [TestCase(MemberRole.Owner, false, false, EntryState.Submitted, "organisation.takes_no_part")]
    [TestCase(MemberRole.Owner, true, true, EntryState.Submitted, "organisation.leads")]
    [TestCase(MemberRole.Owner, true, false, EntryState.Withdrawn, "organisation.part_closed")]
    [TestCase(MemberRole.Owner, true, false, EntryState.Rejected, "organisation.part_closed")]
    public void A_partners_owner_or_editor_answers_for_its_part(
        MemberRole? role,
        bool takesPart,
        bool isLead,
        EntryState state,
        string? code
    ) => Assert.That(MembershipRules.WhyNotAnswerPart(role, takesPart, isLead, state)?.Code, Is.EqualTo(code));
}

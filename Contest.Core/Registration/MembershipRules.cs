namespace Contest.Core.Registration;

/// <summary>Who may do what for an organisation, and that it never loses its last owner (issue 3, organisation accounts).</summary>
public static class MembershipRules
{
    /// <summary>Open invitations an organisation may have at a time; more would be mail to strangers.</summary>
    public const int MostOpenInvitations = 20;

    /// <summary>Characters of what someone says of themselves when asking to join.</summary>
    public const int LongestGrounds = 500;

    /// <summary>Invites people, changes roles, ends memberships, decides requests.</summary>
    public static bool MayManage(MemberRole? role) => role is MemberRole.Owner;

    /// <summary>Submits and takes back entries, confirms the organisation's part.</summary>
    public static bool MayAnswerFor(MemberRole? role) => role is MemberRole.Owner or MemberRole.Editor;

    /// <summary>Writes entries and reads them.</summary>
    public static bool MayWrite(MemberRole? role) => role is not null;

    /// <summary>Why this person may not invite now, or null when they may.</summary>
    /// <param name="by">The inviter's role in the organisation; null for a stranger.</param>
    /// <param name="open">Its open invitations.</param>
    /// <param name="isMember">The invited mailbox is a member's.</param>
    public static Refusal? WhyNotInvite(MemberRole? by, int open, bool isMember) =>
        !MayManage(by) ? new("organisation.owner_only")
        : isMember ? new("organisation.already_member")
        : open >= MostOpenInvitations ? new("organisation.too_many_invitations", MostOpenInvitations)
        : null;

    /// <summary>Why the member's role may not become another, or null when it may. The last owner stays one.</summary>
    /// <param name="by">The role of whoever changes it; null for a stranger.</param>
    /// <param name="from">The member's role now; null when the person is no member any more.</param>
    /// <param name="to">The role wanted.</param>
    /// <param name="owners">How many owners there are now.</param>
    public static Refusal? WhyNotChange(MemberRole? by, MemberRole? from, MemberRole to, int owners) =>
        !MayManage(by) ? new("organisation.owner_only")
        : from is null ? new("organisation.not_a_member")
        : !Enum.IsDefined(to) ? new("organisation.unknown_role")
        : from is MemberRole.Owner && to is not MemberRole.Owner && owners <= 1 ? new("organisation.last_owner")
        : null;

    /// <summary>
    /// Why this membership may not end now, or null when it may. Members end their own, owners anyone's. The last owner
    /// hands over first; who is the only member cannot, and stays.
    /// </summary>
    /// <param name="by">The role of whoever ends it; null for a stranger.</param>
    /// <param name="isOwn">It is their own.</param>
    /// <param name="of">The role that would end; null when the person is no member any more.</param>
    /// <param name="owners">How many owners there are now.</param>
    public static Refusal? WhyNotEnd(MemberRole? by, bool isOwn, MemberRole? of, int owners) =>
        !isOwn && !MayManage(by) ? new("organisation.owner_only")
        : of is null ? new("organisation.not_a_member")
        : of is MemberRole.Owner && owners <= 1 ? new("organisation.hand_over_first")
        : null;

    /// <summary>
    /// Why whoever takes over what a leaving person registered cannot, or null when they can: another member who may
    /// submit.
    /// </summary>
    /// <param name="successor">The role of the person named; null for a stranger.</param>
    /// <param name="isLeaving">It is the leaving person.</param>
    public static Refusal? WhyNotTakeOver(MemberRole? successor, bool isLeaving) =>
        isLeaving || !MayAnswerFor(successor) ? new("organisation.successor_unfit") : null;

    /// <summary>Why this person may not decide a request, or null when they may.</summary>
    /// <param name="office">The decider is of the contest office (organizer or staff).</param>
    /// <param name="by">The decider's role in the organisation; null for a stranger.</param>
    /// <param name="isOpen">It has not been decided or taken back.</param>
    /// <param name="hadOwner">What the decider was shown: whether the organisation has an owner.</param>
    /// <param name="hasOwner">Whether it has one now.</param>
    public static Refusal? WhyNotDecide(bool office, MemberRole? by, bool isOpen, bool hadOwner, bool hasOwner) =>
        !office && !MayManage(by) ? new("organisation.owner_only")
        : !isOpen ? new("organisation.request_decided")
        : hadOwner != hasOwner ? new("organisation.owner_meanwhile")
        : null;

    /// <summary>
    /// Why this person may not submit or take back an entry led by this organisation, or null when they may. Entries of
    /// an organisation with people count against its number, so only its owners and editors send them; an organisation
    /// without people is answered for by whoever registered the entry.
    /// </summary>
    /// <param name="role">The person's role in the lead organisation; null for a stranger.</param>
    /// <param name="leadHasMembers">Anybody acts for the lead organisation.</param>
    /// <param name="isRegistrant">The person registered the entry.</param>
    /// <param name="lead">The lead's name, for the sentence.</param>
    public static Refusal? WhyNotSubmit(MemberRole? role, bool leadHasMembers, bool isRegistrant, string lead) =>
        MayAnswerFor(role) ? null
        : role is MemberRole.Agent ? new("organisation.agent_writes_only", lead)
        : leadHasMembers ? new("organisation.lead_has_people", lead)
        : isRegistrant ? null
        : new("organisation.registrant_only");

    /// <summary>Why this person may not confirm or refuse a part, or null when they may.</summary>
    /// <param name="role">The person's role in the partner organisation; null for a stranger.</param>
    /// <param name="takesPart">The organisation is named in the entry.</param>
    /// <param name="isLead">It leads the entry: it has submitted it, and there is nothing to confirm.</param>
    /// <param name="state">Where the entry stands.</param>
    public static Refusal? WhyNotAnswerPart(MemberRole? role, bool takesPart, bool isLead, EntryState state) =>
        !MayAnswerFor(role) ? new("organisation.editor_only")
        : !takesPart ? new("organisation.takes_no_part")
        : isLead ? new("organisation.leads")
        : state is EntryState.Withdrawn or EntryState.Rejected ? new("organisation.part_closed")
        : null;
}

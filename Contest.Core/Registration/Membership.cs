namespace Contest.Core.Registration;

/// <summary>What a person may do for an organisation (issue 3): ordered from most to least.</summary>
public enum MemberRole
{
    /// <summary>负责人: everything, and who else belongs to the organisation.</summary>
    Owner = 1,

    /// <summary>经办人: writes, submits and takes back entries, confirms parts.</summary>
    Editor = 2,

    /// <summary>代理人: writes entries for the organisation; does not submit, confirm or manage people.</summary>
    Agent = 3,
}

/// <summary>
/// A person who acts for an organisation. A person may belong to several; it ends, and is never deleted. A change of
/// role ends it and begins another, so that who could do what when stays readable.
/// </summary>
public sealed class Membership
{
    /// <summary>Its identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The organisation.</summary>
    public Guid EntrantId { get; init; }

    /// <summary>The person.</summary>
    public Guid PersonId { get; init; }

    /// <summary>What the person may do.</summary>
    public MemberRole Role { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Who let the person in; null when the person made the organisation's account.</summary>
    public Guid? InvitedBy { get; init; }

    /// <summary>Until when; null while it lasts. At most one lasting membership a person and organisation.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who ended it: the person or an owner.</summary>
    public Guid? EndedBy { get; set; }
}

/// <summary>
/// Someone asks to act for an organisation that is already known. Its owners decide; while it has none, the contest
/// office does (a claim), for then nobody else can tell who belongs to it.
/// </summary>
public sealed class JoinRequest
{
    /// <summary>Its identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The organisation.</summary>
    public Guid EntrantId { get; init; }

    /// <summary>Who asks. At most one open request a person and organisation.</summary>
    public Guid PersonId { get; init; }

    /// <summary>What the person says of themselves; may be empty, at most 500 characters.</summary>
    public required string Grounds { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was decided or taken back; null while it is open.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>The role it was granted; null when it was refused or taken back.</summary>
    public MemberRole? Granted { get; set; }

    /// <summary>Who decided; the person when it was taken back.</summary>
    public Guid? DecidedBy { get; set; }

    /// <summary>The decider's name, as shown to an auditor.</summary>
    public string? DecidedByName { get; set; }
}

/// <summary>
/// A partner's answer about its part in an entry. The latest counts; earlier ones stay. It holds by organisation, so
/// saving the entry again does not lose it.
/// </summary>
public sealed class PartAnswer
{
    /// <summary>Its identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>The partner.</summary>
    public Guid EntrantId { get; init; }

    /// <summary>1 for the first answer of this partner about this entry, 2 for the next …</summary>
    public int Number { get; init; }

    /// <summary>True: the organisation takes part. False: it does not.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Who answered for the organisation.</summary>
    public Guid PersonId { get; init; }

    /// <summary>That person's name then.</summary>
    public required string PersonName { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

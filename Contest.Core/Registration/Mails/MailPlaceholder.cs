namespace Contest.Core.Registration.Mails;

/// <summary>The names that may stand in double braces in a mail template, and what each kind of mail may and must say.</summary>
public static class MailPlaceholder
{
    /// <summary>The person written to.</summary>
    public const string Contact = "contact";

    /// <summary>项目名称.</summary>
    public const string Entry = "entry";

    /// <summary>The edition's name.</summary>
    public const string Edition = "edition";

    /// <summary>主办单位.</summary>
    public const string Organizer = "organizer";

    /// <summary>The page where the reader goes on.</summary>
    public const string Link = "link";

    /// <summary>受理编号.</summary>
    public const string Receipt = "receipt";

    /// <summary>The moment of the submission, in the edition's time zone.</summary>
    public const string SubmittedAt = "submitted_at";

    /// <summary>The end of registration, in the edition's time zone.</summary>
    public const string Deadline = "deadline";

    /// <summary>参赛编号.</summary>
    public const string Code = "code";

    /// <summary>The reasons of a decision, R01 … R14 in words.</summary>
    public const string Reasons = "reasons";

    /// <summary>What the reviewer wrote to the entrant; may be empty.</summary>
    public const string Note = "note";

    /// <summary>补正期限, in the edition's time zone.</summary>
    public const string CorrectBy = "correct_by";

    /// <summary>The partner organisation that is asked.</summary>
    public const string Partner = "partner";

    /// <summary>How many dossiers a judge has left.</summary>
    public const string Open = "open";

    /// <summary>The end of the preliminary, in the edition's time zone.</summary>
    public const string JudgingUntil = "judging_until";

    private static readonly string[] Everywhere = [Contact, Entry, Edition, Organizer, Link];

    /// <summary>What a template of this kind may name, in the order a page lists it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such kind.</exception>
    public static IReadOnlyList<string> AllowedIn(MailKind kind) =>
        kind switch
        {
            MailKind.Receipt => [.. Everywhere, Receipt, SubmittedAt, Deadline],
            MailKind.Withdrawn => [.. Everywhere, Deadline],
            MailKind.Accepted => [.. Everywhere, Code, Note],
            MailKind.Returned => [.. Everywhere, Reasons, Note, CorrectBy],
            MailKind.Rejected => [.. Everywhere, Reasons, Note],
            MailKind.Part => [.. Everywhere, Partner],
            MailKind.JudgeReminder => [Contact, Edition, Organizer, Link, Open, JudgingUntil],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>What the body must name: without it the reader could not act on the mail (DOMAIN.md 1.5).</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such kind.</exception>
    public static IReadOnlyList<string> RequiredIn(MailKind kind) =>
        kind switch
        {
            MailKind.Receipt => [Entry, Receipt],
            MailKind.Withdrawn => [Entry],
            MailKind.Accepted => [Entry, Code],
            MailKind.Returned => [Entry, Reasons, Note, CorrectBy, Link],
            MailKind.Rejected => [Entry, Reasons, Note],
            MailKind.Part => [Entry, Partner, Link],
            MailKind.JudgeReminder => [Open, JudgingUntil, Link],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}

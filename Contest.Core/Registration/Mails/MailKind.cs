namespace Contest.Core.Registration.Mails;

/// <summary>A mail to an entrant or a judge whose words an organizer may change.</summary>
public enum MailKind
{
    /// <summary>受理回执: the entry was submitted; carries the receipt number.</summary>
    Receipt = 1,

    /// <summary>撤回: the entry was taken back by its own people.</summary>
    Withdrawn = 2,

    /// <summary>通过形式审查: carries the entry's code.</summary>
    Accepted = 3,

    /// <summary>退回补正: carries the reasons and the date.</summary>
    Returned = 4,

    /// <summary>不予通过: carries the reasons.</summary>
    Rejected = 5,

    /// <summary>合作单位确认: asks a partner's owner to confirm its part.</summary>
    Part = 6,

    /// <summary>催评提醒: tells a judge how many dossiers are left, with the way to them.</summary>
    JudgeReminder = 7,
}

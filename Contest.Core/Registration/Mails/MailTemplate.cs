namespace Contest.Core.Registration.Mails;

/// <summary>An organizer's own words for one kind of mail in one language; where none is kept the product's words are sent.</summary>
public sealed class MailTemplate
{
    /// <summary>The row.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition whose mails it words.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>Which mail.</summary>
    public MailKind Kind { get; init; }

    /// <summary>One of <see cref="MailWords.Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>At most <see cref="MailWords.LongestSubject"/> characters, one line.</summary>
    public required string Subject { get; set; }

    /// <summary>At most <see cref="MailWords.LongestBody"/> characters.</summary>
    public required string Body { get; set; }

    /// <summary>Who changed it last.</summary>
    public Guid? ChangedBy { get; set; }

    /// <summary>Their name at that moment.</summary>
    public required string ChangedByName { get; set; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Row version: of two editors the second is told.</summary>
    public uint Version { get; private set; }

    /// <summary>What it says.</summary>
    public MailWords Words => new(Subject, Body);
}

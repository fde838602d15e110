namespace Contest.Infrastructure.Mail;

/// <summary>A mail that an act promised, written in the act's own transaction and sent later by a job.</summary>
public sealed class OutboxMail
{
    public Guid Id { get; init; }
    public required string To { get; init; }
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }

    /// <summary>What it is about, unique when given: the same message is never queued twice.</summary>
    public string? Key { get; init; }
    public DateTimeOffset QueuedAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
    public int Tries { get; set; }

    /// <summary>Not before this moment (back-off after a temporary failure).</summary>
    public DateTimeOffset NextTryAt { get; set; }

    /// <summary>Why it will not be tried again; null while there is hope.</summary>
    public string? FailedFor { get; set; }

    /// <summary>
    /// For a mail that carries what must not be kept (a voter's code): gone from this moment on, sent or not, and at
    /// once when it is sent or refused for good. Null: the mail is kept.
    /// </summary>
    public DateTimeOffset? ForgetAt { get; init; }

    /// <summary>The server's last answer.</summary>
    public string? LastError { get; set; }
}

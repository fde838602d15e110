using System.ComponentModel.DataAnnotations;

namespace Contest.Infrastructure.Mail;

/// <summary>
/// The section <c>Smtp</c>. STARTTLS with AUTH LOGIN, or no TLS inside a closed network; implicit TLS (port 465) and
/// AUTH PLAIN are not supported (docs/decisions/0005-mail.md). No host: mails wait in the outbox.
/// </summary>
public sealed class SmtpSettings
{
    public string? Host { get; init; }

    [Range(1, 65535)]
    public int Port { get; init; } = 25;
    public bool StartTls { get; init; }
    public string? User { get; init; }
    public string? Password { get; init; }

    [EmailAddress]
    public string From { get; init; } = "contest@localhost.localdomain";
}

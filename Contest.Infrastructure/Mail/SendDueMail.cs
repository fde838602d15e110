using System.Net;
using System.Net.Mail;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Mail;

/// <summary>
/// Sends what is due in the outbox, one mail a transaction. A temporary answer (4xx, broken connection) is tried again
/// after 1, 2, 4 … 60 minutes; a final one (5xx) is kept and shown.
/// </summary>
public sealed class SendDueMail(ContestDb db, TimeProvider clock, IOptions<SmtpSettings> settings)
{
    public const int MostTries = 12;

    /// <summary>How many were sent.</summary>
    public async Task<int> HandleAsync(CancellationToken cancel)
    {
        await ForgetAsync(cancel);
        if (settings.Value.Host is null or "")
            return 0;
        var sent = 0;
        while (await SendNextAsync(cancel) is { } happened)
            sent += happened ? 1 : 0;
        return sent;
    }

    /// <summary>A code that came too late is not sent any more; nor is it kept where there is no mail server.</summary>
    private Task<int> ForgetAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return db.OutboxMails.Where(m => m.ForgetAt <= now).ExecuteDeleteAsync(cancel);
    }

    /// <summary>True: sent. False: tried in vain. Null: nothing is due.</summary>
    private async Task<bool?> SendNextAsync(CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = clock.GetUtcNow();
        if (await db.HoldNextMailAsync(now, cancel) is not { } mail)
            return null;
        mail.Tries++;
        try
        {
            await SendAsync(mail, cancel);
            mail.SentAt = now;
            mail.LastError = null;
        }
        catch (SmtpException e)
        {
            Judge(mail, e, now);
        }
        if (mail.ForgetAt is not null && (mail.SentAt is not null || mail.FailedFor is not null))
            db.Remove(mail); // the address and the code in it are kept nowhere
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return mail.SentAt is not null;
    }

    private async Task SendAsync(OutboxMail mail, CancellationToken cancel)
    {
        var smtp = settings.Value;
        using SmtpClient client = new(smtp.Host, smtp.Port) { EnableSsl = smtp.StartTls, Timeout = 20_000 };
        if (smtp.User is { Length: > 0 } user)
            client.Credentials = new NetworkCredential(user, smtp.Password);
        using MailMessage message = new(smtp.From, mail.To, mail.Subject, mail.Body)
        {
            SubjectEncoding = System.Text.Encoding.UTF8,
            BodyEncoding = System.Text.Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{smtp.From.Split('@')[^1]}>");
        await client.SendMailAsync(message, cancel);
    }

    private static void Judge(OutboxMail mail, SmtpException error, DateTimeOffset now)
    {
        mail.LastError = error.InnerException is null
            ? error.Message
            : $"{error.Message} {error.InnerException.Message}";
        var isFinal = (int)error.StatusCode is >= 500 and < 600 || mail.Tries >= MostTries;
        if (isFinal)
            mail.FailedFor = mail.LastError;
        else
            mail.NextTryAt =
                now + TimeSpan.FromMinutes(decimal.ToDouble(decimal.Min(60, 1L << Math.Min(mail.Tries - 1, 6))));
    }
}

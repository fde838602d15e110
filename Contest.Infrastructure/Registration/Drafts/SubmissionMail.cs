using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.Registration.Mails;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>The mails to an entry's contact about a submission and its withdrawal, in the language of whoever acted.</summary>
internal static class SubmissionMail
{
    /// <summary>The receipt.</summary>
    public static async Task<OutboxMail> OfAsync(
        ContestDb db,
        Entry entry,
        Submission submission,
        Rulebook rulebook,
        string address,
        CancellationToken cancel
    )
    {
        var to = await EnvelopeAsync(db, entry, submission.By, $"submitted:{submission.Receipt}", address, cancel);
        return await EntryMail.OfAsync(
            db,
            MailKind.Receipt,
            entry,
            rulebook,
            to,
            submission.At,
            cancel,
            (MailPlaceholder.Receipt, submission.Receipt),
            (MailPlaceholder.SubmittedAt, EntryMail.Moment(rulebook, submission.At, to.Language)),
            (MailPlaceholder.Deadline, Deadline(rulebook, to.Language))
        );
    }

    /// <summary>The entry's last submission was taken back.</summary>
    public static async Task<OutboxMail> WithdrawnAsync(
        ContestDb db,
        Entry entry,
        Guid by,
        Rulebook rulebook,
        string address,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var taken = await db.Submissions.CountAsync(s => s.EntryId == entry.Id, cancel);
        var to = await EnvelopeAsync(db, entry, by, $"withdrawn:{entry.Id}:{taken}", address, cancel);
        return await EntryMail.OfAsync(
            db,
            MailKind.Withdrawn,
            entry,
            rulebook,
            to,
            now,
            cancel,
            (MailPlaceholder.Deadline, Deadline(rulebook, to.Language))
        );
    }

    private static async Task<EntryMail.Envelope> EnvelopeAsync(
        ContestDb db,
        Entry entry,
        Guid by,
        string key,
        string address,
        CancellationToken cancel
    ) =>
        new(
            entry.ContactEmail,
            entry.ContactName,
            await db.LanguageOfAsync(by, cancel),
            key,
            await db.PageOfAsync(entry, address, cancel)
        );

    private static string Deadline(Rulebook rulebook, string language)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        return EntryMail.Moment(rulebook, rulebook.Window(Stage.Registration).Closes(zone), language);
    }
}

using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>The mail that confirms a submission, to the entry's contact, in the language of whoever submitted.</summary>
internal static class SubmissionMail
{
    public static async Task<OutboxMail> OfAsync(
        ContestDb db,
        Entry entry,
        Submission submission,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        var culture =
            await db.Users.Where(p => p.Id == submission.By).Select(p => p.Culture).SingleOrDefaultAsync(cancel)
            ?? "zh-CN";
        var language = CultureInfo.GetCultureInfo(culture);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        string At(DateTimeOffset moment) =>
            TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        object[] arguments =
        [
            entry.ContactName,
            entry.Title,
            submission.Receipt,
            At(submission.At),
            At(rulebook.Window(Stage.Registration).Closes(zone)),
            rulebook.Title.For(culture),
        ];
        return new()
        {
            Id = Guid.CreateVersion7(submission.At),
            To = entry.ContactEmail,
            Subject = string.Format(language, Words.Find("entry.mail-submitted-subject", language)!, arguments),
            Body = string.Format(language, Words.Find("entry.mail-submitted-body", language)!, arguments),
            Key = $"submitted:{submission.Receipt}",
            QueuedAt = submission.At,
            NextTryAt = submission.At,
        };
    }
}

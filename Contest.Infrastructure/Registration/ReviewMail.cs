using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.Registration.Mails;

namespace Contest.Infrastructure.Registration;

/// <summary>The mail that tells an entry's contact a decision of formal review, in the owner's language.</summary>
internal static class ReviewMail
{
    public static async Task<OutboxMail> OfAsync(
        ContestDb db,
        Entry entry,
        ReviewDecision decision,
        Rulebook rulebook,
        string address,
        CancellationToken cancel
    )
    {
        var language = await db.LanguageOfAsync(entry.OwnerId, cancel);
        var culture = CultureInfo.GetCultureInfo(language);
        var reasons = decision
            .Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(r => Words.Find("review." + r.ToLowerInvariant(), culture)!);
        return await EntryMail.OfAsync(
            db,
            KindOf(decision.Outcome),
            entry,
            rulebook,
            new(
                entry.ContactEmail,
                entry.ContactName,
                language,
                $"review:{decision.Id}",
                await db.PageOfAsync(entry, address, cancel)
            ),
            decision.DecidedAt,
            cancel,
            (MailPlaceholder.Code, entry.Code ?? ""),
            (MailPlaceholder.Reasons, string.Join(language == "en" ? "; " : "；", reasons)),
            (MailPlaceholder.Note, decision.Note),
            (MailPlaceholder.CorrectBy, decision.CorrectBy is { } by ? EntryMail.Moment(rulebook, by, language) : "")
        );
    }

    private static MailKind KindOf(ReviewOutcome outcome) =>
        outcome switch
        {
            ReviewOutcome.Accepted => MailKind.Accepted,
            ReviewOutcome.Returned => MailKind.Returned,
            _ => MailKind.Rejected,
        };
}

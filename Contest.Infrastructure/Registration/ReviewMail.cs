using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>The mail that tells an entry's contact a decision of formal review, in the owner's language.</summary>
internal static class ReviewMail
{
    public static async Task<OutboxMail> OfAsync(
        ContestDb db,
        Entry entry,
        ReviewDecision decision,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        var culture =
            await db.Users.Where(p => p.Id == entry.OwnerId).Select(p => p.Culture).SingleOrDefaultAsync(cancel)
            ?? "zh-CN";
        var language = CultureInfo.GetCultureInfo(culture);
        string Text(string code) => Words.Find(code, language)!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        object[] arguments =
        [
            entry.ContactName,
            entry.Title,
            entry.Code ?? "",
            string.Join(
                "; ",
                decision.Reasons.Split(',').Where(r => r.Length > 0).Select(r => Text("review." + r.ToLowerInvariant()))
            ),
            decision.Note,
            decision.CorrectBy is { } by
                ? TimeZoneInfo.ConvertTime(by, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
                : "",
            rulebook.Title.For(culture),
        ];
        var kind = "review.mail-" + decision.Outcome.ToString().ToLowerInvariant();
        return new()
        {
            Id = Guid.CreateVersion7(decision.DecidedAt),
            To = entry.ContactEmail,
            Subject = string.Format(language, Text(kind + "-subject"), arguments),
            Body = string.Format(language, Text(kind + "-body"), arguments),
            Key = $"review:{decision.Id}",
            QueuedAt = decision.DecidedAt,
            NextTryAt = decision.DecidedAt,
        };
    }
}

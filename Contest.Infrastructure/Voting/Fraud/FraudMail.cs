using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Fraud;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Fraud;

/// <summary>Tells the owners of an entry that ballots for it are under review, each in their own language.</summary>
internal static class FraudMail
{
    public static async Task TellOwnersAsync(
        this ContestDb db,
        FraudCase file,
        Rulebook rulebook,
        string? address,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var entry = await db
            .Entries.AsNoTracking()
            .Where(e => e.Id == file.EntryId)
            .Select(e => new
            {
                e.Code,
                e.Title,
                e.OwnerId,
                Lead = e.Participations.Where(p => p.Position == 1).Select(p => p.EntrantId).FirstOrDefault(),
            })
            .SingleAsync(cancel);
        var owners = await db.OwnersOfAsync(entry.Lead, cancel);
        if (owners.Count == 0)
            owners = await db
                .Users.AsNoTracking()
                .Where(p => p.Id == entry.OwnerId && p.Email != null)
                .ToListAsync(cancel);
        var slug = await db.Competitions.Where(c => c.Id == file.CompetitionId).Select(c => c.Slug).SingleAsync(cancel);
        var until = TimeZoneInfo.ConvertTime(
            now.AddHours(rulebook.Vote.Fraud.AnswerHours),
            TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)
        );
        foreach (var owner in owners)
        {
            var culture = CultureInfo.GetCultureInfo(owner.Culture);
            var page = string.Create(
                CultureInfo.InvariantCulture,
                $"{address?.TrimEnd('/')}/my/{slug}/entries/{file.EntryId}/vote-review/{file.Number}"
            );
            db.OutboxMails.Add(
                new OutboxMail
                {
                    Id = Guid.CreateVersion7(now),
                    To = owner.Email!,
                    Subject = string.Format(
                        culture,
                        Words.Find("fraud.mail_subject", culture)!,
                        rulebook.Title.For(owner.Culture),
                        entry.Code
                    ),
                    Body = string.Format(
                        culture,
                        Words.Find("fraud.mail_body", culture)!,
                        owner.DisplayName,
                        entry.Code,
                        entry.Title,
                        until,
                        page
                    ),
                    Key = string.Create(CultureInfo.InvariantCulture, $"fraud:{file.Id:N}:{owner.Id:N}"),
                    QueuedAt = now,
                    NextTryAt = now,
                }
            );
        }
    }
}

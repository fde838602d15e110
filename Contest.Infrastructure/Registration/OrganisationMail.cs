using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Registration.Mails;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>The mails about organisations, in the reader's language. Their words are in <c>Contest.Core/Texts/organisation.resx</c>.</summary>
internal static class OrganisationMail
{
    /// <summary>A mail from the texts <c>organisation.mail.{kind}.subject</c> and <c>.body</c>.</summary>
    public static OutboxMail Write(
        string kind,
        string to,
        string culture,
        string key,
        DateTimeOffset now,
        params object[] arguments
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            To = to,
            Subject = Say($"organisation.mail.{kind}.subject", culture, arguments),
            Body = Say($"organisation.mail.{kind}.body", culture, arguments),
            Key = key,
            QueuedAt = now,
            NextTryAt = now,
        };

    public static string Page(string address, Guid entrantId) => $"{address.TrimEnd('/')}/my/organisations/{entrantId}";

    /// <summary>The organisation's owners, who can be written to.</summary>
    public static Task<List<Person>> OwnersOfAsync(this ContestDb db, Guid entrantId, CancellationToken cancel) =>
        db
            .Users.AsNoTracking()
            .Where(p =>
                p.Email != null
                && db.Memberships.Any(m =>
                    m.EntrantId == entrantId && m.PersonId == p.Id && m.EndedAt == null && m.Role == MemberRole.Owner
                )
            )
            .OrderBy(p => p.Id)
            .ToListAsync(cancel);

    /// <summary>
    /// Asks the owners of every partner that has not answered yet, once each, however often the entry is submitted.
    /// </summary>
    public static async Task AskPartnersAsync(
        this ContestDb db,
        Entry entry,
        IReadOnlyCollection<Entrant> partners,
        Rulebook rulebook,
        string address,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        foreach (var partner in partners)
        {
            if (await db.PartAnswers.AnyAsync(a => a.EntryId == entry.Id && a.EntrantId == partner.Id, cancel))
                continue;
            foreach (var owner in await db.OwnersOfAsync(partner.Id, cancel))
            {
                var key = $"part:{entry.Id}:{partner.Id}:{owner.Id}";
                if (!await db.OutboxMails.AnyAsync(m => m.Key == key, cancel))
                    db.Add(
                        await EntryMail.OfAsync(
                            db,
                            MailKind.Part,
                            entry,
                            rulebook,
                            new(owner.Email!, owner.DisplayName, owner.Culture, key, Page(address, partner.Id)),
                            now,
                            cancel,
                            (MailPlaceholder.Partner, partner.Name)
                        )
                    );
            }
        }
    }

    private static string Say(string code, string culture, object[] arguments)
    {
        var language = CultureInfo.GetCultureInfo(culture);
        var text = Words.Find(code, language) ?? throw new InvalidOperationException($"No text {code}.");
        return string.Format(language, text, arguments);
    }
}

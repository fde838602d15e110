using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Mails;

/// <summary>
/// A mail to an entrant from the edition's template, written into the outbox in the transaction of the act it tells of:
/// act and mail are kept together or not at all.
/// </summary>
internal static class EntryMail
{
    /// <summary>Who it goes to, in which language, and under which key: the same key is never queued twice.</summary>
    public sealed record Envelope(string To, string Name, string Language, string Key, string Link);

    public static async Task<OutboxMail> OfAsync(
        ContestDb db,
        MailKind kind,
        Entry entry,
        Rulebook rulebook,
        Envelope envelope,
        DateTimeOffset now,
        CancellationToken cancel,
        params (string Name, string Value)[] more
    )
    {
        var words = await db.MailWordsAsync(entry.CompetitionId, kind, envelope.Language, cancel);
        var values = Common(entry, rulebook, envelope);
        foreach (var (name, value) in more)
            values[name] = value;
        var filled = words.Filled(values);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            To = envelope.To,
            Subject = filled.Subject,
            Body = filled.Body,
            Key = envelope.Key,
            QueuedAt = now,
            NextTryAt = now,
        };
    }

    /// <summary>The organizer's words, or the product's where none are kept.</summary>
    public static async Task<MailWords> MailWordsAsync(
        this ContestDb db,
        Guid competitionId,
        MailKind kind,
        string language,
        CancellationToken cancel
    ) =>
        await db
            .MailTemplates.Where(t => t.CompetitionId == competitionId && t.Kind == kind && t.Language == language)
            .Select(t => new MailWords(t.Subject, t.Body))
            .SingleOrDefaultAsync(cancel)
        ?? MailWords.Default(kind, language);

    /// <summary>A person's language; the product's first where the person is not known.</summary>
    public static async Task<string> LanguageOfAsync(this ContestDb db, Guid? personId, CancellationToken cancel) =>
        await db.Users.Where(p => p.Id == personId).Select(p => p.Culture).SingleOrDefaultAsync(cancel)
        ?? MailWords.Languages[0];

    /// <summary>The entrant's own page of the entry.</summary>
    public static async Task<string> PageOfAsync(
        this ContestDb db,
        Entry entry,
        string address,
        CancellationToken cancel
    )
    {
        var slug = await db
            .Competitions.Where(c => c.Id == entry.CompetitionId)
            .Select(c => c.Slug)
            .SingleAsync(cancel);
        return $"{address.TrimEnd('/')}/my/{slug}/entries/{entry.Id}";
    }

    /// <summary>A moment in the edition's time zone and the mail's language, as the pages write it.</summary>
    public static string Moment(Rulebook rulebook, DateTimeOffset at, string language) =>
        Moments.OnPaper(
            at,
            TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone),
            CultureInfo.GetCultureInfo(language)
        );

    /// <summary>主办单位, in the mail's language.</summary>
    public static string Hosts(Rulebook rulebook, string language) =>
        string.Join(language == "en" ? ", " : "、", rulebook.Hosts.Select(h => h.For(language)));

    private static Dictionary<string, string> Common(Entry entry, Rulebook rulebook, Envelope envelope) =>
        new()
        {
            [MailPlaceholder.Contact] = envelope.Name,
            [MailPlaceholder.Entry] = entry.Title,
            [MailPlaceholder.Edition] = rulebook.Title.For(envelope.Language),
            [MailPlaceholder.Organizer] = Hosts(rulebook, envelope.Language),
            [MailPlaceholder.Link] = envelope.Link,
        };
}

using System.Globalization;
using Contest.Core;
using Contest.Infrastructure.Mail;

namespace Contest.Infrastructure.People;

/// <summary>The mails about accounts, in the reader's language. Their words are in <c>Contest.Core/Texts/people.resx</c>.</summary>
internal static class PeopleMail
{
    /// <summary>A mail from the texts <c>people.mail.{kind}.subject</c> and <c>.body</c>.</summary>
    public static OutboxMail Write(
        string kind,
        string to,
        string culture,
        DateTimeOffset now,
        string? key = null,
        params object[] arguments
    ) => Write(kind, to, culture, now, key, forgetAt: null, arguments);

    /// <summary>As above; a mail that carries a code is gone at that moment, sent or not.</summary>
    public static OutboxMail Write(
        string kind,
        string to,
        string culture,
        DateTimeOffset now,
        string? key,
        DateTimeOffset? forgetAt,
        object[] arguments
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            ForgetAt = forgetAt,
            To = to,
            Subject = Say($"people.mail.{kind}.subject", culture, arguments),
            Body = Say($"people.mail.{kind}.body", culture, arguments),
            Key = key,
            QueuedAt = now,
            NextTryAt = now,
        };

    private static string Say(string code, string culture, object[] arguments)
    {
        var language = CultureInfo.GetCultureInfo(culture);
        var text = Words.Find(code, language) ?? throw new InvalidOperationException($"No text {code}.");
        return string.Format(language, text, arguments);
    }
}

using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration.Mails;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Organise.MailTemplates;

/// <summary>The names of mails and placeholders, and the invented entry a preview is filled with.</summary>
public static class SampleMail
{
    public static string Name(MailKind kind) => Say($"Kind{kind}");

    /// <summary>What makes the product send it.</summary>
    public static string When(MailKind kind) => Say($"When{kind}");

    /// <summary>A language by its own name.</summary>
    public static string Name(string language) =>
        language switch
        {
            "zh-HK" => Mailing.LanguageZhHk,
            "en" => Mailing.LanguageEn,
            _ => Mailing.LanguageZhCn,
        };

    /// <summary>A language in the reader's.</summary>
    public static string Said(string language) =>
        language switch
        {
            "zh-HK" => Mailing.SaidZhHk,
            "en" => Mailing.SaidEn,
            _ => Mailing.SaidZhCn,
        };

    /// <summary>What a placeholder stands for.</summary>
    public static string Meaning(string placeholder) => Say($"Means_{placeholder}");

    /// <summary>The template filled with an invented entry, in its own language.</summary>
    public static MailWords Of(MailKind kind, string language, MailWords words, Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(rulebook);
        var culture = CultureInfo.GetCultureInfo(language);
        var values = MailPlaceholder
            .AllowedIn(kind)
            .ToDictionary(p => p, p => Mailing.ResourceManager.GetString($"Sample_{p}", culture) ?? "");
        foreach (var (placeholder, moment) in SomeMoments(rulebook).Where(m => values.ContainsKey(m.Placeholder)))
            values[placeholder] = Moments.OnPaper(moment, Zone(rulebook), culture);
        values[MailPlaceholder.Reasons] = string.Join(
            language == "en" ? "; " : "；",
            new[] { "review.r05", "review.r10" }.Select(r => Words.Find(r, culture))
        );
        if (kind == MailKind.JudgeReminder)
            values[MailPlaceholder.Link] = Mailing.ResourceManager.GetString("SampleJudgeLink", culture)!;
        values[MailPlaceholder.Edition] = rulebook.Title.For(language);
        values[MailPlaceholder.Organizer] = string.Join(
            language == "en" ? ", " : "、",
            rulebook.Hosts.Select(h => h.For(language))
        );
        return words.Filled(values);
    }

    /// <summary>Invented moments around the edition's own deadline.</summary>
    private static IEnumerable<(string Placeholder, DateTimeOffset Moment)> SomeMoments(Rulebook rulebook)
    {
        var closes = rulebook.Window(Stage.Registration).Closes(Zone(rulebook));
        yield return (MailPlaceholder.SubmittedAt, closes.AddDays(-3).AddHours(-8.5));
        yield return (MailPlaceholder.Deadline, closes);
        yield return (MailPlaceholder.CorrectBy, closes.AddDays(7));
        yield return (MailPlaceholder.JudgingUntil, rulebook.Window(Stage.Preliminary).Closes(Zone(rulebook)));
    }

    private static TimeZoneInfo Zone(Rulebook rulebook) => TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);

    private static string Say(string key) => Mailing.ResourceManager.GetString(key, CultureInfo.CurrentUICulture)!;
}

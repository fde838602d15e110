using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.Registration.Mails;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Reminds judges of dossiers they still owe, each in their own language with the link to their desk: once a day at most,
/// and recorded. The mail names numbers and the deadline, no project.
/// </summary>
public sealed class RemindJudges(ContestDb db, TimeProvider clock)
{
    /// <param name="CompetitionId">The edition.</param>
    /// <param name="Judges">Whom; those who owe nothing, have no account or were reminded today are passed over.</param>
    /// <param name="Address">The house's address, e.g. https://contest.example.</param>
    /// <param name="Actor">Who asks.</param>
    public sealed record Command(Guid CompetitionId, IReadOnlyCollection<Guid> Judges, string Address, Actor Actor);

    public async Task<Outcome<IReadOnlyList<string>>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not (Role.Organizer or Role.Staff or null))
            return new Refusal("plan.not_reminding");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldPlanAsync(command.CompetitionId, cancel); // two who press at once remind once
        if (
            StageGates.WhyNotAct(await db.HoldStageAsync(command.CompetitionId, Stage.Preliminary, cancel)) is
            { } closed
        )
            return closed;
        var rulebook = await db.RulebookOfAsync(command.CompetitionId, cancel);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date);
        var due = await DueAsync(command, today, cancel);
        if (due.Count == 0)
            return new Refusal("plan.nobody_to_remind");

        var words = await WordsAsync(command.CompetitionId, due, cancel);
        foreach (var judge in due)
        {
            db.JudgeReminders.Add(
                new()
                {
                    JudgeId = judge.Id,
                    On = today,
                    CompetitionId = command.CompetitionId,
                    At = now,
                    By = command.Actor.Name,
                    Dossiers = judge.Open,
                }
            );
            db.OutboxMails.Add(Mail(judge, words[judge.Culture], rulebook, command.Address, today, now));
        }
        List<string> names = [.. due.Select(d => d.Name)];
        await db.RecordAsync(
            command.Actor,
            nameof(RemindJudges),
            "preliminary",
            now,
            command.CompetitionId,
            after: due.Select(d => new { d.Id, d.Open }),
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return names;
    }

    private async Task<List<Owing>> DueAsync(Command command, DateOnly today, CancellationToken cancel)
    {
        var asked = command.Judges.ToList();
        var judges = await (
            from judge in db.Judges
            join person in db.Users on judge.PersonId equals person.Id
            where judge.CompetitionId == command.CompetitionId && asked.Contains(judge.Id) && person.Email != null
            where judge.LeftAt == null && !db.JudgeReminders.Any(r => r.JudgeId == judge.Id && r.On == today)
            orderby judge.Id
            select new Owing(
                judge.Id,
                judge.Name,
                person.Email!,
                person.Culture,
                db.JudgeSheets.Count(s =>
                    s.JudgeId == judge.Id
                    && s.Round == Stage.Preliminary
                    && s.SubmittedAt == null
                    && s.RecusedAt == null
                    && s.SetAsideAt == null
                )
            )
        ).ToListAsync(cancel);
        return [.. judges.Where(j => j.Open > 0)];
    }

    /// <summary>The edition's words for each language that is needed.</summary>
    private async Task<Dictionary<string, MailWords>> WordsAsync(
        Guid competitionId,
        IReadOnlyList<Owing> due,
        CancellationToken cancel
    )
    {
        Dictionary<string, MailWords> words = [];
        foreach (var language in due.Select(d => d.Culture).Distinct())
            words[language] = await db.MailWordsAsync(competitionId, MailKind.JudgeReminder, language, cancel);
        return words;
    }

    private static OutboxMail Mail(
        Owing judge,
        MailWords words,
        Rulebook rulebook,
        string address,
        DateOnly today,
        DateTimeOffset now
    )
    {
        var until = rulebook.Window(Stage.Preliminary).Closes(TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone));
        var filled = words.Filled(
            new Dictionary<string, string>
            {
                [MailPlaceholder.Contact] = judge.Name,
                [MailPlaceholder.Edition] = rulebook.Title.For(judge.Culture),
                [MailPlaceholder.Organizer] = EntryMail.Hosts(rulebook, judge.Culture),
                [MailPlaceholder.Link] = $"{address.TrimEnd('/')}/jury",
                [MailPlaceholder.Open] = judge.Open.ToString(CultureInfo.InvariantCulture),
                [MailPlaceholder.JudgingUntil] = EntryMail.Moment(rulebook, until, judge.Culture),
            }
        );
        return new()
        {
            Id = Guid.CreateVersion7(now),
            To = judge.Email,
            Subject = filled.Subject,
            Body = filled.Body,
            Key = string.Create(CultureInfo.InvariantCulture, $"judge-reminder:{judge.Id:N}:{today:yyyyMMdd}"),
            QueuedAt = now,
            NextTryAt = now,
        };
    }

    private sealed record Owing(Guid Id, string Name, string Email, string Culture, int Open);
}

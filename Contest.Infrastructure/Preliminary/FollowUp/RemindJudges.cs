using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
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

        var until = rulebook.Window(Stage.Preliminary).Closes(zone);
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
            db.OutboxMails.Add(
                Mail(judge, rulebook, TimeZoneInfo.ConvertTime(until, zone), command.Address, today, now)
            );
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

    private static OutboxMail Mail(
        Owing judge,
        Rulebook rulebook,
        DateTimeOffset until,
        string address,
        DateOnly today,
        DateTimeOffset now
    )
    {
        var culture = CultureInfo.GetCultureInfo(judge.Culture);
        var title = rulebook.Title.For(judge.Culture);
        var moment = until.ToString(culture.Name == "en" ? "d MMMM yyyy HH:mm" : "yyyy年M月d日 HH:mm", culture);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            To = judge.Email,
            Subject = string.Format(culture, Words.Find("plan.mail_subject", culture)!, title, judge.Open),
            Body = string.Format(
                culture,
                Words.Find("plan.mail_body", culture)!,
                judge.Name,
                title,
                judge.Open,
                moment,
                rulebook.TimeZone,
                $"{address.TrimEnd('/')}/jury"
            ),
            Key = string.Create(CultureInfo.InvariantCulture, $"judge-reminder:{judge.Id:N}:{today:yyyyMMdd}"),
            QueuedAt = now,
            NextTryAt = now,
        };
    }

    private sealed record Owing(Guid Id, string Name, string Email, string Culture, int Open);
}

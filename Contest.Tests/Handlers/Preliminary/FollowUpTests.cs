using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Registration.Mails;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Handlers.Preliminary;

public class FollowUpTests
{
    [Test]
    public async Task A_judge_is_reminded_once_a_day_of_what_is_open_with_the_own_link()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await A.EditionInPreliminaryAsync(line);
        var judges = await JudgesAsync(edition);
        const string mailbox = "judge@example.invalid";
        await edition.Acts.WithDbAsync(db =>
        {
            db.Users.Add(
                new()
                {
                    Id = judges[0].PersonId!.Value,
                    DisplayName = judges[0].Name,
                    Role = Role.Judge,
                    Email = mailbox,
                    Culture = "en",
                }
            );
            return db.SaveChangesAsync();
        });

        line.IsArmed = true;
        var both = await Task.WhenAll(RemindAsync(edition, judges[0].Id), RemindAsync(edition, judges[0].Id));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "plan.nobody_to_remind" }));
        var mail = await edition.Acts.WithDbAsync(db => db.OutboxMails.SingleAsync(m => m.To == mailbox));
        var open = await edition.Acts.WithDbAsync(db =>
            db.JudgeSheets.CountAsync(s => s.JudgeId == judges[0].Id && s.SubmittedAt == null)
        );
        Assert.That(mail.Body, Does.Contain("https://contest.example/jury").And.Contain($"{open} dossiers"));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.JudgeReminders.Select(r => r.Dossiers).SingleAsync()),
            Is.EqualTo(open)
        );
    }

    [Test]
    public async Task A_reminder_is_worded_as_the_organizer_wrote_it_for_that_language_and_as_before_in_the_others()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var judges = await edition.Acts.WithDbAsync(db => db.Judges.OrderBy(j => j.Name).Take(2).ToListAsync());
        await edition.Acts.WithDbAsync(db =>
        {
            foreach (var (judge, culture) in judges.Zip(["zh-HK", "zh-CN"]))
                db.Users.Add(
                    new()
                    {
                        Id = judge.PersonId!.Value,
                        DisplayName = judge.Name,
                        Role = Role.Judge,
                        Email = $"{culture}@example.invalid",
                        Culture = culture,
                    }
                );
            return db.SaveChangesAsync();
        });
        MailWords own = new("{{edition}}：{{open}} 份", "{{contact}}老師：{{open}} 份，{{judging_until}}，{{link}}");
        var problems = await edition.Acts.WithAsync(
            (SaveMailTemplate a) =>
                a.HandleAsync(new(edition.Id, MailKind.JudgeReminder, "zh-HK", own, null, A.Organizer), default)
        );
        Assert.That(problems, Is.Empty);

        foreach (var judge in judges)
            Assert.That((await RemindAsync(edition, judge.Id)).Refusal, Is.Null);

        var mails = await edition.Acts.WithDbAsync(db => db.OutboxMails.ToDictionaryAsync(m => m.To));
        var open = await edition.Acts.WithDbAsync(db => db.JudgeReminders.ToDictionaryAsync(r => r.JudgeId));
        var until = Moments.OnPaper(
            edition.Closes(Stage.Preliminary),
            edition.Zone,
            System.Globalization.CultureInfo.GetCultureInfo("zh-HK")
        );
        Assert.That(
            mails["zh-HK@example.invalid"].Body,
            Is.EqualTo($"{judges[0].Name}老師：{open[judges[0].Id].Dossiers} 份，{until}，https://contest.example/jury")
        );
        Assert.That(
            mails["zh-CN@example.invalid"].Body,
            Does.Contain($"还有 {open[judges[1].Id].Dossiers} 份材料等待您评分").And.Not.Contain("{{")
        );
    }

    [Test]
    public async Task Totals_further_apart_than_the_rulebook_says_open_one_task_and_both_marks_stay()
    {
        await using var edition = await ApartAsync();

        Assert.That(A.Must(await FindAsync(edition)), Is.EqualTo(1));
        Assert.That(A.Must(await FindAsync(edition)), Is.Zero);

        var task = await TaskAsync(edition);
        Assert.That((task.Lowest, task.Highest), Is.EqualTo((0m, 100m)));
        var marks = await edition.Acts.WithDbAsync(db => db.Marks.CountAsync());
        var free = await FreeAsync(edition, task.EntryId);
        Assert.That((await ResolveAsync(edition, task, null, "")).Code(), Is.EqualTo("plan.note_missing"));
        Assert.That((await ResolveAsync(edition, task, task.EntryId, "第三人")).Code(), Is.EqualTo("plan.not_free"));
        Assert.That(await ResolveAsync(edition, task, free, "第三人"), Is.Null);
        Assert.That((await ResolveAsync(edition, task, free, "再来")).Code(), Is.EqualTo("plan.task_done"));

        var sheets = (await A.PairsAsync(edition)).Where(p => p.EntryId == task.EntryId).ToList();
        Assert.That(
            sheets,
            Has.Count.EqualTo(4).And.Some.Matches<Contest.Core.Preliminary.Assignment.Pairing>(p => p.JudgeId == free)
        );
        Assert.That(await edition.Acts.WithDbAsync(db => db.Marks.CountAsync()), Is.EqualTo(marks));
    }

    [Test]
    public async Task A_disagreement_the_clock_has_not_seen_yet_stands_in_the_way_of_closing()
    {
        await using var edition = await ApartAsync();
        Assert.That(await edition.Acts.WithDbAsync(db => db.DiscrepancyTasks.AnyAsync()), Is.False);

        var unseen = await OpenAsync(edition);
        A.Must(await FindAsync(edition));

        Assert.That((unseen, await OpenAsync(edition)), Is.EqualTo((1, 1)), "before and with its task");
    }

    /// <summary>What the gate of closing is told, by the rulebook in force.</summary>
    private static Task<int> OpenAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(async db =>
        {
            var rulebook = await db.RulebookOfAsync(edition.Id, default);
            return (await db.OpenItemsAsync(edition.Id, rulebook, default)).OpenDiscrepancies;
        });

    [Test]
    public async Task Two_people_who_resolve_one_disagreement_at_once_add_one_judge()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await ApartAsync(line);
        A.Must(await FindAsync(edition));
        var task = await TaskAsync(edition);
        var free = await FreeAsync(edition, task.EntryId);

        line.IsArmed = true;
        var both = await Task.WhenAll(
            ResolveAsync(edition, task, free, "第三人"),
            ResolveAsync(edition, task, free, "第三人")
        );

        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "plan.task_done" }));
        Assert.That((await A.PairsAsync(edition)).Count(p => p.EntryId == task.EntryId), Is.EqualTo(4));
    }

    private static async Task<A.Edition> ApartAsync(IInterceptor? line = null)
    {
        var edition = await (await A.EditionInPreliminaryAsync(line)).WithRulesAsync(r =>
            r with
            {
                Preliminary = r.Preliminary with { DiscrepancyPoints = 20 },
            }
        );
        var sheets = await A.SheetsAsync(edition);
        foreach (var (sheet, isBest) in new[] { (sheets[0], false), (sheets[1], true) })
        {
            var values = edition.Rulebook.Preliminary.Sheet.ToDictionary(
                c => c.Code,
                c => (string?)(isBest ? c.Most : 0).ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
            values[SheetRules.Comment] = "见评语";
            var saved = A.Must(await A.SaveAsync(edition, sheet, new("tablet", 1, 0, values, [], [], Submit: true)));
            Assert.That(saved.IsSubmitted, Is.True);
        }
        return edition;
    }

    private static Task<List<Judge>> JudgesAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.Judges.AsNoTracking().OrderBy(j => j.Id).ToListAsync());

    private static Task<DiscrepancyTask> TaskAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.DiscrepancyTasks.AsNoTracking().SingleAsync());

    private static async Task<Guid> FreeAsync(A.Edition edition, Guid entry)
    {
        var has = (await A.PairsAsync(edition)).Where(p => p.EntryId == entry).Select(p => p.JudgeId).ToHashSet();
        return (await JudgesAsync(edition)).First(j => !has.Contains(j.Id)).Id;
    }

    private static Task<Outcome<IReadOnlyList<string>>> RemindAsync(A.Edition edition, Guid judge) =>
        edition.Acts.WithAsync(
            (RemindJudges a) =>
                a.HandleAsync(new(edition.Id, [judge], "https://contest.example/", A.Organizer), default)
        );

    private static Task<Outcome<int>> FindAsync(A.Edition edition) =>
        edition.Acts.WithAsync((FindDiscrepancies a) => a.HandleAsync(new(edition.Id, Actor.Clock), default));

    private static Task<Refusal?> ResolveAsync(A.Edition edition, DiscrepancyTask task, Guid? judge, string note) =>
        edition.Acts.WithAsync(
            (ResolveDiscrepancy a) =>
                a.HandleAsync(
                    new(edition.Id, task.Id, DiscrepancyOutcome.AnotherJudge, judge, note, A.Organizer),
                    default
                )
        );
}

internal static class RefusalCode
{
    public static string? Code(this Refusal? refusal) => refusal?.Code;
}

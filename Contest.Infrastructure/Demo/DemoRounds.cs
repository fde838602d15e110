using System.Globalization;
using System.Text;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Pool;
using Contest.Infrastructure.Voting;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Demo;

/// <summary>The demo's second chapter: the vote and the preliminary, side by side.</summary>
internal static class DemoRounds
{
    private const int Voters = 640;

    private static readonly (string Name, string Employer, Discipline Discipline, bool IsFinal)[] Jury =
    [
        ("林志远", "云江大学知识产权学院", Discipline.IntellectualProperty, true),
        ("沈若琳", "云江专利代理师协会", Discipline.IntellectualProperty, true),
        ("霍建邦", "省材料研究中心", Discipline.Technology, true),
        ("麦嘉仪", "湾岸创业投资", Discipline.Finance, true),
        ("顾承泽", "云江产业投资基金", Discipline.Finance, true),
        ("罗绮雯", "精密制造行业协会", Discipline.Industry, true),
        ("岑伯钧", "云岭机器人研究院", Discipline.Technology, true),
        ("叶知秋", "云江生物医药协会", Discipline.Industry, false),
        ("江望舒", "省知识产权保护中心", Discipline.IntellectualProperty, false),
    ];

    public static async Task LiveAsync(DemoRun run, DemoStage stage)
    {
        await JuryAsync(run);
        await run.OpenAsync(Stage.Voting);
        await run.OpenAsync(Stage.Preliminary);
        DemoRun.Must(
            await run.DoAsync<AssignJudges, Outcome<PlanDiff>>(a =>
                a.HandleAsync(new(run.Competition.Id, run.Organizer), run.Cancel)
            )
        );
        await DemoPool.FillAsync(run, stage);
        await VoteAsync(run);
        if (stage >= DemoStage.Preliminary)
            await run.CloseAsync(Stage.Voting);
        await ScoreAsync(run, stage);
        if (stage > DemoStage.Preliminary)
        {
            await run.CloseAsync(Stage.Preliminary);
            await ConfirmAsync(run);
        }
    }

    /// <summary>The organizer asks, the supervisor agrees to exactly that: then it is known who goes on.</summary>
    private static async Task ConfirmAsync(DemoRun run)
    {
        var hash = await run.DoAsync<ContestDb, string>(db =>
            db.StandingSheets.Where(s => s.CompetitionId == run.Competition.Id && s.Round == Stage.Preliminary)
                .Select(s => s.Hash)
                .SingleAsync(run.Cancel)
        );
        var asked = DemoRun.Must(
            await run.DoAsync<ConfirmStandings, Outcome<Approval>>(a =>
                a.HandleAsync(new(run.Competition.Id, hash, run.Organizer), run.Cancel)
            )
        );
        DemoRun.Must(
            await run.DoAsync<DecideApproval, Refusal?>(a =>
                a.HandleAsync(new(asked.Id, asked.ShownHash, Approve: true, run.Supervisor), run.Cancel)
            )
        );
    }

    private static async Task JuryAsync(DemoRun run)
    {
        foreach (var (name, employer, discipline, isFinal) in Jury)
        {
            var number = Array.FindIndex(Jury, j => j.Name == name) + 1;
            var person = await run.DoAsync<DemoPeople, Person>(p =>
                p.AddAsync(name, Role.Judge, $"judge{number}", null, run.Cancel)
            );
            AddJudge.Command add = new(
                run.Competition.Id,
                name,
                employer,
                discipline,
                isFinal,
                person.Id,
                run.Organizer
            );
            DemoRun.Must(await run.DoAsync<AddJudge, Outcome<Judge>>(a => a.HandleAsync(add, run.Cancel)));
            DemoRun.Must(
                await run.DoAsync<AcceptTerms, Refusal?>(a =>
                    a.HandleAsync(new(person.Id, "demo", "zh-CN"), run.Cancel)
                )
            );
        }
    }

    /// <summary>Voters come in waves; each casts one to three ballots on a day.</summary>
    private static async Task VoteAsync(DemoRun run)
    {
        var entries = await run.DoAsync<ContestDb, List<short>>(db =>
            db.Entries.Where(e => e.CompetitionId == run.Competition.Id && e.State == EntryState.Accepted)
                .OrderBy(e => e.Code)
                .Select(e => (short)e.Number)
                .ToListAsync(run.Cancel)
        );
        var until = run.Closes(Stage.Voting) < run.Now ? run.Closes(Stage.Voting) : run.Now;
        var span = until - run.Opens(Stage.Voting);
        const int waves = 40;
        for (var wave = 0; wave < waves; wave++)
        {
            run.GoTo(run.Opens(Stage.Voting) + (span * wave / waves));
            await Parallel.ForEachAsync(
                Enumerable.Range(wave * Voters / waves, Voters / waves),
                new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = run.Cancel },
                async (voter, _) => await BallotsAsync(run, entries, voter)
            );
        }
    }

    private static async Task BallotsAsync(DemoRun run, List<short> entries, int voter)
    {
        DemoDice dice = new($"voter:{voter}");
        var device = VoterPseudonym.Of(
            Encoding.UTF8.GetBytes("demo voters are nobody"),
            DemoDice.Device("contest-demo-1", voter)
        );
        // some projects have more friends than others
        var wanted = Enumerable
            .Range(0, 1 + dice.Next(3))
            .Select(_ => entries[dice.Next(1 + dice.Next(entries.Count))]);
        foreach (var entry in wanted.Distinct())
        {
            CastBallot.Command cast = new(run.Competition.Id, Guid.CreateVersion7(), device, [entry]);
            DemoRun.Must(
                await run.DoAsync<CastBallot, Outcome<CastBallot.Answer>>(a => a.HandleAsync(cast, run.Cancel))
            );
        }
    }

    /// <summary>At the voting stage a third of the sheets is in, at the preliminary most of them, later all.</summary>
    private static async Task ScoreAsync(DemoRun run, DemoStage stage)
    {
        var sheets = await DemoMarks.SheetsAsync(run, Stage.Preliminary);
        var done = stage switch
        {
            DemoStage.Voting => sheets.Count / 3,
            DemoStage.Preliminary => sheets.Count * 85 / 100,
            _ => sheets.Count,
        };
        foreach (var sheet in sheets.Take(done))
        {
            run.GoTo(run.Clock.GetUtcNow().AddMinutes(11));
            await DemoMarks.SubmitAsync(run, sheet, run.Rulebook.Preliminary);
        }
    }
}

/// <summary>How the demo's judges score: by the entry's worth and the judge's habit, the same every time.</summary>
internal static class DemoMarks
{
    public sealed record Sheet(Guid Id, Guid PersonId, string Code, string Judge, string? Variant);

    public static Task<List<Sheet>> SheetsAsync(DemoRun run, Stage round) =>
        run.DoAsync<ContestDb, List<Sheet>>(db =>
            (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                join e in db.Entries on s.EntryId equals e.Id
                where s.CompetitionId == run.Competition.Id && s.Round == round
                orderby j.Name, e.Code
                select new Sheet(s.Id, j.PersonId!.Value, e.Code!, j.Name, s.Variant)
            ).ToListAsync(run.Cancel)
        );

    public static async Task SubmitAsync(DemoRun run, Sheet sheet, JudgingRules round)
    {
        var rules = round.On(sheet.Variant);
        Dictionary<string, string?> values = rules.Sheet.ToDictionary(
            c => c.Code,
            c => (string?)Points(sheet, c, rules)
        );
        values[SheetRules.Comment] = "权利要求与产品对应清楚，建议补充海外布局。";
        SheetUpdate update = new("demo", 1, 0, values, [], [], Submit: true);
        var saved = DemoRun.Must(
            await run.DoAsync<SaveSheet, Outcome<SaveSheet.Answer>>(a =>
                a.HandleAsync(new(sheet.Id, sheet.PersonId, update), run.Cancel)
            )
        );
        DemoRun.Must(saved.Refusal);
    }

    private static string Points(Sheet sheet, Criterion criterion, JudgingRules rules)
    {
        DemoDice worth = new($"worth:{sheet.Code}:{criterion.Code}");
        DemoDice habit = new($"habit:{sheet.Judge}:{sheet.Code}:{criterion.Code}");
        var share = 0.68m + (worth.Next(25) / 100m) + ((habit.Next(11) - 5) / 100m);
        var steps = decimal.Floor(criterion.Most * share / rules.Step);
        return (steps * rules.Step).ToString("0.##", CultureInfo.InvariantCulture);
    }
}

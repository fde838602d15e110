using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Infrastructure.Preliminary.Pool;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Demo;

/// <summary>
/// What the demo's pool knows of its experts, and two conflicts: a former employer, upheld, and a name that is only
/// alike, undecided while judging goes on. Neither is between a judge and an entry of their own.
/// </summary>
internal static class DemoPool
{
    private static readonly (string Name, string Ipc, string Fields, string Former)[] Known =
    [
        ("林志远", "G06Q、H04L", "新一代信息技术", "云江市专利局"),
        ("沈若琳", "A61K、C07D", "生物医药、新材料", "云江知识产权研究会"),
        ("霍建邦", "C08L、H01M", "新材料、新能源", "省化工研究院"),
        ("麦嘉仪", "", "新能源、高端装备", "湾岸银行"),
        ("顾承泽", "", "新一代信息技术、生物医药", "云江信托"),
        ("罗绮雯", "B23K、B65G", "高端装备", "精密仪器学会"),
        ("岑伯钧", "B25J、G05B", "高端装备、新一代信息技术", "云岭理工学院"),
        ("叶知秋", "A61B、C12N", "生物医药", "云江医学检验所"),
        ("江望舒", "H04W、G06F", "新一代信息技术", "省专利信息中心"),
    ];

    public static async Task FillAsync(DemoRun run, DemoStage stage)
    {
        foreach (var (name, ipc, fields, former) in Known)
            await SaveAsync(run, name, ipc, fields, former);
        var (upheld, alike) = await StrangersAsync(run);
        await SaveAsync(run, "叶知秋", "A61B、C12N", "生物医药", upheld);
        await DecideAsync(run, uphold: true, "任职单位相同，离任未满三年，予以回避。");
        await SaveAsync(run, "江望舒", "H04W、G06F", "新一代信息技术", alike);
        if (stage > DemoStage.Preliminary)
            await DecideAsync(run, uphold: false, "经核对证件号码，不是同一单位。");
    }

    /// <summary>The same facts and a former employer who left a year and a half ago.</summary>
    private static async Task SaveAsync(DemoRun run, string name, string ipc, string fields, string former)
    {
        var expert = await run.DoAsync<ContestDb, Expert>(db =>
            db.Experts.AsNoTracking().Include(e => e.Employments).SingleAsync(e => e.Name == name, run.Cancel)
        );
        var today = DateOnly.FromDateTime(run.Clock.GetUtcNow().UtcDateTime);
        var present = expert.Employments.First(e => e.Until is null);
        SaveExpert.Facts facts = new(name, null, expert.Discipline)
        {
            Ipc = ipc,
            Fields = fields,
            Languages = ["zh-CN", "zh-HK"],
            Employments =
            [
                new(present.Name, null, today.AddMonths(-18), null),
                new(former, null, today.AddYears(-9), today.AddMonths(-18)),
            ],
        };
        DemoRun.Must(
            await run.DoAsync<SaveExpert, Outcome<SaveExpert.Answer>>(a =>
                a.HandleAsync(new(expert.Id, expert.Version, facts, run.Competition.Id, run.Organizer), run.Cancel)
            )
        );
    }

    /// <summary>
    /// The lead of an entry that 叶知秋 does not read, and a name like the lead's of one that 江望舒 does not read; both
    /// stand in one entry only.
    /// </summary>
    private static async Task<(string Upheld, string Alike)> StrangersAsync(DemoRun run)
    {
        var entries = await run.DoAsync<ContestDb, List<(Guid Id, string Lead)>>(async db =>
            [
                .. (
                    await db
                        .Entries.Where(e => e.CompetitionId == run.Competition.Id && e.State == EntryState.Accepted)
                        .OrderBy(e => e.Number)
                        .Select(e => new { e.Id, e.Participations.First(p => p.Position == 1).Entrant.Name })
                        .ToListAsync(run.Cancel)
                ).Select(e => (e.Id, e.Name)),
            ]
        );
        var read = await run.DoAsync<ContestDb, List<(string Judge, Guid Entry)>>(async db =>
            [
                .. (
                    await (
                        from s in db.JudgeSheets
                        join j in db.Judges on s.JudgeId equals j.Id
                        select new { j.Name, s.EntryId }
                    ).ToListAsync(run.Cancel)
                ).Select(s => (s.Name, s.EntryId)),
            ]
        );
        var everywhere = await run.DoAsync<ContestDb, List<string>>(async db =>
            [
                .. await db.Patents.Select(p => p.Owners).ToListAsync(run.Cancel),
                .. await db.Participations.Select(p => p.Entrant.Name).ToListAsync(run.Cancel),
            ]
        );
        var cores = everywhere
            .SelectMany(OwnerNames.Several)
            .Select(OrganisationLikeness.CoreOf)
            .CountBy(core => core)
            .ToDictionary(core => core.Key, core => core.Value);
        // rare names first: hits of this one alone
        var rare = entries.OrderBy(e => cores.GetValueOrDefault(OrganisationLikeness.CoreOf(e.Lead))).ToList();
        var upheld = rare.First(e => IsStranger("叶知秋", e.Lead)).Lead;
        var alike = rare.First(e => e.Lead != upheld && IsStranger("江望舒", e.Lead)).Lead;
        return (upheld, OrganisationLikeness.CoreOf(alike) + "集团股份有限公司");

        bool IsStranger(string judge, string lead)
        {
            var core = OrganisationLikeness.CoreOf(lead);
            return core.Length > 1
                && entries
                    .Where(e => OrganisationLikeness.CoreOf(e.Lead) == core)
                    .All(e => !read.Contains((judge, e.Id)));
        }
    }

    private static async Task DecideAsync(DemoRun run, bool uphold, string reason)
    {
        var open = await run.DoAsync<ContestDb, List<Guid>>(db =>
            db.Conflicts.Where(c => c.CompetitionId == run.Competition.Id && c.Decision == ConflictDecision.Open)
                .Select(c => c.Id)
                .ToListAsync(run.Cancel)
        );
        foreach (var id in open)
            DemoRun.Must(
                await run.DoAsync<DecideConflict, Outcome<DecideConflict.Answer>>(a =>
                    a.HandleAsync(new(run.Competition.Id, id, uphold, reason, run.Organizer), run.Cancel)
                )
            );
    }
}

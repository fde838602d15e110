using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Demo;

/// <summary>The demo's first chapter: the office imports its workbook and reviews the entries.</summary>
internal static class DemoRegistration
{
    // at the registration stage, half of the queue is still to be reviewed
    private const int ReviewedSoFar = 34;

    public static async Task LiveAsync(DemoRun run, DemoStage stage)
    {
        await UnitsAsync(run);
        run.Clock.Advance(TimeSpan.FromDays(20));
        ImportRegistrations.Command import = new(
            run.Competition.Id,
            "报名汇总表.xlsx",
            DemoWorkbook.CorrectedFile(),
            AcceptWarnings: true,
            run.Staff
        );
        DemoRun.Must(
            await run.DoAsync<ImportRegistrations, Outcome<ImportRegistrations.Summary>>(a =>
                a.HandleAsync(import, run.Cancel)
            )
        );
        await EntrantsPeopleAsync(run);
        await ReviewAsync(run, stage);
        if (stage > DemoStage.Registration)
            await run.CloseAsync(Stage.Registration);
    }

    /// <summary>The units the workbook names, with quotas; one recommends more than its own.</summary>
    private static async Task UnitsAsync(DemoRun run)
    {
        AddUnits.Command units = new(
            run.Competition.Id,
            [
                (0, new("新会城市场监管局", "主管部门", "新会城", "15")),
                (0, new("江海新区市场监管局", "主管部门", "江海新区", "20")),
                (0, new("蓬湾区市场监管局", "主管部门", "蓬湾区", "10")),
                (0, new("市知识产权协会", "行业协会", "", "")),
                (0, new("云江大学科技园", "产业园区", "云江", "8")),
            ],
            run.Staff
        );
        DemoRun.Must(await run.DoAsync<AddUnits, Outcome<AddUnits.Summary>>(a => a.HandleAsync(units, run.Cancel)));
    }

    /// <summary>A person for the lead organisation of the first entries.</summary>
    private static async Task EntrantsPeopleAsync(DemoRun run)
    {
        var leads = await run.DoAsync<ContestDb, List<(Guid Id, string Contact, int Number)>>(async db =>
            [
                .. (
                    await db
                        .Entries.Where(e => e.CompetitionId == run.Competition.Id && e.Number <= 6)
                        .OrderBy(e => e.Number)
                        .Select(e => new
                        {
                            e.Participations.First(p => p.Position == 1).EntrantId,
                            e.ContactName,
                            e.Number,
                        })
                        .ToListAsync(run.Cancel)
                ).Select(e => (e.EntrantId, e.ContactName, e.Number)),
            ]
        );
        foreach (var (id, contact, number) in leads)
            await run.DoAsync<DemoPeople, Person>(p =>
                p.AddAsync(contact, Role.Entrant, $"entrant{number}", id, run.Cancel)
            );
        await AgentAsync(run, [.. leads.Take(2).Select(l => l.Id)]);
        await PartnerAsync(run);
        await ClaimAsync(run);
    }

    /// <summary>An agent who writes for two organisations.</summary>
    private static async Task AgentAsync(DemoRun run, IReadOnlyList<Guid> organisations)
    {
        var agent = await run.DoAsync<DemoPeople, Person>(p =>
            p.AddAsync("代小舟", Role.Entrant, "entrant7", null, run.Cancel)
        );
        foreach (var organisation in organisations.Distinct())
            await run.DoAsync<DemoPeople, Membership>(p =>
                p.JoinAsync(organisation, agent, MemberRole.Agent, run.Cancel)
            );
    }

    /// <summary>A partner of a joint entry who has not confirmed its part yet.</summary>
    private static async Task PartnerAsync(DemoRun run)
    {
        var partner = await run.DoAsync<ContestDb, Guid>(db =>
            db.Entries.Where(e => e.CompetitionId == run.Competition.Id)
                .OrderByDescending(e => e.Number)
                .SelectMany(e => e.Participations)
                .Where(p => p.Position == 2)
                .Select(p => p.EntrantId)
                .FirstAsync(run.Cancel)
        );
        await run.DoAsync<DemoPeople, Person>(p => p.AddAsync("联合方", Role.Entrant, "entrant8", partner, run.Cancel));
    }

    /// <summary>Someone asks for an organisation that the office imported.</summary>
    private static async Task ClaimAsync(DemoRun run)
    {
        var claimant = await run.DoAsync<DemoPeople, Person>(p =>
            p.AddAsync("申小雨", Role.Entrant, "entrant9", null, run.Cancel)
        );
        var known = await run.DoAsync<ContestDb, Entrant>(db =>
            db.Entries.Where(e => e.CompetitionId == run.Competition.Id && e.Number == 10)
                .SelectMany(e => e.Participations)
                .Where(p => p.Position == 1)
                .Select(p => p.Entrant)
                .SingleAsync(run.Cancel)
        );
        CreateOrganisation.Command claim = new(
            new(known.Name, known.Kind, known.IdentifierKind, known.Identifier, known.Region),
            "知识产权部，负责本单位参赛",
            "https://contest.example.invalid",
            new(claimant.Id, claimant.DisplayName, claimant.Role)
        );
        DemoRun.Must(
            await run.DoAsync<CreateOrganisation, Outcome<CreateOrganisation.Answer>>(a =>
                a.HandleAsync(claim, run.Cancel)
            )
        );
    }

    private static async Task ReviewAsync(DemoRun run, DemoStage stage)
    {
        var entries = await run.DoAsync<ContestDb, List<Guid>>(db =>
            db.Entries.Where(e => e.CompetitionId == run.Competition.Id)
                .OrderBy(e => e.Number)
                .Select(e => e.Id)
                .ToListAsync(run.Cancel)
        );
        var reviewed = stage == DemoStage.Registration ? entries.Take(ReviewedSoFar) : entries;
        foreach (var entry in reviewed)
        {
            run.GoTo(run.Clock.GetUtcNow().AddMinutes(17));
            DecideEntry.Command decide = new(entry, null, ReviewOutcome.Accepted, [], "", run.Staff);
            DemoRun.Must(await run.DoAsync<DecideEntry, Refusal?>(a => a.HandleAsync(decide, run.Cancel)));
        }
    }
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

public static partial class A
{
    /// <summary>An edition being set up: nothing of it is public.</summary>
    public static async Task<Guid> EditionInSetupAsync(ContestApp app, string slug = "yunjiang-2026")
    {
        ArgumentNullException.ThrowIfNull(app);
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        var made = await app.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new(slug, "jianggao-like", today, Actor.Console), CancellationToken.None)
        );
        return made.Value!.Id;
    }

    /// <summary>An edition whose registration has opened by the product's own act: its rulebook is frozen.</summary>
    public static async Task<Guid> OpenEditionAsync(ContestApp app, string slug = "yunjiang-2026")
    {
        var id = await EditionInSetupAsync(app, slug);
        var opened = await app.WithAsync(
            (OpenStage act) => act.HandleAsync(new(id, Stage.Registration, Actor.Console), CancellationToken.None)
        );
        return opened.Refusal is null ? id : throw new InvalidOperationException(opened.Refusal.Message);
    }

    /// <summary>Sets a stage's run directly: how stages move is tested elsewhere.</summary>
    public static Task<int> RunAsync(
        ContestApp app,
        Guid edition,
        Stage stage,
        DateTimeOffset? openedAt,
        DateTimeOffset? closedAt = null
    )
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(db =>
            db.StageRuns.Where(r => r.CompetitionId == edition && r.Stage == stage)
                .ExecuteUpdateAsync(r =>
                    r.SetProperty(x => x.OpenedAt, openedAt).SetProperty(x => x.ClosedAt, closedAt)
                )
        );
    }

    /// <summary>A project with one entrant and one patent; its confidential fields hold words a test can look for.</summary>
    public static async Task<Entry> EntryAsync(
        ContestApp app,
        Guid edition,
        string code,
        string title,
        EntryState state = EntryState.Accepted,
        string group = "startup"
    )
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(code);
        var id = Guid.NewGuid();
        Entry entry = new()
        {
            Id = id,
            CompetitionId = edition,
            Number = code.Aggregate(0, (sum, c) => (sum * 50) + c) % 30_011,
            Code = code,
            Title = title,
            Group = group,
            Industry = "新材料",
            Summary = $"{title}的简介",
            MarketStage = MarketStage.PreMarket,
            ContactName = "联系人秘",
            ContactPhone = "+8613900001111",
            ContactEmail = "secret@example.invalid",
            State = state,
            Published = [.. PublishedFields.Default],
        };
        Entrant entrant = new()
        {
            Id = Guid.NewGuid(),
            Name = $"{code} 科技有限公司",
            NameKey = $"{code}科技有限公司",
            Kind = EntrantKind.Company,
            IdentifierKind = IdentifierKind.Other,
            Identifier = $"ID-{code}-{edition:N}"[..24],
            Region = "云江市",
        };
        entry.Participations.Add(
            new()
            {
                EntryId = id,
                EntrantId = entrant.Id,
                Entrant = entrant,
                Position = 1,
                RevenueWan = 98765.43m,
            }
        );
        entry.Patents.Add(
            new()
            {
                Id = Guid.NewGuid(),
                EntryId = id,
                Position = 1,
                Number = "202319984656.8",
                NumberKey = $"CN202319984656{code}",
                Title = $"{title}的专利",
                Kind = PatentKind.Invention,
                Owners = entrant.Name,
                Inventors = "发明人秘",
                LegalStatus = "授权有效",
                IsCore = true,
            }
        );
        return await app.WithDbAsync(async db =>
        {
            db.Entries.Add(entry);
            await db.SaveChangesAsync();
            return entry;
        });
    }

    /// <summary>An edition at the public vote with three accepted projects, one withdrawn and one rejected.</summary>
    public static async Task<Guid> EditionInVotingAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var edition = await OpenEditionAsync(app);
        var opened = app.Clock.GetUtcNow();
        await EntryAsync(app, edition, "A01", "液冷储能电池簇");
        await EntryAsync(app, edition, "A02", "协作机器人关节");
        await EntryAsync(app, edition, "B01", "可降解血管支架", group: "growth");
        await EntryAsync(app, edition, "A03", "撤回的项目", EntryState.Withdrawn);
        await EntryAsync(app, edition, "A04", "不通过的项目", EntryState.Rejected);
        await RunAsync(app, edition, Stage.Registration, opened, opened.AddDays(1));
        await RunAsync(app, edition, Stage.Voting, opened.AddDays(2));
        return edition;
    }
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>Builders with honest defaults.</summary>
public static partial class A
{
    public static readonly Actor Reviewer = new(Guid.CreateVersion7(), "审查员甲", Role.Staff);
    public static readonly Actor OtherReviewer = new(Guid.CreateVersion7(), "审查员乙", Role.Staff);

    /// <summary>An edition whose registration is open.</summary>
    public static async Task<Guid> EditionInRegistrationAsync(Acts acts, string preset = "jianggao-like")
    {
        ArgumentNullException.ThrowIfNull(acts);
        var today = DateOnly.FromDateTime(acts.Clock.GetUtcNow().UtcDateTime);
        var made = await acts.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("test-2026", preset, today, Actor.Console), CancellationToken.None)
        );
        var id = made.Value!.Id;
        await SetStageAsync(acts, id, acts.Clock.GetUtcNow(), null);
        return id;
    }

    /// <summary>Sets registration's run directly: how stages move is tested elsewhere.</summary>
    public static Task<int> SetStageAsync(
        Acts acts,
        Guid edition,
        DateTimeOffset? openedAt,
        DateTimeOffset? closedAt
    ) =>
        acts.WithDbAsync(db =>
            db.StageRuns.Where(r => r.CompetitionId == edition && r.Stage == Stage.Registration)
                .ExecuteUpdateAsync(r =>
                    r.SetProperty(x => x.OpenedAt, openedAt).SetProperty(x => x.ClosedAt, closedAt)
                )
        );

    /// <summary>Sets the share of spot checks directly, so that no test hangs on which decisions are chosen.</summary>
    public static Task SpotCheckAllAsync(Acts acts, Guid edition, int percent = 100) =>
        acts.WithDbAsync(async db =>
        {
            var competition = await db.Competitions.SingleAsync(c => c.Id == edition);
            var rulebook = await db.RulebookOfAsync(edition, default);
            competition.RulebookJson = CanonicalJson.Write(
                rulebook with
                {
                    Review = rulebook.Review with { SpotCheckPercent = percent },
                }
            );
            competition.RulebookHash = CanonicalJson.HashText(competition.RulebookJson);
            return await db.SaveChangesAsync();
        });

    /// <summary>One decision of formal review; into another group with the note that asks for.</summary>
    public static Task<Refusal?> ReviewAsync(
        Acts acts,
        Guid entry,
        ReviewOutcome outcome,
        string? group = null,
        params string[] reasons
    ) =>
        acts.WithAsync(
            (DecideEntry a) =>
                a.HandleAsync(
                    new(entry, null, outcome, reasons, group is null ? "" : "按规则核定", Reviewer, group),
                    default
                )
        );

    /// <summary>Somebody else does not agree with the one decision on the entry, and it waits for review again.</summary>
    public static async Task ReopenAsync(Acts acts, Guid entry, string reason)
    {
        var decision = await acts.WithDbAsync(db =>
            db.ReviewDecisions.Where(d => d.EntryId == entry).Select(d => d.Id).SingleAsync()
        );
        Must(
            await acts.WithAsync(
                (CheckDecision a) => a.HandleAsync(new(entry, decision, false, reason, OtherReviewer), default)
            )
        );
        var (check, version) = await acts.WithDbAsync(async db =>
            (
                await db.SpotChecks.Where(c => c.EntryId == entry).Select(c => c.Id).SingleAsync(),
                await db.Entries.Where(e => e.Id == entry).Select(e => e.Version).SingleAsync()
            )
        );
        Must(
            await acts.WithAsync(
                (SettleSpotCheck a) =>
                    a.HandleAsync(new(entry, check, version, Reopen: true, reason, OtherReviewer), default)
            )
        );
        acts.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>The corrected demo workbook imported: 70 submitted entries.</summary>
    public static Task<Outcome<ImportRegistrations.Summary>> ImportAsync(
        Acts acts,
        Guid edition,
        byte[]? file = null,
        bool acceptWarnings = true
    ) =>
        acts.WithAsync(
            (ImportRegistrations act) =>
                act.HandleAsync(
                    new(edition, "registrations.xlsx", file ?? DemoWorkbook.CorrectedFile(), acceptWarnings, Reviewer),
                    CancellationToken.None
                )
        );
}

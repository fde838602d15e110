using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Draw;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>The demo edition at its draw: the list is announced and every party has committed.</summary>
public static class DemoDraw
{
    public const string Page = "/yunjiang-2026/draw";
    public const string Console = "/organise/yunjiang-2026/draw";
    public const string Screen = "/yunjiang-2026/draw/screen";
    public const string Bundle = "/yunjiang-2026/draw/bundle.json";
    public const string Organizer = "方慧敏";
    public const string Staff = "许若岚";
    public const string Supervisor = "秦守正";

    /// <summary>As the people of the demo type them, source by source.</summary>
    public static readonly string[] Numbers = ["5 0 7", "01 9 33，12 27 4", "312345", "1 2 3 4 5 6"];

    private static readonly Actor System = Actor.Console;

    public static Task<ContestApp> StartAsync() => ContestApp.StartAtAsync(DemoStage.Draw);

    /// <summary>Somebody signed in by one click on the demo page.</summary>
    public static async Task<Visitor> VisitorAsync(ContestApp app, string name, string culture = "zh-CN")
    {
        Visitor visitor = new(app, culture);
        var page = await visitor.SeeAsync("/demo");
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .First(f => f.TextContent.Contains(name, StringComparison.Ordinal));
        await visitor.SubmitAsync(form, "/demo");
        return visitor;
    }

    /// <summary>Values, codes and the order, by the product's acts; no place is open yet.</summary>
    public static async Task DrawAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var (id, rules) = await EditionAsync(app);
        var values = rules.Sources.Select(s => new PublicValue(
            s.Name.ZhCn,
            [.. Enumerable.Range(1, s.Count).Select(n => $"{n * 3}")],
            s.IsOrdered,
            s.Outcomes
        ));
        Must(await app.WithAsync((EnterPublicValues a) => a.HandleAsync(new(id, [.. values], System), default)));
        foreach (var party in rules.Parties)
            Must(
                await app.WithAsync(
                    (RevealCode a) => a.HandleAsync(new(id, party, DemoDrawCode.Of(party), System), default)
                )
            );
        Must((await app.WithAsync((DrawRunningOrder a) => a.HandleAsync(new(id, System), default))).Refusal);
    }

    public static async Task OpenAsync(ContestApp app, bool all = false)
    {
        ArgumentNullException.ThrowIfNull(app);
        var (id, _) = await EditionAsync(app);
        Must(await app.WithAsync((OpenNextPlace a) => a.HandleAsync(new(id, all, System), default)));
    }

    /// <summary>As if nobody had committed yet: the demo begins after that.</summary>
    public static Task<int> ForgetCommitmentsAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(db => db.DrawCommitments.ExecuteDeleteAsync());
    }

    public static Task<DrawRecord> RecordAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(db => db.DrawRecords.AsNoTracking().Include(d => d.Commitments).SingleAsync());
    }

    public static async Task<(Guid Id, DrawRules Rules)> EditionAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var one = await app.WithDbAsync(db => db.Competitions.AsNoTracking().SingleAsync());
        return (one.Id, CanonicalJson.Read<Rulebook>(one.RulebookJson).Draw);
    }

    private static void Must(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException(refusal.Message);
    }
}

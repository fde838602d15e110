using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Demo;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>The demo edition at its preliminary: judges who have finished, and judges with untouched sheets.</summary>
public static class DemoJury
{
    public sealed record Sheet(Guid Id, string Judge, Guid PersonId, string Code);

    public static Task<ContestApp> StartAsync() => ContestApp.StartAtAsync(DemoStage.Preliminary);

    /// <summary>Sheets nobody has touched, in the order of the judges and the codes.</summary>
    public static Task<List<Sheet>> UntouchedAsync(ContestApp app) => SheetsAsync(app, s => s.Version == 0);

    public static Task<List<Sheet>> SubmittedAsync(ContestApp app) => SheetsAsync(app, s => s.SubmittedAt != null);

    public static Task<JudgingRules> RulesAsync(ContestApp app) =>
        app.WithDbAsync(async db =>
            CanonicalJson.Read<Rulebook>(await db.Competitions.Select(c => c.RulebookJson).SingleAsync()).Preliminary
        );

    /// <summary>Three quarters of the points of every criterion, as text.</summary>
    public static Dictionary<string, string?> Marks(JudgingRules rules) =>
        rules.Sheet.ToDictionary(
            c => c.Code,
            c =>
                (string?)
                    (decimal.Floor(c.Most * 0.75m / rules.Step) * rules.Step).ToString(
                        System.Globalization.CultureInfo.InvariantCulture
                    )
        );

    /// <summary>Signs in by one click on the demo page.</summary>
    public static async Task SignInAsync(this Visitor visitor, string name)
    {
        var page = await visitor.SeeAsync("/demo");
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .First(f => f.TextContent.Contains(name, StringComparison.Ordinal));
        await visitor.SubmitAsync(form, "/demo");
    }

    private static Task<List<Sheet>> SheetsAsync(
        ContestApp app,
        System.Linq.Expressions.Expression<Func<JudgeSheet, bool>> which
    ) =>
        app.WithDbAsync(db =>
            (
                from s in db.JudgeSheets.Where(s => s.Round == Stage.Preliminary).Where(which)
                join j in db.Judges on s.JudgeId equals j.Id
                join e in db.Entries on s.EntryId equals e.Id
                orderby j.Name, e.Code
                select new Sheet(s.Id, j.Name, j.PersonId!.Value, e.Code!)
            ).ToListAsync()
        );
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Jury;

/// <summary>The judge's own totals, how they spread: never kept on a device, never anybody else's.</summary>
[ResponseCache(NoStore = true)]
public sealed class DistributionModel(OwnSheets own) : PageModel
{
    /// <summary>One round of one edition.</summary>
    public sealed record Round(string Edition, string Name, decimal Step, int Sheets, OwnDistribution Spread);

    public IReadOnlyList<Round> Rounds { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var sheets = await own.ListAsync(User, cancel);
        var rounds =
            from s in sheets
            where s.Standing is SheetStanding.Submitted or SheetStanding.Complete
            group s by (s.CompetitionId, s.Round) into g
            let first = g.First()
            select new Round(
                first.Rulebook.Title.ToString(),
                Words.Say(StageGates.NameCode(g.Key.Round)),
                first.Rules.Step,
                g.Count(),
                OwnDistribution.Of([.. g.Select(s => s.Total)])!
            );
        Rounds = [.. rounds];
    }
}

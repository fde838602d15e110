using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Pages.Edition;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages;

/// <summary>Home: the newest edition a visitor may see, and the ones before it; or that there is none yet.</summary>
[PublicPage]
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public sealed record Earlier(string Slug, string Title, int Year, bool HasResults);

    /// <summary>Null while no edition has opened its registration.</summary>
    public Glance? Glance { get; private set; }
    public IReadOnlyList<Earlier> Editions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var viewer = User.Viewer();
        var all = await db
            .Competitions.AsNoTracking()
            .Include(c => c.Stages)
            .OrderByDescending(c => c.CreatedAt)
            .ToListAsync(cancel);
        var seen = all.Where(c => Visibility.MaySee(viewer, Sight.Rulebook, c.Stages)).ToList();
        if (seen is not [var newest, .. var earlier] || !await edition.FindAsync(newest.Slug, cancel))
            return;
        Editions = [.. earlier.Select(Line)];
        Glance = await Glance.OfAsync(db, edition, viewer, cancel);
    }

    private static Earlier Line(Competition competition)
    {
        var rulebook = ParsedRulebooks.Of(competition.RulebookJson);
        var hasResults = competition.Run(Stage.Results).OpenedAt is not null;
        return new(competition.Slug, rulebook.Title.ToString(), rulebook.Year, hasResults);
    }
}

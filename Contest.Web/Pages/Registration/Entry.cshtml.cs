using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration;

/// <summary>One accepted project for everybody: its public fields and nothing else. What is not public does not exist here.</summary>
public sealed class EntryModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public sealed record Project(
        Guid Id,
        string Code,
        string Title,
        string? Group,
        string Industry,
        string Summary,
        MarketStage Market,
        IReadOnlyList<Party> Parties,
        IReadOnlyList<Right> Patents
    );

    public sealed record Party(string Name, EntrantKind Kind, string Region, bool IsLead);

    public sealed record Right(
        string Number,
        string Title,
        PatentKind Kind,
        string Owners,
        string LegalStatus,
        bool IsCore
    );

    public CurrentEdition Edition => edition;
    public Project Entry { get; private set; } = null!;
    public bool IsVotingOpen { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        if (!Visibility.MaySee(User.Viewer(), Sight.PublicEntry, edition.Competition.Stages))
            return NotFound();
        if (await FindAsync(code, cancel) is not { } entry)
            return NotFound();
        Entry = entry;
        IsVotingOpen =
            StageGates.WhyNotAct(edition.Competition.Run(Stage.Voting), edition.Rulebook, edition.Now) is null;
        return Page();
    }

    private Task<Project?> FindAsync(string code, CancellationToken cancel) =>
        db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.State == EntryState.Accepted && e.Code == code)
            .Select(e => new Project(
                e.Id,
                e.Code!,
                e.Title,
                e.Group,
                e.Industry,
                e.Summary,
                e.MarketStage,
                e.Participations.OrderBy(p => p.Position)
                    .Select(p => new Party(p.Entrant.Name, p.Entrant.Kind, p.Entrant.Region, p.Position == 1))
                    .ToList(),
                e.Patents.OrderBy(p => p.Position)
                    .Select(p => new Right(p.Number, p.Title, p.Kind, p.Owners, p.LegalStatus, p.IsCore))
                    .ToList()
            ))
            .SingleOrDefaultAsync(cancel);
}

using Contest.Core;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.MailTemplates;

/// <summary>Every mail that goes to entrants, and whose words it has in each language.</summary>
public sealed class IndexModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public sealed record Changed(MailKind Kind, string Language, string By, DateTimeOffset At);

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Changed> Own { get; private set; } = [];
    public bool MayChange => User.Role() == Role.Organizer;

    public async Task OnGetAsync(CancellationToken cancel) =>
        Own = await db
            .MailTemplates.Where(t => t.CompetitionId == edition.Id)
            .Select(t => new Changed(t.Kind, t.Language, t.ChangedByName, t.ChangedAt))
            .ToListAsync(cancel);

    public string Address(MailKind kind, string language) => EditModel.AddressOf(edition.Slug, kind, language);
}

using Contest.Core;
using Contest.Core.Results;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Results;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Results;

/// <summary>Publishing the result, the certificates issued with it, and the objections that came in.</summary>
[RequireStepUp]
public sealed class IndexModel(ContestDb db, CurrentEdition edition, PublishResults publish, RevokeCertificate revoke)
    : PageModel
{
    public sealed record CertificateLine(string Number, string Award, string Title, DateTimeOffset? RevokedAt);

    public sealed record ObjectionLine(
        string? Code,
        string Title,
        string Text,
        DateTimeOffset RaisedAt,
        string? Decision
    );

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Publication> Publications { get; private set; } = [];
    public IReadOnlyList<CertificateLine> Certificates { get; private set; } = [];
    public IReadOnlyList<ObjectionLine> Objections { get; private set; } = [];

    /// <summary>What the calendar does not know of the objection days that begin with the publication.</summary>
    public Refusal? TermWarning { get; private set; }

    public bool IsOrganizer => User.Role() == Role.Organizer;
    public Refusal? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancel)
    {
        if (!IsOrganizer)
            return Forbid();
        Refusal = (await publish.HandleAsync(new(edition.Id, User.Actor()), cancel)).Refusal;
        return await DoneAsync(Texts.Results.PublishAsked, cancel);
    }

    public async Task<IActionResult> OnPostRevokeAsync(string number, string reason, CancellationToken cancel)
    {
        if (!IsOrganizer)
            return Forbid();
        Refusal = (await revoke.HandleAsync(new(number, reason ?? "", User.Actor()), cancel)).Refusal;
        return await DoneAsync(Texts.Results.RevokeAsked, cancel);
    }

    private async Task<IActionResult> DoneAsync(string told, CancellationToken cancel)
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect($"/organise/{edition.Slug}/results");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        if (edition.IsOpen(Stage.Results))
            TermWarning = await db.TermWarningAsync(
                edition.Now,
                edition.Rulebook.Notices.ResultDays,
                edition.Zone,
                cancel
            );
        Publications = await db
            .Publications.AsNoTracking()
            .Where(p => p.CompetitionId == edition.Id)
            .OrderByDescending(p => p.Number)
            .ToListAsync(cancel);
        Certificates = await (
            from c in db.Certificates
            join e in db.Entries on c.EntryId equals e.Id
            where c.CompetitionId == edition.Id
            orderby c.Number
            select new CertificateLine(c.Number, c.Award, e.Title, c.RevokedAt)
        ).ToListAsync(cancel);
        Objections = await (
            from o in db.Objections
            join e in db.Entries on o.EntryId equals e.Id
            where o.CompetitionId == edition.Id
            orderby o.RaisedAt descending
            select new ObjectionLine(e.Code, e.Title, o.Text, o.RaisedAt, o.Decision)
        ).ToListAsync(cancel);
    }
}

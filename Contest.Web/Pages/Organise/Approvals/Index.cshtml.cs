using System.Text.Encodings.Web;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Results;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.Approvals;

/// <summary>
/// What waits for a second person, shown exactly as it will be done, and what was decided. The second person is a
/// supervisor, or an organizer who is not the first; deciding needs a step-up.
/// </summary>
[RequireStepUp]
public sealed class IndexModel(ContestDb db, CurrentEdition edition, DecideApproval decide) : PageModel
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Approval> Waiting { get; private set; } = [];
    public IReadOnlyList<Approval> Decided { get; private set; } = [];
    public Refusal? Refusal { get; private set; }

    /// <summary>The data may hold every score of a result nobody has published yet: staff see who asked for what, no more.</summary>
    /// <summary>What the calendar does not know of the objection days that begin when a waiting publication is approved.</summary>
    public Refusal? TermWarning { get; private set; }

    public bool MayRead => edition.MaySee(User.Viewer(), Sight.AllSheets);

    public bool MayDecide(Approval approval) =>
        User.Role() is Role.Supervisor or Role.Organizer && approval?.RequestedBy != User.PersonId();

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(
        Guid approvalId,
        string shownHash,
        bool approve,
        CancellationToken cancel
    )
    {
        if (User.Role() is not (Role.Supervisor or Role.Organizer))
            return Forbid();
        var isHere = await db.Approvals.AnyAsync(a => a.Id == approvalId && a.CompetitionId == edition.Id, cancel);
        Refusal = isHere
            ? await decide.HandleAsync(new(approvalId, shownHash, approve, User.Actor()), cancel)
            : new Refusal("approval.unknown");
        if (Refusal is null)
        {
            TempData["done"] = approve ? Desk.ApprovedAndDone : Desk.Declined;
            return Redirect($"/organise/{edition.Slug}/approvals");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    /// <summary>The name of the act in the reader's language.</summary>
    public static string NameOf(string act) => Desk.ResourceManager.GetString("Act" + act, Desk.Culture) ?? act;

    /// <summary>The data as it will be done, line by line.</summary>
    public static string Lines(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document, Readable);
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var all = await db
            .Approvals.AsNoTracking()
            .Where(a => a.CompetitionId == edition.Id)
            .OrderByDescending(a => a.RequestedAt)
            .Take(100)
            .ToListAsync(cancel);
        Waiting = [.. all.Where(a => a.DecidedAt is null)];
        if (Waiting.Any(a => a.Act == nameof(PublishResults)))
            TermWarning = await db.TermWarningAsync(
                edition.Now,
                edition.Rulebook.Notices.ResultDays,
                edition.Zone,
                cancel
            );
        Decided = [.. all.Where(a => a.DecidedAt is not null)];
    }
}

using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Says = Contest.Web.Texts.Organisations;

namespace Contest.Web.Pages.Registration.Mine.Organisations;

/// <summary>The organisations a person acts for, and those they have asked to join.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class IndexModel(ContestDb db, TakeBackJoinRequest takeBack) : PageModel
{
    public sealed record Line(Guid Id, string Name, string Identifier, MemberRole Role, int Asking, int Parts);

    public sealed record Asked(Guid Id, string Name, DateTimeOffset At, bool HasOwner);

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<Asked> Requests { get; private set; } = [];
    public Refusal? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var person = User.PersonId();
        Lines = await (
            from m in db.Memberships
            join e in db.Entrants on m.EntrantId equals e.Id
            where m.PersonId == person && m.EndedAt == null
            orderby e.Name
            select new Line(
                e.Id,
                e.Name,
                e.Identifier,
                m.Role,
                m.Role == MemberRole.Owner ? db.JoinRequests.Count(r => r.EntrantId == e.Id && r.DecidedAt == null) : 0,
                db.Participations.Count(p =>
                    p.EntrantId == e.Id
                    && p.Position > 1
                    && !db.PartAnswers.Any(a => a.EntryId == p.EntryId && a.EntrantId == e.Id)
                    && db.Entries.Any(x =>
                        x.Id == p.EntryId && (x.State == EntryState.Submitted || x.State == EntryState.Returned)
                    )
                )
            )
        ).ToListAsync(cancel);
        Requests = await (
            from r in db.JoinRequests
            join e in db.Entrants on r.EntrantId equals e.Id
            where r.PersonId == person && r.DecidedAt == null
            orderby r.AskedAt
            select new Asked(
                r.Id,
                e.Name,
                r.AskedAt,
                db.Memberships.Any(m => m.EntrantId == e.Id && m.EndedAt == null && m.Role == MemberRole.Owner)
            )
        ).ToListAsync(cancel);
    }

    public async Task<IActionResult> OnPostTakeBackAsync(Guid id, CancellationToken cancel)
    {
        Refusal = await takeBack.HandleAsync(new(id, User.Actor()), cancel);
        if (Refusal is null)
        {
            TempData["done"] = Says.TakenBack;
            return Redirect("/my/organisations");
        }
        await OnGetAsync(cancel);
        return Page();
    }
}

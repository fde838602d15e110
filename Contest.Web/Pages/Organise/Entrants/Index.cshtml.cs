using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Says = Contest.Web.Texts.Organisations;

namespace Contest.Web.Pages.Organise.Entrants;

/// <summary>
/// Who asks to act for an organisation that is known, with what helps to decide, and entrants whose names may mean one.
/// Organizers and staff decide; supervisors read.
/// </summary>
public sealed class IndexModel(
    ContestDb db,
    CurrentEdition edition,
    DecideJoinRequest decide,
    IOptions<ContestSettings> settings
) : PageModel
{
    public sealed record Asking(
        Guid Id,
        string Organisation,
        string Identifier,
        string Name,
        string Email,
        string Grounds,
        DateTimeOffset At,
        bool HasOwner,
        string Mailbox
    );

    /// <summary>Two entrants of this edition with different identifiers and similar names.</summary>
    public sealed record Pair(string One, string OneIdentifier, string Other, string OtherIdentifier, Likeness Reason);

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Asking> Requests { get; private set; } = [];
    public IReadOnlyList<Pair> Pairs { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public bool MayDecide => User.Role() is Role.Organizer or Role.Staff;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.EntryConfidential))
            return Forbid();
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostDecideAsync(
        Guid id,
        MemberRole? role,
        bool accept,
        bool hadOwner,
        CancellationToken cancel
    )
    {
        if (!MayDecide)
            return Forbid();
        var grant = accept ? role ?? MemberRole.Editor : (MemberRole?)null;
        await ReadAsync(cancel);
        var name = Requests.FirstOrDefault(r => r.Id == id)?.Name;
        Refusal = await decide.HandleAsync(
            new(id, grant, hadOwner, Request.Public(settings.Value), User.Actor()),
            cancel
        );
        if (Refusal is null)
        {
            TempData["done"] = string.Format(null, accept ? Says.Accepted : Says.Declined, name);
            return Redirect($"/organise/{edition.Slug}/entrants");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var asked = await (
            from r in db.JoinRequests
            join e in db.Entrants on r.EntrantId equals e.Id
            join p in db.Users on r.PersonId equals p.Id
            where r.DecidedAt == null
            orderby r.AskedAt
            select new
            {
                Request = r,
                Entrant = e,
                p.DisplayName,
                p.Email,
                HasOwner = db.Memberships.Any(m =>
                    m.EntrantId == e.Id && m.EndedAt == null && m.Role == MemberRole.Owner
                ),
                Contacts = db
                    .Entries.Where(x =>
                        x.OwnerId != p.Id
                        && x.State != EntryState.Draft
                        && x.Participations.Any(part => part.EntrantId == e.Id)
                    )
                    .Select(x => x.ContactEmail)
                    .ToList(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        Requests =
        [
            .. asked.Select(a => new Asking(
                a.Request.Id,
                a.Entrant.Name,
                a.Entrant.Identifier,
                a.DisplayName,
                a.Email ?? "",
                a.Request.Grounds,
                a.Request.AskedAt,
                a.HasOwner,
                Compare(a.Email ?? "", a.Contacts)
            )),
        ];
        Pairs = await PairsAsync(cancel);
    }

    /// <summary>What the mailbox says: a help for whoever decides, and nothing is decided by it.</summary>
    private static string Compare(string email, List<string> contacts)
    {
        bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
        return contacts.Exists(c => Same(c, email)) ? Says.SameMailbox
            : contacts.Exists(c => Same(c.Split('@')[^1], email.Split('@')[^1])) ? Says.SameDomain
            : Says.OtherMailbox;
    }

    private async Task<IReadOnlyList<Pair>> PairsAsync(CancellationToken cancel)
    {
        var entrants = await db
            .Entrants.Where(e =>
                db.Entries.Any(x =>
                    x.CompetitionId == edition.Id
                    && x.State != EntryState.Draft
                    && x.State != EntryState.Withdrawn
                    && x.Participations.Any(p => p.EntrantId == e.Id)
                )
            )
            .OrderBy(e => e.Name)
            .Select(e => new { e.Name, e.Identifier })
            .ToListAsync(cancel);
        return
        [
            .. from same in entrants.ToLookup(e => OrganisationLikeness.CoreOf(e.Name))
            where same.Key.Length > 0
            from one in same.Select((e, at) => (Entrant: e, at))
            from other in same.Skip(one.at + 1)
            let reason = OrganisationLikeness.Of(one.Entrant.Name, other.Name)
            where reason is not null
            select new Pair(one.Entrant.Name, one.Entrant.Identifier, other.Name, other.Identifier, reason),
        ];
    }
}

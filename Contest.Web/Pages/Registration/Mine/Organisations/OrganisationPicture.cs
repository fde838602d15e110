using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Mine.Organisations;

/// <summary>What one who acts for an organisation sees of it; nobody else sees anything.</summary>
/// <param name="Role">What the viewer may do for it.</param>
/// <param name="Requests">Empty for all but owners.</param>
/// <param name="Invitations">Empty for all but owners.</param>
/// <param name="Like">Public entrants whose names may mean the same organisation.</param>
public sealed record OrganisationPicture(
    Entrant Entrant,
    MemberRole Role,
    IReadOnlyList<OrganisationPicture.Member> Members,
    IReadOnlyList<OrganisationPicture.Asking> Requests,
    IReadOnlyList<OrganisationPicture.Invited> Invitations,
    IReadOnlyList<OrganisationPicture.InEntry> Parts,
    IReadOnlyList<(Guid Id, string Name, Likeness Reason)> Like
)
{
    public sealed record Member(Guid PersonId, string Name, string? Email, MemberRole Role, DateTimeOffset Since);

    public sealed record Asking(Guid Id, string Name, string? Email, string Grounds, DateTimeOffset At);

    public sealed record Invited(Guid Id, string Name, string Email, MemberRole Role, DateTimeOffset ExpiresAt);

    public sealed record InEntry(
        Guid EntryId,
        string Slug,
        string Edition,
        string Title,
        EntryState State,
        bool IsLead,
        PartState Part
    );

    public bool MayManage => MembershipRules.MayManage(Role);

    public bool MayAnswer(InEntry part) =>
        MembershipRules.WhyNotAnswerPart(Role, takesPart: true, part.IsLead, part.State) is null;

    public Check Check => OrganisationDetails.CheckOf(Entrant.Kind, Entrant.IdentifierKind, Entrant.Identifier);

    public bool IsLastOwner(Guid person) =>
        Members.Any(m => m.PersonId == person && m.Role == MemberRole.Owner)
        && Members.Count(m => m.Role == MemberRole.Owner) == 1;

    /// <summary>Who may take over from this person.</summary>
    public IEnumerable<Member> SuccessorsOf(Guid person) =>
        Members.Where(m => MembershipRules.WhyNotTakeOver(m.Role, m.PersonId == person) is null);

    public static async Task<OrganisationPicture?> ReadAsync(
        ContestDb db,
        Guid entrantId,
        Guid viewer,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.MemberRoleAsync(entrantId, viewer, cancel) is not { } role)
            return null;
        var entrant = await db.Entrants.AsNoTracking().SingleAsync(e => e.Id == entrantId, cancel);
        var manages = MembershipRules.MayManage(role);
        var known = await db.PublicEntrantsAsync(cancel);
        return new(
            entrant,
            role,
            await MembersAsync(db, entrantId, cancel),
            manages ? await RequestsAsync(db, entrantId, cancel) : [],
            manages ? await InvitationsAsync(db, entrantId, cancel) : [],
            await PartsAsync(db, entrantId, cancel),
            await known.LikeOrganisationsAsync(entrant.Name, entrantId, cancel)
        );
    }

    private static Task<List<Member>> MembersAsync(ContestDb db, Guid entrantId, CancellationToken cancel) =>
        (
            from m in db.Memberships
            join p in db.Users on m.PersonId equals p.Id
            where m.EntrantId == entrantId && m.EndedAt == null
            orderby m.Role, p.DisplayName
            select new Member(p.Id, p.DisplayName, p.Email, m.Role, m.Since)
        ).ToListAsync(cancel);

    private static Task<List<Asking>> RequestsAsync(ContestDb db, Guid entrantId, CancellationToken cancel) =>
        (
            from r in db.JoinRequests
            join p in db.Users on r.PersonId equals p.Id
            where r.EntrantId == entrantId && r.DecidedAt == null
            orderby r.AskedAt
            select new Asking(r.Id, p.DisplayName, p.Email, r.Grounds, r.AskedAt)
        ).ToListAsync(cancel);

    private static Task<List<Invited>> InvitationsAsync(ContestDb db, Guid entrantId, CancellationToken cancel) =>
        db
            .Invitations.Where(i => i.EntrantId == entrantId && i.UsedAt == null && i.VoidedAt == null)
            .OrderByDescending(i => i.CreatedAt)
            .Select(i => new Invited(i.Id, i.DisplayName, i.Email, i.MemberRole!.Value, i.ExpiresAt))
            .ToListAsync(cancel);

    private static async Task<List<InEntry>> PartsAsync(ContestDb db, Guid entrantId, CancellationToken cancel)
    {
        var parts = await (
            from p in db.Participations
            join e in db.Entries on p.EntryId equals e.Id
            join c in db.Competitions on e.CompetitionId equals c.Id
            where p.EntrantId == entrantId
            orderby c.CreatedAt descending, e.Number
            select new
            {
                e.Id,
                c.Slug,
                c.RulebookJson,
                e.Title,
                e.State,
                IsLead = p.Position == 1,
                Latest = db
                    .PartAnswers.Where(a => a.EntryId == e.Id && a.EntrantId == entrantId)
                    .OrderByDescending(a => a.Number)
                    .FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        return
        [
            .. parts.Select(p => new InEntry(
                p.Id,
                p.Slug,
                CanonicalJson.Read<Rulebook>(p.RulebookJson).Title.ToString(),
                p.Title,
                p.State,
                p.IsLead,
                PartFindings.StateOf(p.IsLead, p.Latest, hasMembers: true)
            )),
        ];
    }
}

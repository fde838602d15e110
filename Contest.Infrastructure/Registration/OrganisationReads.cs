using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>Who acts for which organisation, read from the memberships that last.</summary>
public static class OrganisationReads
{
    /// <summary>The organisations this person acts for.</summary>
    public static IQueryable<Guid> EntrantsOf(this ContestDb db, Guid? person)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Memberships.Where(m => m.PersonId == person && m.EndedAt == null).Select(m => m.EntrantId);
    }

    /// <summary>What this person may do for the organisation; null for a stranger.</summary>
    public static Task<MemberRole?> MemberRoleAsync(
        this ContestDb db,
        Guid entrantId,
        Guid? person,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .Memberships.Where(m => m.EntrantId == entrantId && m.PersonId == person && m.EndedAt == null)
            .Select(m => (MemberRole?)m.Role)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>The memberships that last, tracked, those of longest standing first.</summary>
    internal static Task<List<Membership>> MembersAsync(this ContestDb db, Guid entrantId, CancellationToken cancel) =>
        db
            .Memberships.Where(m => m.EntrantId == entrantId && m.EndedAt == null)
            .OrderBy(m => m.Since)
            .ThenBy(m => m.Id)
            .ToListAsync(cancel);

    /// <summary>Why this person may not submit or take back an entry led by this organisation, or null when they may.</summary>
    public static async Task<Refusal?> WhyNotSubmitAsync(
        this ContestDb db,
        Entry entry,
        Guid lead,
        Guid person,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entry);
        var members = await db.MembersAsync(lead, cancel);
        var name = await db.Entrants.Where(e => e.Id == lead).Select(e => e.Name).SingleAsync(cancel);
        return MembershipRules.WhyNotSubmit(
            members.Find(m => m.PersonId == person)?.Role,
            members.Count > 0,
            entry.OwnerId == person,
            name
        );
    }

    /// <summary>As <see cref="WhyNotSubmitAsync(ContestDb, Entry, Guid, Guid, CancellationToken)"/>, of a stored entry.</summary>
    public static async Task<Refusal?> WhyNotTakeBackAsync(
        this ContestDb db,
        Entry entry,
        Guid person,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entry);
        var lead = await db
            .Participations.Where(p => p.EntryId == entry.Id && p.Position == 1)
            .Select(p => (Guid?)p.EntrantId)
            .SingleOrDefaultAsync(cancel);
        // a draft counts nowhere: whoever may write it may throw it away
        return entry.State == EntryState.Draft || lead is not { } organisation
            ? null
            : await db.WhyNotSubmitAsync(entry, organisation, person, cancel);
    }

    /// <summary>What a reviewer should see about an entry's partners. The entry comes with its participations.</summary>
    public static async Task<IReadOnlyList<Finding>> PartFindingsAsync(
        this ContestDb db,
        Entry entry,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Participations.Count < 2)
            return [];
        var answers = await db.PartAnswers.AsNoTracking().Where(a => a.EntryId == entry.Id).ToListAsync(cancel);
        var named = entry.Participations.Select(p => p.EntrantId).ToList();
        var withMembers = await db
            .Memberships.Where(m => named.Contains(m.EntrantId) && m.EndedAt == null)
            .Select(m => m.EntrantId)
            .ToHashSetAsync(cancel);
        return PartFindings.Of(entry, answers, withMembers);
    }

    /// <summary>
    /// Organisations whose names may mean the same one, with the reason; nothing is equated by it. Names are few enough
    /// to compare all of them.
    /// </summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name, Likeness Reason)>> LikeOrganisationsAsync(
        this IQueryable<Entrant> among,
        string name,
        Guid? except,
        CancellationToken cancel
    )
    {
        var names = await among.Where(e => e.Id != except).Select(e => new { e.Id, e.Name }).ToListAsync(cancel);
        return
        [
            .. names
                .Select(e => (e.Id, e.Name, Reason: OrganisationLikeness.Of(name, e.Name)))
                .Where(e => e.Reason is not null)
                .OrderBy(e => e.Name, StringComparer.Ordinal)
                .Select(e => (e.Id, e.Name, e.Reason!)),
        ];
    }
}

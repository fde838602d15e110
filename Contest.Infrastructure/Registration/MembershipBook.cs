using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>How memberships begin and end. Only for acts that hold the organisation.</summary>
internal static class MembershipBook
{
    /// <summary>Lets the person in; what they had asked is answered with it. Nothing is saved yet.</summary>
    public static async Task<Membership> BeginAsync(
        this ContestDb db,
        Guid entrantId,
        Guid personId,
        MemberRole role,
        Guid? by,
        string byName,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var asked = await db
            .JoinRequests.Where(r => r.EntrantId == entrantId && r.PersonId == personId && r.DecidedAt == null)
            .ToListAsync(cancel);
        foreach (var request in asked)
            (request.DecidedAt, request.Granted, request.DecidedBy, request.DecidedByName) = (now, role, by, byName);
        Membership membership = new()
        {
            Id = Guid.CreateVersion7(now),
            EntrantId = entrantId,
            PersonId = personId,
            Role = role,
            Since = now,
            InvitedBy = by == personId ? null : by,
        };
        db.Add(membership);
        return membership;
    }

    /// <summary>Another role: the membership ends and another begins, saved one after the other for the unique index.</summary>
    public static async Task ChangeAsync(
        this ContestDb db,
        Membership membership,
        MemberRole role,
        Guid? by,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        (membership.EndedAt, membership.EndedBy) = (now, by);
        await db.SaveChangesAsync(cancel);
        db.Add(
            new Membership
            {
                Id = Guid.CreateVersion7(now),
                EntrantId = membership.EntrantId,
                PersonId = membership.PersonId,
                Role = role,
                Since = now,
                InvitedBy = by,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}

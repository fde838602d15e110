using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>An owner, or the contest office, lets someone into an organisation or refuses.</summary>
public sealed class DecideJoinRequest(ContestDb db, TimeProvider clock)
{
    /// <param name="Grant">The role granted; null refuses.</param>
    /// <param name="HadOwner">What the decider was shown: whether the organisation has an owner.</param>
    /// <param name="Address">Where the product is reached: links in mails begin with it.</param>
    public sealed record Command(Guid RequestId, MemberRole? Grant, bool HadOwner, string Address, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await FindAsync(command.RequestId, cancel) is not { } found)
            return new("organisation.request_unknown");
        var (request, entrant) = found;
        var members = await db.MembersAsync(entrant.Id, cancel);
        if (WhyNot(command, request, members) is { } refusal)
            return refusal;

        Decide(request, command, now);
        if (command.Grant is { } role)
            await db.BeginAsync(
                entrant.Id,
                request.PersonId,
                role,
                command.Actor.PersonId,
                command.Actor.Name,
                now,
                cancel
            );
        await TellAsync(request, entrant, command, now, cancel);
        if (!await db.TrySaveAsync(cancel))
            return new("organisation.collision");
        await db.RecordAsync(
            command.Actor,
            nameof(DecideJoinRequest),
            $"entrant:{entrant.Id}",
            now,
            after: new
            {
                Request = request.Id,
                request.PersonId,
                request.Granted,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>The request, read after its organisation is held: whoever came first has decided it already.</summary>
    private async Task<(JoinRequest, Entrant)?> FindAsync(Guid requestId, CancellationToken cancel)
    {
        var entrantId = await db
            .JoinRequests.Where(r => r.Id == requestId)
            .Select(r => (Guid?)r.EntrantId)
            .SingleOrDefaultAsync(cancel);
        if (entrantId is not { } id)
            return null;
        var entrant = (await db.HoldEntrantAsync(id, cancel))!;
        return (await db.JoinRequests.SingleAsync(r => r.Id == requestId, cancel), entrant);
    }

    private static Refusal? WhyNot(Command command, JoinRequest request, List<Membership> members)
    {
        var isOffice = command.Actor.Role is Role.Organizer or Role.Staff;
        var by = members.Find(m => m.PersonId == command.Actor.PersonId)?.Role;
        var hasOwner = members.Exists(m => m.Role == MemberRole.Owner);
        return MembershipRules.WhyNotDecide(isOffice, by, request.DecidedAt is null, command.HadOwner, hasOwner)
                is { } no
                ? no
            : command.Grant is not { } role ? null
            : !Enum.IsDefined(role) ? new("organisation.unknown_role")
            : members.Exists(m => m.PersonId == request.PersonId) ? new("organisation.request_decided")
            : null;
    }

    private static void Decide(JoinRequest request, Command command, DateTimeOffset now)
    {
        request.DecidedAt = now;
        request.Granted = command.Grant;
        request.DecidedBy = command.Actor.PersonId;
        request.DecidedByName = command.Actor.Name;
    }

    private async Task TellAsync(
        JoinRequest request,
        Entrant entrant,
        Command command,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Id == request.PersonId, cancel);
        var page = command.Grant is null
            ? $"{command.Address.TrimEnd('/')}/my/organisations"
            : OrganisationMail.Page(command.Address, entrant.Id);
        db.Add(
            OrganisationMail.Write(
                command.Grant is null ? "refused" : "accepted",
                person.Email!,
                person.Culture,
                $"join:{request.Id}:decided",
                now,
                person.DisplayName,
                entrant.Name,
                page
            )
        );
    }
}

/// <summary>The person who asked takes the request back.</summary>
public sealed class TakeBackJoinRequest(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid RequestId, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var taken = await db
            .JoinRequests.Where(r =>
                r.Id == command.RequestId && r.PersonId == command.Actor.PersonId && r.DecidedAt == null
            )
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(r => r.DecidedAt, now)
                        .SetProperty(r => r.DecidedBy, command.Actor.PersonId)
                        .SetProperty(r => r.DecidedByName, command.Actor.Name),
                cancel
            );
        if (taken == 0)
            return new("organisation.request_decided");
        await db.RecordAsync(
            command.Actor,
            nameof(TakeBackJoinRequest),
            $"request:{command.RequestId}",
            now,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}

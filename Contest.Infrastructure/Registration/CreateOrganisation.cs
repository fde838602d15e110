using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// A person makes an organisation's account and is its first owner; of one that is known already they ask to join. Who
/// is first is decided by the organisation's row, which all of them hold.
/// </summary>
public sealed class CreateOrganisation(ContestDb db, TimeProvider clock)
{
    /// <param name="Grounds">What the person says of themselves, should somebody have to decide.</param>
    /// <param name="Address">Where the product is reached: links in mails begin with it.</param>
    public sealed record Command(OrganisationDetails Details, string? Grounds, string Address, Actor Actor);

    /// <param name="Role">Owner when the account is the person's; null when somebody decides first.</param>
    /// <param name="IsClaim">The contest office decides, because the organisation has no owner.</param>
    public sealed record Answer(Guid EntrantId, MemberRole? Role, bool IsClaim);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (WhyNot(command) is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        var person = command.Actor.PersonId!.Value;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var known = await db.EntrantsOfAsync([command.Details.AsEntrant()], now, cancel);
        var entrant = known.Values.Single();
        var members = await db.MembersAsync(entrant.Id, cancel);
        if (await WhyNotNowAsync(entrant.Id, person, members, cancel) is { } already)
            return already;

        var isFree = members.Count == 0 && !await IsNamedByOthersAsync(entrant.Id, person, cancel);
        var isClaim = !isFree && members.TrueForAll(m => m.Role != MemberRole.Owner);
        if (isFree)
            await db.BeginAsync(entrant.Id, person, MemberRole.Owner, person, command.Actor.Name, now, cancel);
        else
            await AskAsync(command, entrant, person, now, cancel);
        if (!await db.TrySaveAsync(cancel))
            return new Refusal("organisation.collision");
        await db.RecordAsync(
            command.Actor,
            isFree ? nameof(CreateOrganisation)
                : isClaim ? "ClaimOrganisation"
                : "AskToJoin",
            $"entrant:{entrant.Id}",
            now,
            after: new
            {
                entrant.Name,
                entrant.IdentifierKind,
                entrant.Identifier,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return new Answer(entrant.Id, isFree ? MemberRole.Owner : null, isClaim);
    }

    private static Refusal? WhyNot(Command command) =>
        command.Actor is not { Role: Role.Entrant, PersonId: not null } ? new("organisation.not_an_entrant")
        : command.Grounds is { Length: > MembershipRules.LongestGrounds }
            ? new("organisation.grounds_too_long", MembershipRules.LongestGrounds)
        : command.Details.WhyNot();

    private async Task<Refusal?> WhyNotNowAsync(
        Guid entrantId,
        Guid person,
        List<Membership> members,
        CancellationToken cancel
    ) =>
        members.Exists(m => m.PersonId == person) ? new("organisation.already_yours")
        : await db.JoinRequests.AnyAsync(
            r => r.EntrantId == entrantId && r.PersonId == person && r.DecidedAt == null,
            cancel
        )
            ? new("organisation.already_asked")
        : null;

    /// <summary>Somebody else's entry that is more than a draft names it: then not just anybody is its owner.</summary>
    private Task<bool> IsNamedByOthersAsync(Guid entrantId, Guid person, CancellationToken cancel) =>
        db.Entries.AnyAsync(
            e =>
                e.OwnerId != person
                && e.State != EntryState.Draft
                && e.State != EntryState.Withdrawn
                && e.Participations.Any(p => p.EntrantId == entrantId),
            cancel
        );

    private async Task AskAsync(
        Command command,
        Entrant entrant,
        Guid person,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        JoinRequest request = new()
        {
            Id = Guid.CreateVersion7(now),
            EntrantId = entrant.Id,
            PersonId = person,
            Grounds = Plain.AsTyped(command.Grounds),
            AskedAt = now,
        };
        db.Add(request);
        var page = OrganisationMail.Page(command.Address, entrant.Id);
        foreach (var owner in await db.OwnersOfAsync(entrant.Id, cancel))
            db.Add(
                OrganisationMail.Write(
                    "asked",
                    owner.Email!,
                    owner.Culture,
                    $"join:{request.Id}:{owner.Id}",
                    now,
                    owner.DisplayName,
                    command.Actor.Name,
                    entrant.Name,
                    page
                )
            );
    }
}

using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>What an import and an entrant's form have in common: entrants by identifier, participations, patents.</summary>
internal static class RowsOfEntry
{
    /// <summary>
    /// The entrants by their identifiers, held until the transaction ends. One that only drafts name takes what is typed
    /// now: else whoever writes an organisation's code into a draft first would name it for everybody.
    /// </summary>
    /// <param name="own">The entry being saved, whose own word does not bind it.</param>
    public static async Task<Dictionary<(IdentifierKind, string), Entrant>> EntrantsOfAsync(
        this ContestDb db,
        IReadOnlyList<RegisteredEntrant> named,
        DateTimeOffset now,
        CancellationToken cancel,
        Guid? own = null
    )
    {
        var known = await db.HoldEntrantsAsync(named, now, cancel);
        var entrants = known.ToDictionary(e => (e.IdentifierKind, e.Identifier));
        var settled = await SettledAsync(db, [.. known.Select(e => e.Id)], own, cancel);
        var typed = named
            .DistinctBy(n => (n.IdentifierKind, n.Identifier))
            .ToDictionary(n => (n.IdentifierKind, n.Identifier));
        foreach (var loose in known.Where(e => !settled.Contains(e.Id)))
        {
            var words = typed[(loose.IdentifierKind, loose.Identifier)];
            (loose.Name, loose.NameKey, loose.Kind, loose.Region) = (
                words.Name,
                OrganisationName.Key(words.Name),
                words.Kind,
                words.Region
            );
        }
        return entrants;
    }

    /// <summary>Those whom another entry names that was submitted, in whatever edition, or who have people here.</summary>
    private static Task<HashSet<Guid>> SettledAsync(
        ContestDb db,
        List<Guid> entrants,
        Guid? own,
        CancellationToken cancel
    ) =>
        db
            .Entries.Where(e => e.Id != own && e.State != EntryState.Draft && e.State != EntryState.Withdrawn)
            .SelectMany(e => e.Participations)
            .Where(p => entrants.Contains(p.EntrantId))
            .Select(p => p.EntrantId)
            .Union(
                db.Memberships.Where(m => entrants.Contains(m.EntrantId) && m.EndedAt == null).Select(m => m.EntrantId)
            )
            .ToHashSetAsync(cancel);

    public static IEnumerable<Participation> Participations(
        Guid entryId,
        RegisteredProject project,
        Dictionary<(IdentifierKind, string), Entrant> entrants
    ) =>
        project.Entrants.Select(
            (entrant, at) =>
                new Participation
                {
                    EntryId = entryId,
                    EntrantId = entrants[(entrant.IdentifierKind, entrant.Identifier)].Id,
                    Position = at + 1,
                    RevenueWan = entrant.RevenueWan,
                }
        );

    public static IEnumerable<Patent> Patents(Guid entryId, RegisteredProject project, DateTimeOffset now) =>
        project.Patents.Select(
            (patent, at) =>
                new Patent
                {
                    Id = Guid.CreateVersion7(now),
                    EntryId = entryId,
                    Position = at + 1,
                    Number = Short(Plain.Tidy(patent.Row.Number)),
                    NumberKey = Short(patent.NumberKey),
                    Title = Plain.AsTyped(patent.Row.Title),
                    Kind = patent.Kind,
                    Owners = Plain.AsTyped(patent.Row.Owners),
                    Inventors = Plain.AsTyped(patent.Row.Inventors),
                    FiledOn = patent.FiledOn,
                    GrantedOn = patent.GrantedOn,
                    LegalStatus = Plain.AsTyped(patent.Row.LegalStatus),
                    IsCore = patent.IsCore,
                    Jurisdiction = Short(Offices.Code(patent.Row.Jurisdiction), 8),
                    PublicationNumber = Short(Plain.Compact(patent.Row.PublicationNumber)),
                    Agency = Plain.AsTyped(patent.Row.Agency),
                    StatusCheckedOn = SheetDate.Read(patent.Row.StatusCheckedOn),
                    Ipc = Plain.Tidy(patent.Row.Ipc),
                    Family = Plain.AsTyped(patent.Row.Family),
                    Encumbrances = Plain.AsTyped(patent.Row.Encumbrances),
                    RoleInProject = Plain.AsTyped(patent.Row.RoleInProject),
                    HasConsent = KindWords.IsYes(patent.Row.Consent),
                }
        );

    /// <summary>A draft's number may be anything; the column holds 64 characters.</summary>
    private static string Short(string number, int most = 64) => number.Length <= most ? number : number[..most];
}

using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>The same facts for many stored entries at once, in five queries however many they are.</summary>
public static partial class KnownPatents
{
    /// <summary>The facts about each entry, as a reviewer may know them.</summary>
    /// <param name="db">The database.</param>
    /// <param name="competitionId">The edition all of them are of.</param>
    /// <param name="entries">With their participations, their entrants, and their patents.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<IReadOnlyDictionary<Guid, EntryFacts>> FactsOfManyAsync(
        this ContestDb db,
        Guid competitionId,
        IReadOnlyList<Entry> entries,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entries);
        var found = await FindSharedAsync(db, competitionId, [.. entries.Select(e => e.Id)], cancel);
        var editions = await EditionsAsync(db, [.. found.Select(f => f.CompetitionId).Distinct()], cancel);
        var awards = await AwardsAsync(db, [.. found.Select(f => f.EntryId).Distinct()], cancel);
        var known = found
            .Select(
                (patent, at) => (At: at, patent.EntryId, Patent: AsKnown(patent, competitionId, editions, awards, true))
            )
            .SelectMany(row =>
                PatentFamily
                    .Keys(row.Patent.NumberKey, row.Patent.PublicationNumber, row.Patent.Family)
                    .Select(key => (Key: key, Row: row))
            )
            .ToLookup(pair => pair.Key, pair => pair.Row);
        var parts = await PartsAsync(db, competitionId, cancel);
        var units = await LoadsAsync(db, competitionId, cancel);
        return entries.ToDictionary(
            e => e.Id,
            e =>
            {
                var form = StoredForm.Of(e);
                return new EntryFacts(
                    [
                        .. KeysOf(form)
                            .SelectMany(key => known[key])
                            .Where(row => row.EntryId != e.Id)
                            .DistinctBy(row => row.At)
                            .OrderBy(row => row.At)
                            .Take(Most)
                            .Select(row => row.Patent),
                    ],
                    OthersOf(e, form, parts),
                    e.DeclaredAt is null ? null : e.DeclarationVersion
                )
                {
                    IsImported = e.ImportRunId is not null,
                    Unit = LoadOf(e, units),
                };
            }
        );
    }

    /// <summary>Patents, as <c>FindAsync</c> finds them, that share a key with a patent of another of the entries.</summary>
    private static Task<List<Found>> FindSharedAsync(
        ContestDb db,
        Guid competitionId,
        List<Guid> entries,
        CancellationToken cancel
    ) =>
        (
            from p in db.Patents
            join e in db.Entries on p.EntryId equals e.Id
            join c in db.Competitions on e.CompetitionId equals c.Id
            where
                db.Patents.Any(own =>
                    entries.Contains(own.EntryId)
                    && own.EntryId != p.EntryId
                    && own.Keys.Any(key => p.Keys.Contains(key))
                )
            where e.State != EntryState.Draft && e.State != EntryState.Withdrawn
            where c.Id == competitionId || c.CreatedAt <= db.Competitions.Single(x => x.Id == competitionId).CreatedAt
            orderby c.CreatedAt descending, e.Number, p.Position
            select new Found(e.Id, c.Id, e.State, e.Title, e.Code, p.NumberKey, p.PublicationNumber, p.Family)
        ).ToListAsync(cancel);

    private sealed record Part(Guid EntryId, IdentifierKind Kind, string Identifier, int Position);

    private static async Task<ILookup<string, Part>> PartsAsync(
        ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        (
            await (
                from e in db.Entries
                from p in e.Participations
                where e.CompetitionId == competitionId
                where
                    e.State == EntryState.Submitted || e.State == EntryState.Returned || e.State == EntryState.Accepted
                select new Part(e.Id, p.Entrant.IdentifierKind, p.Entrant.Identifier, p.Position)
            ).ToListAsync(cancel)
        ).ToLookup(p => p.Identifier);

    private static List<OtherEntries> OthersOf(Entry entry, RegistrationForm form, ILookup<string, Part> parts) =>
        [
            .. IdentifiersOf(form)
                .SelectMany(identifier => parts[identifier])
                .Where(p => p.EntryId != entry.Id)
                .GroupBy(p => (p.Kind, p.Identifier))
                .Select(own => new OtherEntries(
                    own.Key.Kind,
                    own.Key.Identifier,
                    own.Count(p => p.Position == 1),
                    own.Count(p => p.Position > 1)
                )),
        ];

    private sealed record UnitCount(Guid Id, string Name, string NameKey, int Quota, int HandedIn);

    private static Task<List<UnitCount>> LoadsAsync(ContestDb db, Guid competitionId, CancellationToken cancel) =>
        db
            .RecommendingUnits.Where(u => u.CompetitionId == competitionId && u.Quota != null)
            .Select(u => new UnitCount(
                u.Id,
                u.Name,
                u.NameKey,
                u.Quota!.Value,
                db.Entries.Count(e =>
                    e.RecommenderUnitId == u.Id && e.State != EntryState.Draft && e.State != EntryState.Withdrawn
                )
            ))
            .ToListAsync(cancel);

    private static UnitLoad? LoadOf(Entry entry, List<UnitCount> units)
    {
        var key = OrganisationName.Key(entry.Recommender ?? "");
        if (key.Length == 0)
            return null;
        var unit = units
            .Where(u => u.NameKey == key || u.Id == entry.RecommenderUnitId)
            .OrderBy(u => u.NameKey == key)
            .FirstOrDefault();
        if (unit is null)
            return null;
        var isCounted =
            entry.RecommenderUnitId == unit.Id && entry.State is not (EntryState.Draft or EntryState.Withdrawn);
        return new(unit.Name, unit.Quota, unit.HandedIn - (isCounted ? 1 : 0));
    }
}

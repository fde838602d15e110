using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>What the checks of an entry need to know of other entries, in four queries however many patents there are.</summary>
public static partial class KnownPatents
{
    private const int Most = 500;

    /// <summary>The facts about a stored entry.</summary>
    /// <param name="db">The database.</param>
    /// <param name="entry">With its participations, their entrants, and its patents.</param>
    /// <param name="isReviewer">An entrant learns that a patent stands elsewhere, but no title that is not public.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<EntryFacts> FactsOfAsync(
        this ContestDb db,
        Entry entry,
        bool isReviewer,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(entry);
        var facts = await db.FactsAsync(
            entry.CompetitionId,
            entry.Id,
            StoredForm.Of(entry),
            entry.DeclaredAt is null ? null : entry.DeclarationVersion,
            isReviewer,
            cancel
        );
        return facts with { IsImported = entry.ImportRunId is not null };
    }

    /// <summary>The facts about a form, stored or not.</summary>
    /// <param name="db">The database.</param>
    /// <param name="competitionId">The edition.</param>
    /// <param name="entryId">The entry itself, which is left out; null while it is not stored.</param>
    /// <param name="form">As typed.</param>
    /// <param name="declarationVersion">The declaration accepted, or null.</param>
    /// <param name="isReviewer">An entrant learns that a patent stands elsewhere, but no title that is not public.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<EntryFacts> FactsAsync(
        this ContestDb db,
        Guid competitionId,
        Guid? entryId,
        RegistrationForm form,
        string? declarationVersion,
        bool isReviewer,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(form);
        var found = await FindAsync(db, competitionId, entryId, KeysOf(form), cancel);
        var editions = await EditionsAsync(db, [.. found.Select(f => f.CompetitionId).Distinct()], cancel);
        var awards = await AwardsAsync(db, [.. found.Select(f => f.EntryId).Distinct()], cancel);
        return new(
            [.. found.Select(f => AsKnown(f, competitionId, editions, awards, isReviewer))],
            await OthersAsync(db, competitionId, entryId, form, cancel),
            declarationVersion
        )
        {
            Unit = await LoadAsync(db, competitionId, entryId, form, cancel),
        };
    }

    /// <summary>The unit the name stands for, exactly or by a link made by hand, when it has a quota.</summary>
    private static async Task<UnitLoad?> LoadAsync(
        ContestDb db,
        Guid competitionId,
        Guid? entryId,
        RegistrationForm form,
        CancellationToken cancel
    )
    {
        var key = OrganisationName.Key(form.Project.Recommender);
        if (key.Length == 0)
            return null;
        return await db
            .RecommendingUnits.Where(u => u.CompetitionId == competitionId && u.Quota != null)
            .Where(u =>
                u.NameKey == key
                || db.Entries.Any(e => e.Id == entryId && e.RecommenderKey == key && e.RecommenderUnitId == u.Id)
            )
            .OrderBy(u => u.NameKey == key)
            .Select(u => new UnitLoad(
                u.Name,
                u.Quota!.Value,
                db.Entries.Count(e =>
                    e.RecommenderUnitId == u.Id
                    && e.Id != entryId
                    && e.State != EntryState.Draft
                    && e.State != EntryState.Withdrawn
                )
            ))
            .FirstOrDefaultAsync(cancel);
    }

    private sealed record Found(
        Guid EntryId,
        Guid CompetitionId,
        EntryState State,
        string Title,
        string? Code,
        string NumberKey,
        string PublicationNumber,
        string Family
    );

    private static KnownPatent AsKnown(
        Found f,
        Guid competitionId,
        Dictionary<Guid, Rulebook> editions,
        Dictionary<Guid, string> awards,
        bool isReviewer
    ) =>
        new(
            f.EntryId,
            f.NumberKey,
            f.PublicationNumber,
            f.Family,
            isReviewer || f.State == EntryState.Accepted ? f.Title : "",
            f.Code ?? "",
            editions[f.CompetitionId].Title.ToString(),
            f.CompetitionId == competitionId,
            awards.TryGetValue(f.EntryId, out var award) ? NameOf(award, editions[f.CompetitionId]) : null
        );

    private static string[] KeysOf(RegistrationForm form) =>
        [.. form.Patents.SelectMany(p => PatentFamily.Keys(p.Number, p.PublicationNumber, p.Family)).Distinct()];

    /// <summary>In this edition and those made before it; drafts and withdrawn entries are nobody's business.</summary>
    private static Task<List<Found>> FindAsync(
        ContestDb db,
        Guid competitionId,
        Guid? entryId,
        string[] keys,
        CancellationToken cancel
    ) =>
        (
            from p in db.Patents
            join e in db.Entries on p.EntryId equals e.Id
            join c in db.Competitions on e.CompetitionId equals c.Id
            where p.Keys.Any(key => keys.Contains(key))
            where e.Id != entryId && e.State != EntryState.Draft && e.State != EntryState.Withdrawn
            where c.Id == competitionId || c.CreatedAt <= db.Competitions.Single(x => x.Id == competitionId).CreatedAt
            orderby c.CreatedAt descending, e.Number, p.Position
            select new Found(e.Id, c.Id, e.State, e.Title, e.Code, p.NumberKey, p.PublicationNumber, p.Family)
        )
            .Take(Most)
            .ToListAsync(cancel);

    private static async Task<Dictionary<Guid, Rulebook>> EditionsAsync(
        ContestDb db,
        Guid[] editions,
        CancellationToken cancel
    ) =>
        (
            await db
                .Competitions.Where(c => editions.Contains(c.Id))
                .Select(c => new { c.Id, c.RulebookJson })
                .ToListAsync(cancel)
        ).ToDictionary(c => c.Id, c => ParsedRulebooks.Of(c.RulebookJson));

    /// <summary>An award stands while its certificate is not revoked.</summary>
    private static async Task<Dictionary<Guid, string>> AwardsAsync(
        ContestDb db,
        Guid[] entries,
        CancellationToken cancel
    ) =>
        (
            await db
                .Certificates.Where(c => entries.Contains(c.EntryId) && c.RevokedAt == null)
                .OrderBy(c => c.Number)
                .Select(c => new { c.EntryId, c.Award })
                .ToListAsync(cancel)
        )
            .GroupBy(c => c.EntryId)
            .ToDictionary(c => c.Key, c => c.First().Award);

    private static string NameOf(string award, Rulebook rulebook) =>
        rulebook.Awards.FirstOrDefault(a => a.Code == award)?.Name.ToString() ?? award;

    private static async Task<List<OtherEntries>> OthersAsync(
        ContestDb db,
        Guid competitionId,
        Guid? entryId,
        RegistrationForm form,
        CancellationToken cancel
    )
    {
        var identifiers = IdentifiersOf(form);
        var parts = await (
            from e in db.Entries
            from p in e.Participations
            where e.CompetitionId == competitionId && e.Id != entryId
            where e.State == EntryState.Submitted || e.State == EntryState.Returned || e.State == EntryState.Accepted
            where identifiers.Contains(p.Entrant.Identifier)
            group p.Position by new { p.Entrant.IdentifierKind, p.Entrant.Identifier } into own
            select new
            {
                own.Key,
                Leads = own.Count(position => position == 1),
                Joins = own.Count(position => position > 1),
            }
        ).ToListAsync(cancel);
        return [.. parts.Select(p => new OtherEntries(p.Key.IdentifierKind, p.Key.Identifier, p.Leads, p.Joins))];
    }

    private static string[] IdentifiersOf(RegistrationForm form) =>
        [
            .. form
                .Entrants.Select(e =>
                    EntrantIdentity
                        .Check(KindWords.Identifier(e.IdentifierKind) ?? IdentifierKind.Other, e.Identifier)
                        .Normalized
                )
                .Where(identifier => identifier.Length > 0)
                .Distinct(),
        ];
}

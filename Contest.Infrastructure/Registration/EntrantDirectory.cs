using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// One row for each organisation, whoever names it first. Imports and forms that name the same ones in another order
/// would each hold what the other waits for; so rows are made and held in the order of their identifiers.
/// </summary>
internal static class EntrantDirectory
{
    /// <summary>The named entrants, made where they are new, tracked and held until the transaction ends.</summary>
    public static async Task<List<Entrant>> HoldEntrantsAsync(
        this ContestDb db,
        IReadOnlyList<RegisteredEntrant> named,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var rows = named.DistinctBy(e => (e.IdentifierKind, e.Identifier)).ToList();
        var ids = rows.Select(_ => Guid.CreateVersion7(now)).ToArray();
        var names = rows.Select(e => e.Name).ToArray();
        var keys = rows.Select(e => OrganisationName.Key(e.Name)).ToArray();
        var kinds = rows.Select(e => (int)e.Kind).ToArray();
        var identifierKinds = rows.Select(e => (int)e.IdentifierKind).ToArray();
        var identifiers = rows.Select(e => e.Identifier).ToArray();
        var regions = rows.Select(e => e.Region).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into entrants (id, name, name_key, kind, identifier_kind, identifier, region)
            select * from unnest({ids}, {names}, {keys}, {kinds}, {identifierKinds}, {identifiers}, {regions})
                as named (id, name, name_key, kind, identifier_kind, identifier, region)
            order by identifier_kind, identifier
            on conflict (identifier_kind, identifier) do nothing
            """,
            cancel
        );
        return await db
            .Entrants.FromSql(
                $"""
                select entrants.* from entrants
                join unnest({identifierKinds}, {identifiers}) as named (identifier_kind, identifier)
                    using (identifier_kind, identifier)
                order by identifier_kind, identifier
                for no key update of entrants
                """
            )
            .ToListAsync(cancel);
    }
}

using Contest.Core.Preliminary.Conflicts;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary.Conflicts;

/// <summary>What judges and entries are compared by, read in a handful of queries however many there are.</summary>
internal static class ConflictTies
{
    public static async Task<IReadOnlyList<ExpertTies>> ExpertTiesAsync(
        this ContestDb db,
        Guid competitionId,
        Guid? judgeId,
        CancellationToken cancel
    )
    {
        var judges = await (
            from j in db.Judges.Where(j => j.CompetitionId == competitionId && (judgeId == null || j.Id == judgeId))
            join e in db.Experts on j.ExpertId equals e.Id
            select new
            {
                j.Id,
                j.Name,
                j.Employer,
                Employments = e.Employments.Select(x => new EmployerFact(x.Name, x.Identifier, x.Until)).ToList(),
                Patents = e.Patents.Select(x => new OwnPatentFact(x.Number, x.IsOwner)).ToList(),
                Interests = e.Interests.Select(x => new InterestFact(x.Kind, x.With, x.Until)).ToList(),
            }
        )
            .AsSplitQuery()
            .ToListAsync(cancel);
        return
        [
            .. judges.Select(j => new ExpertTies(
                j.Id,
                j.Name,
                // what was typed on appointment counts as well, unless the pool knows that employer with its dates
                j.Employments.Exists(e => OrganisationName.Key(e.Name) == OrganisationName.Key(j.Employer))
                    ? j.Employments
                    : [.. j.Employments, new(j.Employer)],
                j.Patents,
                j.Interests
            )),
        ];
    }

    public static async Task<IReadOnlyList<EntryTies>> EntryTiesAsync(
        this ContestDb db,
        Guid competitionId,
        Guid? entryId,
        int mostAvoided,
        CancellationToken cancel
    )
    {
        // accepted; or accepted once and looked at again, for its judges may have read it meanwhile
        var entries = db
            .Entries.Where(e => e.CompetitionId == competitionId && e.Code != null)
            .Where(e => e.State != EntryState.Rejected && e.State != EntryState.Withdrawn)
            .Where(e => entryId == null || e.Id == entryId);
        var words = await entries
            .Select(e => new
            {
                e.Id,
                e.ContactName,
                e.Team,
            })
            .ToListAsync(cancel);
        var entrants = await entries
            .SelectMany(e => e.Participations)
            .OrderBy(p => p.Position)
            .Select(p => new
            {
                p.EntryId,
                p.Entrant.Name,
                p.Entrant.Identifier,
            })
            .ToListAsync(cancel);
        var patents = await entries
            .SelectMany(e => e.Patents)
            .OrderBy(p => p.Position)
            .Select(p => new
            {
                p.EntryId,
                p.Number,
                p.Keys,
                p.Owners,
                p.Inventors,
                p.Agency,
            })
            .ToListAsync(cancel);
        var avoided = await db.AvoidedAsync(entries.Select(e => e.Id), mostAvoided, cancel);
        var entrantsOf = entrants.ToLookup(e => e.EntryId, e => new EntrantFact(e.Name, e.Identifier));
        var patentsOf = patents.ToLookup(
            p => p.EntryId,
            p => new ListedPatentFact(p.Number, p.Keys, p.Owners, p.Inventors, p.Agency)
        );
        return
        [
            .. words.Select(e => new EntryTies(
                e.Id,
                [.. entrantsOf[e.Id]],
                [.. patentsOf[e.Id]],
                e.ContactName,
                e.Team,
                [.. avoided[e.Id]]
            )),
        ];
    }

    /// <summary>Whom entrants ask to be spared: a name with its reason. Confidential.</summary>
    private static async Task<ILookup<Guid, AvoidedFact>> AvoidedAsync(
        this ContestDb db,
        IQueryable<Guid> entries,
        int most,
        CancellationToken cancel
    )
    {
        var paths = AvoidedFields.Paths;
        var fields = await db
            .EntryFields.Where(f => entries.Contains(f.EntryId) && paths.Contains(f.Path))
            .Select(f => new
            {
                f.EntryId,
                f.Path,
                f.Value,
            })
            .ToListAsync(cancel);
        return fields
            .GroupBy(f => f.EntryId)
            .SelectMany(of =>
                AvoidedFields
                    .Of(of.ToDictionary(f => f.Path, f => f.Value ?? ""), most)
                    .Select(a => (of.Key, Fact: new AvoidedFact(a.Name, a.Reason)))
            )
            .ToLookup(pair => pair.Key, pair => pair.Fact);
    }
}

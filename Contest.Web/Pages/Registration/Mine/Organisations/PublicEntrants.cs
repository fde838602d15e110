using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Mine.Organisations;

/// <summary>The entrants anybody may read of: those of accepted entries, of editions that show them.</summary>
public static class PublicEntrants
{
    public static async Task<IQueryable<Entrant>> PublicEntrantsAsync(this ContestDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var editions = await db.Competitions.AsNoTracking().Include(c => c.Stages).ToListAsync(cancel);
        var shown = editions
            .Where(c => Visibility.MaySee(Viewer.Anyone, Sight.PublicEntry, c.Stages))
            .Select(c => c.Id)
            .ToList();
        return db
            .Entrants.AsNoTracking()
            .Where(e =>
                db.Entries.Any(x =>
                    x.State == EntryState.Accepted
                    && shown.Contains(x.CompetitionId)
                    && x.Participations.Any(p => p.EntrantId == e.Id)
                )
            );
    }
}

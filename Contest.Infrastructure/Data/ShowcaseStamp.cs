using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Data;

/// <summary>A statement only PostgreSQL understands: row versions are its transaction ids (STYLE.md 5).</summary>
public static class ShowcaseStamp
{
    /// <summary>
    /// Another text whenever an entry of the edition is accepted, changed or no longer accepted, an organisation of one is
    /// renamed, or a cover comes or goes: by the row versions, whoever wrote them on whatever node.
    /// </summary>
    public static Task<string> ShowcaseStampAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .Database.SqlQuery<string>(
                $"""
                select concat_ws(':', count(distinct e.id), sum(e.xmin::text::bigint), sum(o.xmin::text::bigint), (
                    select concat_ws('.', count(*), sum(f.xmin::text::bigint)) from stored_files f join entries c on c.id = f.entry_id
                    where c.competition_id = {competitionId} and f.slot = {(int)FileSlot.Cover}
                )) as "Value"
                from entries e
                left join participations p on p.entry_id = e.id
                left join entrants o on o.id = p.entrant_id
                where e.competition_id = {competitionId} and e.state = {(int)EntryState.Accepted}
                """
            )
            .SingleAsync(cancel);
    }
}

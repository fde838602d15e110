using System.Security.Claims;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Jury;

/// <summary>Reads what judges are shown; <see cref="JudgeDossier"/> decides what that is.</summary>
public static class DossierReads
{
    public static async Task<JudgeDossier> JudgeDossierAsync(
        this ContestDb db,
        Guid entryId,
        bool isAnonymous,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var entry = await db
            .Entries.AsNoTracking()
            .AsSplitQuery()
            .Include(e => e.Participations)
                .ThenInclude(p => p.Entrant)
            .Include(e => e.Patents)
            .SingleAsync(e => e.Id == entryId, cancel);
        var files = await db.StoredFiles.AsNoTracking().Where(f => f.EntryId == entryId).ToListAsync(cancel);
        return JudgeDossier.Of(entry, files, isAnonymous);
    }

    /// <summary>
    /// Whether whoever may see the file may have the file itself: everybody but a judge who reads its entry in
    /// anonymous rounds only. The cover is public.
    /// </summary>
    public static async Task<bool> MayFetchOriginalAsync(
        this ContestDb db,
        ClaimsPrincipal user,
        StoredFile file,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(file);
        if (user.Role() != Role.Judge || file.Slot == FileSlot.Cover)
            return true;
        var person = user.PersonId();
        var rounds = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            where s.EntryId == file.EntryId && j.PersonId == person && s.RecusedAt == null && s.SetAsideAt == null
            select new { s.CompetitionId, s.Round }
        ).ToListAsync(cancel);
        foreach (var round in rounds)
            if (!(await db.RulebookOfAsync(round.CompetitionId, cancel)).Judging(round.Round).IsAnonymous)
                return true;
        return false;
    }
}

using System.Collections.Concurrent;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Jury;

/// <summary>
/// Sheets whose judge has accepted the terms: what was accepted stays so (the table is append-only), and a judge who types
/// is not asked for at every save.
/// </summary>
public sealed class TermsMemory
{
    private readonly ConcurrentDictionary<Guid, bool> _accepted = new();

    /// <summary>Whether this sheet's judge has yet to accept them; false for a sheet that is not there.</summary>
    public async Task<bool> AreMissingAsync(ContestDb db, Guid sheetId, CancellationToken cancel)
    {
        if (_accepted.ContainsKey(sheetId))
            return false;
        var judge = await db
            .JudgeSheets.Where(s => s.Id == sheetId)
            .Select(s => new
            {
                HasAccepted = db.AcceptedTerms.Any(t => t.JudgeId == s.JudgeId && t.Version == JudgingTerms.Version),
            })
            .SingleOrDefaultAsync(cancel);
        if (judge is { HasAccepted: true })
            _accepted[sheetId] = true;
        return judge is { HasAccepted: false };
    }
}

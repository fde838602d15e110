using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>
/// The edition as every request reads it: its row and its stages in one question, asked anew each time. The rulebook's
/// text, which is long and hardly changes, is sent only when its hash has not been met before.
/// </summary>
public static class EditionReads
{
    // what every request asks is translated once
    private static readonly Func<ContestDb, string, CancellationToken, Task<Competition?>> BySlug =
        EF.CompileAsyncQuery(
            (ContestDb db, string slug, CancellationToken cancel) =>
                db
                    .Competitions.AsNoTracking()
                    .Where(c => c.Slug == slug)
                    .Select(c => new Competition
                    {
                        Id = c.Id,
                        Slug = c.Slug,
                        RulebookJson = "",
                        RulebookHash = c.RulebookHash,
                        FrozenAt = c.FrozenAt,
                        CreatedAt = c.CreatedAt,
                        VoterKey = c.VoterKey,
                        ReceiptKey = c.ReceiptKey,
                        Stages = c.Stages.ToList(),
                    })
                    .SingleOrDefault()
        );

    /// <summary>The edition at this address, to be read only; null when there is none.</summary>
    public static async Task<Competition?> FindEditionAsync(this ContestDb db, string slug, CancellationToken cancel)
    {
        if (await BySlug(db, slug, cancel) is not { } found)
            return null;
        if (ParsedRulebooks.TextOf(found.RulebookHash) is { } known)
            found.RulebookJson = known;
        else
            await ReadRulebookAsync(db, found, cancel);
        return found;
    }

    /// <summary>The address of the newest edition; null when there is none.</summary>
    public static Task<string?> NewestSlugAsync(this ContestDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Competitions.OrderByDescending(c => c.CreatedAt).Select(c => c.Slug).FirstOrDefaultAsync(cancel);
    }

    private static async Task ReadRulebookAsync(ContestDb db, Competition found, CancellationToken cancel)
    {
        // text and hash together: another rulebook may have come into force since
        var read = await db
            .Competitions.Where(c => c.Id == found.Id)
            .Select(c => new { c.RulebookJson, c.RulebookHash })
            .SingleAsync(cancel);
        (found.RulebookJson, found.RulebookHash) = (read.RulebookJson, read.RulebookHash);
        ParsedRulebooks.Remember(read.RulebookHash, read.RulebookJson);
    }
}

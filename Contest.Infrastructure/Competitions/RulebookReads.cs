using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>The rulebook as the acts of every stage read it, inside their transaction.</summary>
public static class RulebookReads
{
    public static async Task<Rulebook> RulebookOfAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        ParsedRulebooks.Of(
            await db.Competitions.Where(c => c.Id == competitionId).Select(c => c.RulebookJson).SingleAsync(cancel)
        );

    /// <summary>The same where its hash has been read already: nothing is asked when it has been met before.</summary>
    public static async Task<Rulebook> RulebookOfAsync(
        this ContestDb db,
        Guid competitionId,
        string hash,
        CancellationToken cancel
    )
    {
        if (ParsedRulebooks.OfHash(hash) is { } known)
            return known;
        var json = await db
            .Competitions.Where(c => c.Id == competitionId)
            .Select(c => c.RulebookJson)
            .SingleAsync(cancel);
        ParsedRulebooks.Remember(hash, json);
        return ParsedRulebooks.Of(json);
    }

    /// <summary>The date at the contest's place.</summary>
    public static DateOnly LocalDate(this Rulebook rulebook, DateTimeOffset now) =>
        DateOnly.FromDateTime(
            TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone)).DateTime
        );
}

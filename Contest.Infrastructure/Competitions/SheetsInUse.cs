using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Competitions;

/// <summary>What a change of the rulebook does to score sheets that are already with the judges.</summary>
internal static class SheetsInUse
{
    private static readonly Stage[] Rounds = [Stage.Preliminary, Stage.Final];

    /// <summary>
    /// Untouched sheets take the variant the new rules give them. Refused where a sheet somebody has typed on would lose
    /// its criteria or see other maxima: words may be mended, what marks were given for may not.
    /// </summary>
    public static async Task<Refusal?> MoveAsync(
        ContestDb db,
        Guid competitionId,
        Rulebook before,
        Rulebook after,
        CancellationToken cancel
    )
    {
        foreach (var round in Rounds)
        {
            var (was, becomes) = (before.Judging(round), after.Judging(round));
            var sheets = db.JudgeSheets.Where(s => s.CompetitionId == competitionId && s.Round == round);
            await db.FollowVariantsAsync(sheets, becomes, cancel);
            await db.SaveChangesAsync(cancel);
            var inUse = await sheets
                .Select(s => new { s.Variant, IsTouched = s.Version > 0 || s.Submissions > 0 })
                .Distinct()
                .ToListAsync(cancel);
            if (inUse.Find(s => !Stays(was, becomes, s.Variant, s.IsTouched)) is { } lost)
                return new(
                    "competition.sheet_in_use",
                    Words.Say(StageGates.NameCode(round)),
                    was.SheetName(lost.Variant)
                );
        }
        return null;
    }

    private static bool Stays(JudgingRules was, JudgingRules becomes, string? variant, bool isTouched)
    {
        if (variant is not null && becomes.Variants.All(v => v.Code != variant))
            return false;
        return !isTouched
            || was.On(variant)
                .Sheet.Select(c => (c.Code, c.Most))
                .ToHashSet()
                .SetEquals(becomes.On(variant).Sheet.Select(c => (c.Code, c.Most)));
    }
}

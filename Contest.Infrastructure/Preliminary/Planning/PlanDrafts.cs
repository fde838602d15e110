using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>The draft a plan is looked at in, as its acts and pages read it.</summary>
public static class PlanDrafts
{
    /// <summary>The draft that is not applied yet, tracked; null where there is none.</summary>
    public static Task<PlanDraft?> OpenPlanAsync(this ContestDb db, Guid competitionId, CancellationToken cancel) =>
        db.PlanDrafts.SingleOrDefaultAsync(d => d.CompetitionId == competitionId && d.AppliedAt == null, cancel);

    /// <summary>What a draft holds.</summary>
    public static DraftPlanContent Content(this PlanDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return CanonicalJson.Read<DraftPlanContent>(draft.Json);
    }

    /// <summary>Replaces what a draft holds; its hash follows.</summary>
    public static void Write(this PlanDraft draft, DraftPlanContent content)
    {
        ArgumentNullException.ThrowIfNull(draft);
        draft.Json = CanonicalJson.Write(content);
        draft.Hash = CanonicalJson.HashText(draft.Json);
    }

    /// <summary>
    /// The problem a draft with somebody who drops out is the answer to: the leaver keeps what is submitted and takes no
    /// more.
    /// </summary>
    public static PlanInput WithLeaver(this PlanInput input, DraftLeaver? leaver, IReadOnlyList<PlanSheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (leaver is null)
            return input;
        var submitted = sheets
            .Where(s => s.Pair.JudgeId == leaver.JudgeId && s.Counts && s.IsSubmitted)
            .Select(s => s.Pair)
            .ToHashSet();
        return input with
        {
            Judges =
            [
                .. input.Judges.Select(j =>
                    j.JudgeId == leaver.JudgeId ? j with { MostDossiers = submitted.Count } : j
                ),
            ],
            Fixed = input.Fixed.Where(p => p.JudgeId != leaver.JudgeId || submitted.Contains(p)).ToHashSet(),
        };
    }

    /// <summary>Why the preliminary's plan cannot be changed any more, or null.</summary>
    internal static async Task<Refusal?> WhyNotPlanAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        await db.StageRuns.AnyAsync(
            r => r.CompetitionId == competitionId && r.Stage == Stage.Preliminary && r.ClosedAt != null,
            cancel
        )
            ? new("plan.closed")
            : null;
}

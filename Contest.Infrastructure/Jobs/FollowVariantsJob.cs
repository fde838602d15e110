using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Gives untouched sheets of every open judged round the variant their entry has now.</summary>
[DisallowConcurrentExecution]
public sealed class FollowVariantsJob(ContestDb db, FollowVariants follow) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var open = await db
            .StageRuns.Where(r => r.Stage == Stage.Preliminary || r.Stage == Stage.Final)
            .Where(r => r.OpenedAt != null && r.ClosedAt == null)
            .Select(r => new { r.CompetitionId, r.Stage })
            .ToListAsync(cancellationToken);
        foreach (var round in open)
            await follow.HandleAsync(new(round.CompetitionId, round.Stage, Actor.Clock), cancellationToken);
    }
}

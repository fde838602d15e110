using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Looks in every open preliminary for totals that lie too far apart.</summary>
[DisallowConcurrentExecution]
public sealed class FindDiscrepanciesJob(ContestDb db, FindDiscrepancies find) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var open = await db
            .StageRuns.Where(r => r.Stage == Stage.Preliminary && r.OpenedAt != null && r.ClosedAt == null)
            .Select(r => r.CompetitionId)
            .ToListAsync(cancellationToken);
        foreach (var competition in open)
            await find.HandleAsync(new(competition, Actor.Clock), cancellationToken);
    }
}

using Contest.Infrastructure.Competitions;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Opens and closes stages at their times.</summary>
[DisallowConcurrentExecution]
public sealed class MoveStagesJob(MoveDueStages move) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await move.HandleAsync(cancellationToken);
}

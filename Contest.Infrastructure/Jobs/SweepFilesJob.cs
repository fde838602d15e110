using Contest.Infrastructure.Files;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Takes contents out of the store that no row points to, once a day.</summary>
[DisallowConcurrentExecution]
public sealed class SweepFilesJob(SweepFiles sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await sweep.HandleAsync(cancellationToken);
}

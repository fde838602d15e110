using Contest.Infrastructure.Files;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Clears away uploads nobody went on with, and has files looked at that no scanner has seen.</summary>
[DisallowConcurrentExecution]
public sealed class TidyFilesJob(ClearUploads clear, ScanWaitingFiles scan) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await clear.HandleAsync(cancellationToken);
        await scan.HandleAsync(cancellationToken);
    }
}

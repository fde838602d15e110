using Contest.Infrastructure.Voting.Fraud;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Looks through the new ballots for what people should review.</summary>
[DisallowConcurrentExecution]
public sealed class ScanBallotsJob(ScanBallots scan) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await scan.HandleAsync(cancellationToken);
}

using Contest.Infrastructure.Voting.Ledger;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Takes what was cast into the vote ledgers and signs where they stand.</summary>
[DisallowConcurrentExecution]
public sealed class LedgerJob(AppendToLedger append, SignCheckpoint sign) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await append.HandleAsync(cancellationToken);
        await sign.HandleAsync(cancellationToken);
    }
}

using Contest.Infrastructure.People;
using Contest.Infrastructure.Voting;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Takes away what must not be kept any longer: voters' and judges' codes after a day, voter keys at the rulebook's time.</summary>
[DisallowConcurrentExecution]
public sealed class RetentionJob(ForgetVoterCodes codes, ForgetSignInCodes signIns, DestroyVoterKeys keys) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await codes.HandleAsync(cancellationToken);
        await signIns.HandleAsync(cancellationToken);
        await keys.HandleAsync(cancellationToken);
    }
}

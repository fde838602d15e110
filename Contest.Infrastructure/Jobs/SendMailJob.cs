using Contest.Infrastructure.Mail;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Sends what is due in the outbox.</summary>
[DisallowConcurrentExecution]
public sealed class SendMailJob(SendDueMail send) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await send.HandleAsync(cancellationToken);
}

using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Contest.Infrastructure.Jobs;

/// <summary>Every job and its time. A job is an alarm clock: it finds what is due and calls an act.</summary>
public static class Schedule
{
    public static IServiceCollection AddContestJobs(this IServiceCollection services)
    {
        services.AddQuartz(q =>
        {
            q.ConfigureScheduler(s => s.InstanceName = "contest");
            q.UsePersistentStore(store =>
            {
                store.UsePostgres(ds => ds.UseRegisteredDataSource = true);
                store.UseClustering(c =>
                {
                    c.CheckinInterval = TimeSpan.FromSeconds(2);
                    c.CheckinMisfireThreshold = TimeSpan.FromSeconds(3);
                });
                store.ProvisionSchema();
                store.UseExecutionHistory();
                store.ConfigureStore(o => o.AcceptEnlistedTransactions = true);
            });
            q.AddQuartzHealthChecks(h => h.Tags.Add("ready"));
            q.Every<MoveStagesJob>(seconds: 10);
            q.Every<SendMailJob>(seconds: 10);
            q.Every<TidyFilesJob>(seconds: 600);
            q.Every<SweepFilesJob>(seconds: 86_400);
            q.Every<LedgerJob>(seconds: 60);
            q.Every<RetentionJob>(seconds: 600);
            q.Every<ScanBallotsJob>(seconds: 300);
            q.Every<FindDiscrepanciesJob>(seconds: 60);
        });
        return services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }

    /// <summary>Adds a job that runs every so many seconds, on one node at a time.</summary>
    internal static void Every<TJob>(this IQuartzBuilder q, int seconds)
        where TJob : IJob
    {
        var name = typeof(TJob).Name;
        q.AddJob<TJob>(j => j.WithIdentity(name).StoreDurably());
        q.AddTrigger(t =>
            t.ForJob(name)
                .WithIdentity(name)
                .WithSimpleSchedule(s => s.WithInterval(TimeSpan.FromSeconds(seconds)).RepeatForever())
        );
    }
}

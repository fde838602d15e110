namespace Contest.Web.Operations;

/// <summary>What happens once, before the first request: roles exist; in demo mode the demo edition stands.</summary>
public static class FirstRun
{
    public static Task PrepareAsync(IServiceProvider services, ContestSettings settings, CancellationToken cancel) =>
        Task.CompletedTask;
}

using Contest.Infrastructure.Demo;

namespace Contest.Web.Operations;

/// <summary>What happens once, before the first request: in demo mode the demo edition stands at its stage.</summary>
public static class FirstRun
{
    public static async Task PrepareAsync(
        IServiceProvider services,
        ContestSettings settings,
        string connectionString,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!settings.Demo)
            return;
        await DemoEdition.BuildAsync(
            connectionString,
            Enum.Parse<DemoStage>(settings.DemoStage, ignoreCase: true),
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Contest.Demo"),
            cancel
        );
    }
}

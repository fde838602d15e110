using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Infrastructure.Demo;

/// <summary>What the demo's chapters share: services, clock, people, and doing an act in a scope of its own.</summary>
internal sealed class DemoRun(IServiceProvider services, DemoClock clock, DateTimeOffset now, CancellationToken cancel)
{
    public DemoClock Clock => clock;
    public DateTimeOffset Now => now;
    public CancellationToken Cancel => cancel;
    public Actor Organizer { get; set; } = null!;
    public Actor Staff { get; set; } = null!;
    public Actor Supervisor { get; set; } = null!;
    public Competition Competition { get; set; } = null!;
    public Rulebook Rulebook { get; set; } = null!;
    public DemoDice Dice { get; } = new("contest-demo-1");
    private TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Rulebook.TimeZone);

    public DateTimeOffset Opens(Stage stage) => Rulebook.Window(stage).Opens(Zone);

    public DateTimeOffset Closes(Stage stage) => Rulebook.Window(stage).Closes(Zone);

    /// <summary>The moment, but never later than the real now.</summary>
    public void GoTo(DateTimeOffset moment) => clock.GoTo(moment < now ? moment : now);

    public async Task<T> DoAsync<TService, T>(Func<TService, Task<T>> act)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task OpenAsync(Stage stage)
    {
        GoTo(Opens(stage));
        Must(
            await DoAsync<OpenStage, Outcome<OpenStage.Answer>>(a =>
                a.HandleAsync(new(Competition.Id, stage, Actor.Clock), cancel)
            )
        );
    }

    public async Task CloseAsync(Stage stage)
    {
        GoTo(Closes(stage));
        Must(
            await DoAsync<CloseStage, Outcome<CloseStage.Answer>>(a =>
                a.HandleAsync(new(Competition.Id, stage, Actor.Clock), cancel)
            )
        );
    }

    public static T Must<T>(Outcome<T> outcome)
        where T : notnull =>
        outcome.Refusal is { } refusal
            ? throw new InvalidOperationException($"The demo was refused: {refusal.Code} {refusal.Message}")
            : outcome.Value!;

    public static void Must(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"The demo was refused: {refusal.Code} {refusal.Message}");
    }
}

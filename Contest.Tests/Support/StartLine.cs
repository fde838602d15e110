using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Support;

/// <summary>
/// A save interceptor that holds every act at its first save until all runners have arrived, so that a race is run
/// and not hoped for (STYLE.md 8).
/// </summary>
public sealed class StartLine(int runners) : SaveChangesInterceptor
{
    private readonly TaskCompletionSource _allHere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    /// <summary>False while the test prepares.</summary>
    public bool IsArmed { get; set; } = true;

    /// <summary>How many have reached the line.</summary>
    public int Arrived => _arrived;

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (!IsArmed)
            return result;
        var place = Interlocked.Increment(ref _arrived);
        if (place == runners)
            _allHere.SetResult();
        if (place <= runners)
            // acts that take turns by a lock never all arrive: then the first goes on alone
            await Task.WhenAny(_allHere.Task, Task.Delay(TimeSpan.FromSeconds(3), cancellationToken));
        return result;
    }
}

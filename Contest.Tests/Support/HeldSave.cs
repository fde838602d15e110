using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Support;

/// <summary>Holds the first save that adds a <typeparamref name="T"/> until the test lets it go: an act caught in flight.</summary>
public sealed class HeldSave<T> : SaveChangesInterceptor
    where T : class
{
    private readonly TaskCompletionSource _isHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>False while the test prepares.</summary>
    public bool IsArmed { get; set; } = true;

    /// <summary>Ends when an act stands at its save.</summary>
    public Task IsHeld => _isHeld.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Release() => _release.TrySetResult();

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        var adds = IsArmed && eventData.Context!.ChangeTracker.Entries<T>().Any(e => e.State == EntityState.Added);
        if (adds && _isHeld.TrySetResult())
            await _release.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
        return result;
    }
}

namespace Contest.Infrastructure.Demo;

/// <summary>The clock while the demo edition lives through its past; it only goes forward.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void GoTo(DateTimeOffset moment)
    {
        if (moment.UtcTicks > Interlocked.Read(ref _ticks))
            Interlocked.Exchange(ref _ticks, moment.UtcTicks);
    }

    public void Advance(TimeSpan by) => GoTo(GetUtcNow() + by);
}

using System.Collections.Concurrent;
using System.Net;
using Contest.Core.Voting;
using Contest.Infrastructure.Voting;
using Contest.Web.Operations;
using Microsoft.Extensions.Options;

namespace Contest.Web.Editions;

/// <summary>
/// New devices by edition and network in this minute, in this node's memory. A company's canteen or a carrier's gateway
/// brings many honest ones, so nobody is turned away: beyond the threshold a new device owes a small sum, or without script
/// a place in a queue (<see cref="VoterWork"/>).
/// </summary>
public sealed class NewDevices(TimeProvider clock, IOptions<ContestSettings> settings)
{
    /// <summary>The shortest wait of a device without script.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Networks kept; beyond it a flood is not one network's.</summary>
    private const int Most = 100_000;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string, string), DateTimeOffset> _queues = new();
    private ConcurrentDictionary<(string, string), int> _counts = new();
    private long _minute;

    /// <summary>Counts a new device; true: it owes.</summary>
    public bool Note(string slug, IPAddress? address) =>
        Counts().AddOrUpdate((slug, NetworkOf.Address(address)), 1, (_, n) => n + 1)
        > settings.Value.NewDevicesPerMinute;

    /// <summary>How hard a sum is now.</summary>
    public int Bits(string slug, IPAddress? address) =>
        ProofOfWork.Bits(
            Counts().GetValueOrDefault((slug, NetworkOf.Address(address))),
            settings.Value.NewDevicesPerMinute
        );

    /// <summary>
    /// When a device of this network without script may vote: as many a minute as are ordinary. Null: the queue is too long.
    /// </summary>
    public DateTimeOffset? Queue(string slug, IPAddress? address)
    {
        var now = clock.GetUtcNow();
        var step = TimeSpan.FromMinutes(1) / settings.Value.NewDevicesPerMinute;
        lock (_gate)
        {
            if (_queues.Count >= Most)
                _queues.Clear();
            var key = (slug, NetworkOf.Address(address));
            var next = _queues.TryGetValue(key, out var last) && last + step > now + Wait ? last + step : now + Wait;
            if (next - now > LongestWait)
                return null;
            _queues[key] = next;
            return next;
        }
    }

    private ConcurrentDictionary<(string, string), int> Counts()
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        lock (_gate)
        {
            if (minute != _minute || _counts.Count >= Most)
                (_counts, _minute) = (new(), minute);
            return _counts;
        }
    }
}

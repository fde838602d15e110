using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Contest.Web.Operations;

/// <summary>
/// Ballots an address may send. It may be a whole company or a mobile carrier's gateway (DOMAIN.md 1.6), so the bucket
/// is wide and can be set: it stops floods, the ballot rules stop everything else.
/// </summary>
public sealed class BallotLimiter : IDisposable
{
    public BallotLimiter(IOptions<ContestSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var each = settings.Value.BallotsPerSecond;
        // one for all addresses: GetTokenBucketLimiter would make two delegates for each ballot
        Func<IPAddress, TokenBucketRateLimiter> make = _ =>
            new(
                new()
                {
                    TokenLimit = each * 6,
                    TokensPerPeriod = each,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                    AutoReplenishment = false, // the partitioned limiter does it for all
                }
            );
        Limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.Get(address, make));
    }

    public PartitionedRateLimiter<IPAddress> Limiter { get; }

    public void Dispose() => Limiter.Dispose();
}

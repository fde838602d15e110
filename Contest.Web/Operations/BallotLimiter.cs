using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Contest.Web.Operations;

/// <summary>
/// Ballots an address may send. It may be a whole company or a mobile carrier's gateway (DOMAIN.md 1.6), so the bucket
/// is wide and can be set: it stops floods, the ballot rules stop everything else.
/// </summary>
public sealed class BallotLimiter(IOptions<ContestSettings> settings) : IDisposable
{
    public PartitionedRateLimiter<IPAddress> Limiter { get; } =
        PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
            RateLimitPartition.GetTokenBucketLimiter(
                address,
                _ =>
                    new()
                    {
                        TokenLimit = settings.Value.BallotsPerSecond * 6,
                        TokensPerPeriod = settings.Value.BallotsPerSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        QueueLimit = 0,
                    }
            )
        );

    public void Dispose() => Limiter.Dispose();
}

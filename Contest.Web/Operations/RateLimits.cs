using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Contest.Web.Operations;

/// <summary>
/// Token buckets on sign-in and on public posts. One address may be a whole company or a mobile carrier's gateway
/// (DOMAIN.md 1.6), so buckets are wide: they stop floods, the rules of the act stop everything else.
/// </summary>
public static class RateLimits
{
    /// <summary>Sign-in, second factor, step-up, invitations: 30 at once, 30 a minute per address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Ballots, objections, registrations: 300 at once, 50 a second per address.</summary>
    public const string PublicPost = "public-post";

    /// <summary>The way to WeChat and back, reads though they are: 300 at once, 50 a second per address.</summary>
    public const string WeChat = "wechat";

    public static void Configure(RateLimiterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddPolicy(SignIn, http => Bucket(http, 30, 30, TimeSpan.FromMinutes(1)));
        options.AddPolicy(PublicPost, http => Bucket(http, 300, 50, TimeSpan.FromSeconds(1)));
        options.AddPolicy(WeChat, http => Tokens(http, 300, 50, TimeSpan.FromSeconds(1)));
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = rejected.Lease.TryGetMetadata(
                MetadataName.RetryAfter,
                out var wait
            )
                ? ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture)
                : "5";
            return ValueTask.CompletedTask;
        };
    }

    private static RateLimitPartition<IPAddress> Bucket(HttpContext http, int burst, int refill, TimeSpan period) =>
        // only posts are counted: a page may be read as often as one likes
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
            ? RateLimitPartition.GetNoLimiter(IPAddress.None)
            : Tokens(http, burst, refill, period);

    private static RateLimitPartition<IPAddress> Tokens(HttpContext http, int burst, int refill, TimeSpan period) =>
        RateLimitPartition.GetTokenBucketLimiter(
            http.Connection.RemoteIpAddress ?? IPAddress.Loopback,
            _ =>
                new()
                {
                    TokenLimit = burst,
                    TokensPerPeriod = refill,
                    ReplenishmentPeriod = period,
                    QueueLimit = 0,
                }
        );
}

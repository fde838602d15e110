using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Contest.Core.Voting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Contest.Web.Editions;

/// <summary>
/// What a new device owes when its network brings many: a sum (SHA-256, <see cref="ProofOfWork"/>) or, without script, a
/// wait in the network's queue. Both are signed and bound to edition and device, and end; the server keeps nothing of them
/// but the sums that were used.
/// </summary>
public sealed class VoterWork(NewDevices devices, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>Sums kept as used before those that have ended are forgotten.</summary>
    private const int Most = 50_000;

    private readonly IDataProtector _protector = protection.CreateProtector("voter-work-1");
    private readonly ConcurrentDictionary<string, (Guid Ballot, DateTimeOffset Ends)> _used = new(
        StringComparer.Ordinal
    );

    /// <param name="Token">The signed sum; comes back with the answer.</param>
    public sealed record Sum(string Token, string Seed, int Bits);

    /// <summary>A place in the queue.</summary>
    public sealed record Place(string Token, DateTimeOffset From);

    public Sum Ask(string slug, Guid device, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var bits = devices.Bits(slug, http.Connection.RemoteIpAddress);
        var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return new(Sign("sum", slug, device, clock.GetUtcNow() + Life, $"{bits}:{seed}"), seed, bits);
    }

    /// <summary>Whether the answer is right, of this device and edition, in time, and not used for another ballot.</summary>
    public bool IsDone(string slug, Guid device, Guid ballot, string? token, long? answer)
    {
        if (answer is not { } number || Read("sum", slug, device, token) is not { } sum)
            return false;
        var parts = sum.Detail.Split(':');
        var (bits, seed) = (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        if (sum.Moment <= clock.GetUtcNow() || !ProofOfWork.IsSolved(seed, number, bits))
            return false;
        if (_used.Count >= Most)
            Forget();
        return _used.GetOrAdd(seed, (ballot, sum.Moment)).Ballot == ballot; // a repeat of the same ballot is no second use
    }

    /// <summary>A place in the network's queue; null: it is too long.</summary>
    public Place? Queue(string slug, Guid device, HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return devices.Queue(slug, http.Connection.RemoteIpAddress) is { } from
            ? new(Sign("wait", slug, device, from, ""), from)
            : null;
    }

    /// <summary>From when on the place is good; null: it is none of this device's, or over.</summary>
    public DateTimeOffset? From(string slug, Guid device, string? token) =>
        Read("wait", slug, device, token) is { } place && clock.GetUtcNow() < place.Moment + Life ? place.Moment : null;

    private string Sign(string kind, string slug, Guid device, DateTimeOffset moment, string rest) =>
        WebEncoders.Base64UrlEncode(
            _protector.Protect(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{kind}\n{slug}\n{device:N}\n{moment.UtcTicks}\n{rest}"
                    )
                )
            )
        );

    private (DateTimeOffset Moment, string Detail)? Read(string kind, string slug, Guid device, string? token)
    {
        if (token is not { Length: > 0 and < 800 })
            return null;
        try
        {
            var text = Encoding.UTF8.GetString(_protector.Unprotect(WebEncoders.Base64UrlDecode(token)));
            return
                text.Split('\n') is [var of, var edition, var id, var ticks, var rest]
                && (of, edition, id) == (kind, slug, device.ToString("N"))
                ? (new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), rest)
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (seed, used) in _used)
            if (used.Ends <= now)
                _used.TryRemove(seed, out _);
    }
}

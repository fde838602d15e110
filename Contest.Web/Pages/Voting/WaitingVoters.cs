using Contest.Web.Editions;

namespace Contest.Web.Pages.Voting;

/// <summary>New devices without script where very many come from one network: instead of a sum they wait their turn.</summary>
public sealed class WaitingVoters(VoterCookie devices, VoterWork work, TimeProvider clock)
{
    /// <summary>The field of the form in which a place in the queue comes back.</summary>
    public const string Field = "Place";

    /// <summary>Where the voter waits; null: nothing is owed, or the turn has come.</summary>
    public string? WhereTo(HttpContext http, string slug, IReadOnlyList<short> choices, Guid ballot)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (!devices.Owes(http))
            return null;
        var device = devices.DeviceOf(http);
        var place = http.Request.HasFormContentType ? http.Request.Form[Field].ToString() : "";
        if (work.From(slug, device, place) is not { } from)
            place = work.Queue(slug, device, http)?.Token;
        else if (from <= clock.GetUtcNow())
        {
            devices.Settle(http);
            return null;
        }
        var query = VerifyAddress.Query(choices, ballot);
        return query.Length == 0 ? $"/{slug}/vote" : $"/{slug}/vote/wait{query}&place={place}";
    }

    /// <summary>How many seconds are left of a place; null: it is none.</summary>
    public int? SecondsLeft(HttpContext http, string slug, string? place) =>
        work.From(slug, devices.DeviceOf(http), place) is { } from
            ? (int)decimal.Ceiling(decimal.Max(0, (from - clock.GetUtcNow()).Ticks) / TimeSpan.TicksPerSecond)
            : null;
}

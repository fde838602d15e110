using Contest.Infrastructure.Voting;

namespace Contest.Web.Editions;

/// <summary>
/// The voter's signed device cookie: a random id that only we can make, turned into the edition's pseudonym. It holds
/// nothing about the person; a device made while its network brought very many carries a mark that it owes a sum.
/// </summary>
public sealed class VoterCookie(DeviceSeal seal, NewDevices news, TimeProvider clock)
{
    public const string Name = "voter";

    /// <summary>What the rest of the request knows; a feature, as <c>Items</c> are a dictionary made for each ballot.</summary>
    private sealed record OfRequest(DeviceSeal.Device Device);

    /// <summary>The device of this request, or a new one that is sent along with the answer.</summary>
    public Guid DeviceOf(HttpContext http) => Known(http).Id;

    /// <summary>Whether the device has to do something before its first ballot (<see cref="VoterWork"/>).</summary>
    public bool Owes(HttpContext http) => Known(http).Owes;

    /// <summary>Whether the device was made a moment ago.</summary>
    public bool IsNew(HttpContext http) => Known(http).IsNew(clock.GetUtcNow());

    /// <summary>The device has done it: the mark goes.</summary>
    public void Settle(HttpContext http) => Send(http, Known(http) with { Owes = false });

    /// <summary>The voter's pseudonym in this edition; null once the edition's key is destroyed.</summary>
    public Guid? VoterOf(HttpContext http, CurrentEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return edition.Competition.VoterKey is { } key ? VoterPseudonym.Of(key, DeviceOf(http)) : null;
    }

    private DeviceSeal.Device Known(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Features.Get<OfRequest>() is { } known)
            return known.Device;
        if (Find(http) is { } brought)
        {
            http.Features.Set(new OfRequest(brought));
            return brought;
        }
        // the desk stands before routing, whose values would be a dictionary made for each ballot
        var slug = EditionAddress.OfBallots(http.Request.Path) ?? http.Request.RouteValues["edition"] as string ?? "";
        var made = DeviceSeal.Device.Make(clock.GetUtcNow(), news.Note(slug, http.Connection.RemoteIpAddress));
        Send(http, made);
        return made;
    }

    private void Send(HttpContext http, DeviceSeal.Device device)
    {
        http.Features.Set(new OfRequest(device));
        http.Response.Cookies.Append(
            Name,
            seal.Seal(device),
            new()
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(180),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );
    }

    /// <summary>Null also for a cookie that is not ours: a new device.</summary>
    private DeviceSeal.Device? Find(HttpContext http) =>
        http.Request.Cookies[Name] is { } cookie ? seal.Read(cookie) : null;
}

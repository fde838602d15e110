namespace Contest.Web.Operations;

/// <summary>
/// Whether a form was sent by a page of ours, for a page that is the same for everybody and so carries no antiforgery
/// token: browsers say where a post comes from (Sec-Fetch-Site; older ones Origin). One that says nothing must show a
/// cookie, which Lax keeps away from other sites' posts.
/// </summary>
public static class SameOrigin
{
    public static bool IsOwn(HttpRequest request, string cookie)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site])
            return site == "same-origin";
        if (request.Headers.Origin is [{ Length: > 0 } origin])
            return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value;
        return request.Cookies.ContainsKey(cookie);
    }
}

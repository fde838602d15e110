using System.Globalization;
using Contest.Core.Competitions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// GET /api/{edition}/counts: <see cref="PublicCounts"/> for the page's script. It leaves the pipeline as soon as the
/// route is known. The answer is private because a judge's browser gets another one than everybody's.
/// </summary>
public static class CountsApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/{edition}/counts", (RequestDelegate)AnswerAsync).ShortCircuit();

    private static async Task AnswerAsync(HttpContext http)
    {
        var counts = http.RequestServices.GetRequiredService<PublicCounts>();
        var slug = (string)http.Request.RouteValues["edition"]!;
        var viewer = await ViewerAsync(http);
        if (await counts.FindAsync(slug, viewer, http.RequestAborted) is not { } answer)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var headers = http.Response.Headers;
        headers.ETag = answer.Tag;
        headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, max-age={answer.MaxAge}");
        headers.Vary = "Accept-Encoding, Cookie";
        if (http.Request.Headers.IfNoneMatch.Contains(answer.Tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = "application/json";
        await Brotli.SendAsync(http, answer.Packed);
    }

    /// <summary>Only a request with a sign-in cookie is asked who it is: the others ask the database for nothing.</summary>
    private static async Task<Viewer> ViewerAsync(HttpContext http) =>
        http.Request.Cookies.ContainsKey("contest")
        && (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal is { } user
            ? user.Viewer()
            : Viewer.Anyone;
}

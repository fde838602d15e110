using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Look.Figures;
using Contest.Web.Operations;
using Contest.Web.Security;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// GET /{edition}/vote/figures.svg?v=VERSION: the drawings of the voting page. Whoever may see that page may have them;
/// visitors get the version their page names from memory, as they get the page.
/// </summary>
public static class FiguresApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/{edition}/vote/figures.svg", (RequestDelegate)AnswerAsync);

    private static async Task AnswerAsync(HttpContext http)
    {
        var sheets = http.RequestServices.GetRequiredService<FigureSheets>();
        var slug = (string)http.Request.RouteValues["edition"]!;
        var asked = http.Request.Query["v"].ToString();
        var isVisitor = http.User.Role() is null;
        if ((isVisitor ? sheets.Find(slug, asked) : null) is { } known)
            await SendAsync(http, known, asked);
        else if (await ReadAsync(http, sheets, slug) is { } sheet)
            await SendAsync(http, sheet, asked);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>Null: there is no vote, or the viewer judges without knowing whose the projects are.</summary>
    private static async Task<FigureSheets.Sheet?> ReadAsync(HttpContext http, FigureSheets sheets, string slug)
    {
        var edition = http.RequestServices.GetRequiredService<CurrentEdition>();
        if (
            !await edition.FindAsync(slug, http.RequestAborted)
            || edition.Competition.Run(Stage.Voting).OpenedAt is null
            || edition.IsBlind(http.User.Viewer())
        )
            return null;
        var db = http.RequestServices.GetRequiredService<ContestDb>();
        var showcase = http.RequestServices.GetRequiredService<Showcase>();
        var projects = await showcase.ReadAsync(db, edition.Id, http.RequestAborted);
        return await sheets.OfAsync(db, slug, projects, http.RequestAborted);
    }

    /// <summary>A page made a moment ago names the version before: it gets the newest, and asks again next time.</summary>
    private static Task SendAsync(HttpContext http, FigureSheets.Sheet sheet, string asked)
    {
        var headers = http.Response.Headers;
        // no shared cache: it would hand them to those who judge without knowing whose they are
        headers.CacheControl = asked == sheet.Version ? "private, max-age=31536000, immutable" : "private, no-cache";
        headers.Vary = "Accept-Encoding, Cookie";
        http.Response.ContentType = "image/svg+xml";
        return Brotli.SendAsync(http, sheet.Packed);
    }
}

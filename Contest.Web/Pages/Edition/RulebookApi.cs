using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Edition;

/// <summary>The rulebook's canonical text, byte for byte: its SHA-256 is the hash that pages and results cite.</summary>
public static class RulebookApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{edition}/rulebook.json", JsonAsync);

    /// <param name="version">0 for the frozen rulebook, 1, 2 … for change notices; none for the one in force.</param>
    private static async Task<IResult> JsonAsync(
        string edition,
        int? version,
        HttpContext http,
        CurrentEdition current,
        ContestDb db,
        CancellationToken cancel
    )
    {
        if (!await current.FindAsync(edition, cancel) || !Glance.MaySee(http.User.Viewer(), current))
            return TypedResults.NotFound();
        var json = version is { } number
            ? await db
                .RulebookVersions.Where(v => v.CompetitionId == current.Id && v.Number == number)
                .Select(v => v.Json)
                .SingleOrDefaultAsync(cancel)
            : current.Competition.RulebookJson;
        return json is null ? TypedResults.NotFound() : TypedResults.Text(json, "application/json");
    }
}

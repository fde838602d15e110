using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Security;

namespace Contest.Web.Pages.Draw;

/// <summary>The bundle from which anyone draws again (docs/formats/draw-bundle.md), byte for byte as it was hashed.</summary>
public static class DrawApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{edition}/draw/bundle.json", BundleAsync);

    private static async Task<IResult> BundleAsync(
        string edition,
        HttpContext http,
        ContestDb db,
        CurrentEdition current,
        CancellationToken cancel
    )
    {
        if (!await current.FindAsync(edition, cancel))
            return TypedResults.NotFound();
        var picture = await DrawPicture.ReadAsync(db, current, http.User.Viewer(), cancel);
        return picture is { IsAllShown: true }
            ? TypedResults.Text(picture.Record.Bundle, "application/json", System.Text.Encoding.UTF8)
            : TypedResults.NotFound();
    }
}

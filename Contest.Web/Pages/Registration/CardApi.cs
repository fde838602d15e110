using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Files;
using Contest.Infrastructure.Printing;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Look.Figures;
using Contest.Web.Security;
using Microsoft.Net.Http.Headers;

namespace Contest.Web.Pages.Registration;

/// <summary>A project's card for chat apps: who may see the project's page may see it.</summary>
public static class CardApi
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/{edition}/entries/{code}/card.png", Reading, CardAsync);

    private static async Task<IResult> CardAsync(
        string edition,
        string code,
        HttpContext http,
        ContestDb db,
        CurrentEdition current,
        IFileStore store,
        CardPictures pictures,
        IWebHostEnvironment environment,
        CancellationToken cancel
    )
    {
        if (Chromium.Find() is null || !await current.FindAsync(edition, cancel))
            return TypedResults.NotFound();
        if (!current.MaySee(http.User.Viewer(), Sight.PublicEntry))
            return TypedResults.NotFound();
        if (await db.FindPublicAsync(current.Id, code, cancel) is not { } found)
            return TypedResults.NotFound();
        var picture = await CoverAsync(store, found.Cover, cancel) ?? FigureOf(found.Entry);
        var card = await pictures.OfAsync(
            Html(current, found.Entry, picture, await LookAsync(environment, cancel)),
            cancel
        );
        if (card.Refusal is not null)
        {
            http.Response.Headers.RetryAfter = "10";
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        Guard(http, current);
        return TypedResults.File(
            card.Value!.Png,
            "image/png",
            entityTag: new EntityTagHeaderValue($"\"{card.Value.Hash}\"")
        );
    }

    private static string Html(CurrentEdition edition, PublicEntry entry, string picture, string look) =>
        SocialCard.Html(
            new(
                edition.Rulebook.Title.ZhCn,
                entry.Code,
                entry.Title,
                string.Join(" · ", entry.Parties.Select(p => p.Name)),
                picture
            ),
            look
        );

    private static string FigureOf(PublicEntry entry) => EntryFigures.Draw(entry.Title, entry.Industry, entry.Code);

    /// <summary>The cover with its bytes inside; null where there is none or the store does not give it.</summary>
    private static async Task<string?> CoverAsync(IFileStore store, StoredFile? cover, CancellationToken cancel)
    {
        if (cover is null)
            return null;
        var opened = await store.OpenAsync(FileKeys.Of(cover.Id), 0, null, cancel);
        if (opened.Refusal is not null)
            return null;
        await using var stream = opened.Value!;
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, cancel);
        var content = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
        return $"""<img src="data:{FileKinds.MediaType(cover.Kind)};base64,{content}" alt="">""";
    }

    private static async Task<string> LookAsync(IWebHostEnvironment environment, CancellationToken cancel)
    {
        await using var file = environment.WebRootFileProvider.GetFileInfo("dist/site.css").CreateReadStream();
        using StreamReader reader = new(file);
        return await reader.ReadToEndAsync(cancel);
    }

    /// <summary>Shared caches keep what anyone may see; a card says the same in every language.</summary>
    private static void Guard(HttpContext http, CurrentEdition edition)
    {
        var headers = http.Response.Headers;
        // a shared cache would hand it to those who judge without knowing whose it is
        var isPublic = edition.MaySee(Viewer.Anyone, Sight.PublicEntry) && !edition.IsBlind(new(null, Role.Judge));
        headers.CacheControl = isPublic ? "public, max-age=300" : "private, no-cache";
        if (!isPublic)
            return;
        headers.Remove(HeaderNames.Vary);
        headers.Remove(HeaderNames.SetCookie); // ?culture= sets one that no shared cache may hand on
    }
}

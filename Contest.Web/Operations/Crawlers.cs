using System.Text;
using System.Xml.Linq;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Localisation;
using Contest.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Operations;

/// <summary>What search engines are told: what to leave alone, and the public pages by their configured address.</summary>
public static class Crawlers
{
    /// <summary>The format's own limit (sitemaps.org).</summary>
    private const int MostPages = 50_000;

    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", Robots);
        routes.MapGet("/sitemap.xml", SitemapAsync);
    }

    /// <summary>A demo is fiction and belongs in no index.</summary>
    private static ContentHttpResult Robots(IOptions<ContestSettings> settings)
    {
        string[] closed = settings.Value.Demo
            ? ["/"]
            : ["/account/", "/my/", "/jury", "/organise", "/api/", "/metrics"];
        var lines = closed.Select(path => $"Disallow: {path}").Prepend("User-agent: *");
        if (Address(settings.Value) is { } address)
            lines = lines.Append($"Sitemap: {address}/sitemap.xml");
        return TypedResults.Text(string.Join('\n', lines) + "\n", "text/plain", Encoding.UTF8);
    }

    private static async Task<IResult> SitemapAsync(
        ContestDb db,
        HttpContext http,
        IOptions<ContestSettings> settings,
        CancellationToken cancel
    )
    {
        if (Address(settings.Value) is not { } address)
            return TypedResults.NotFound();
        var paths = await PathsAsync(db, http.User.Viewer(), cancel);
        XDocument map = new(
            new XElement(
                Sitemap + "urlset",
                new XAttribute(XNamespace.Xmlns + "xhtml", Xhtml.NamespaceName),
                paths.Take(MostPages).Select(path => Page(address + path))
            )
        );
        return TypedResults.Text(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{map}\n",
            "application/xml",
            Encoding.UTF8
        );
    }

    private static XElement Page(string address) =>
        new(
            Sitemap + "url",
            new XElement(Sitemap + "loc", address),
            ContestLocalisation.Cultures.Select(culture => new XElement(
                Xhtml + "link",
                new XAttribute("rel", "alternate"),
                new XAttribute("hreflang", culture),
                new XAttribute("href", $"{address}?culture={culture}")
            ))
        );

    private static async Task<IReadOnlyList<string>> PathsAsync(ContestDb db, Viewer viewer, CancellationToken cancel)
    {
        var editions = await db.Competitions.AsNoTracking().Include(c => c.Stages).ToListAsync(cancel);
        var seen = editions.Where(e => May(viewer, Sight.Rulebook, e)).OrderByDescending(e => e.CreatedAt).ToList();
        var shown = seen.Where(e => May(viewer, Sight.PublicEntry, e)).ToDictionary(e => e.Id, e => e.Slug);
        Guid[] ids = [.. shown.Keys];
        var entries = await db
            .Entries.Where(e => ids.Contains(e.CompetitionId) && e.State == EntryState.Accepted)
            .OrderBy(e => e.Code)
            .Select(e => new { e.CompetitionId, Code = e.Code! })
            .Take(MostPages)
            .ToListAsync(cancel);
        return
        [
            "/",
            .. seen.SelectMany(e => PagesOf(viewer, e)),
            .. entries.Select(e => $"/{shown[e.CompetitionId]}/entries/{Uri.EscapeDataString(e.Code)}"),
        ];
    }

    private static IEnumerable<string> PagesOf(Viewer viewer, Competition edition)
    {
        (string Page, Sight Sight)[] pages =
        [
            ("", Sight.Rulebook),
            ("/rulebook", Sight.Rulebook),
            ("/notices", Sight.Rulebook),
            ("/entries", Sight.PublicEntry),
            ("/draw", Sight.DrawRecord),
            ("/final", Sight.FinalScreen),
            ("/results", Sight.PublishedResult),
        ];
        return pages.Where(p => May(viewer, p.Sight, edition)).Select(p => $"/{edition.Slug}{p.Page}");
    }

    private static bool May(Viewer viewer, Sight sight, Competition edition) =>
        Visibility.MaySee(
            viewer,
            sight,
            edition.Stages,
            isAnonymousRound: ParsedRulebooks.Of(edition.RulebookJson).Preliminary.IsAnonymous
        );

    private static string? Address(ContestSettings settings) =>
        settings.PublicAddress is { Length: > 0 } configured ? configured.TrimEnd('/') : null;
}

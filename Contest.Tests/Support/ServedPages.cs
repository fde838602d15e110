using AngleSharp.Html.Dom;
using Contest.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Support;

/// <summary>A page of the product as it was served to somebody, and what it links.</summary>
public sealed record ServedPage(string Path, IHtmlDocument Html)
{
    public IEnumerable<string> Styles =>
        Html.QuerySelectorAll("link[rel~=stylesheet]").Select(l => l.GetAttribute("href")!).Distinct();

    public IEnumerable<string> Scripts =>
        Html.QuerySelectorAll("script[src]").Select(s => s.GetAttribute("src")!).Distinct();

    public bool IsJudges => Path.StartsWith("/jury", StringComparison.Ordinal);

    public bool IsScreen => Path.EndsWith("/screen", StringComparison.Ordinal);

    public bool IsConsole => Path.StartsWith("/organise", StringComparison.Ordinal);
}

/// <summary>Every page of the product that somebody of a role may see.</summary>
public static class ServedPages
{
    public static async Task<IReadOnlyList<ServedPage>> OfAsync(ContestApp app, Visitor visitor, Role? role)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(visitor);
        var values = await RouteValues.OfAsync(app, role);
        List<ServedPage> pages = [];
        foreach (var route in Routes(app))
        {
            var path = RouteValues.Fill(route, values);
            using var answer = await visitor.GetAsync(path);
            // whoever may not, is sent elsewhere; downloads are no pages
            if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "text/html")
                pages.Add(new(path, await Visitor.ReadAsync(answer)));
        }
        return pages;
    }

    private static IEnumerable<string> Routes(ContestApp app) =>
        app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/'))
            .Distinct();
}

using System.Text.Json.Nodes;
using Contest.Core;
using Contest.Web.Editions;
using Contest.Web.Look;

namespace Contest.Web.Pages.Edition;

/// <summary>An edition as chat apps and search engines are told of it: an event of its hosts.</summary>
public static class EditionPreview
{
    /// <summary>The home page and the edition's own.</summary>
    public static LinkPreview Of(CurrentEdition edition, string path)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var title = edition.Rulebook.Title.ToString();
        var description = string.Join(" · ", edition.Rulebook.Hosts.Select(h => h.ToString()).Prepend(title));
        return new(title, LinkPreview.Beginning(description), path, Event(edition));
    }

    /// <summary>The list of projects, page by page; what filters it is another view of the same.</summary>
    public static LinkPreview OfList(CurrentEdition edition, string title, int page)
    {
        ArgumentNullException.ThrowIfNull(edition);
        JsonObject data = new()
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "CollectionPage",
            ["name"] = title,
            ["about"] = Event(edition, isWhole: false),
        };
        return new(
            $"{title} · {edition.Rulebook.Title}",
            edition.Rulebook.Title.ToString(),
            $"/{edition.Slug}/entries{(page > 1 ? $"?page={page}" : "")}",
            data
        );
    }

    private static JsonObject Event(CurrentEdition edition, bool isWhole = true)
    {
        var rules = edition.Rulebook;
        JsonObject data = new()
        {
            ["@type"] = "Event",
            ["name"] = rules.Title.ToString(),
            ["startDate"] = $"{rules.Windows.Min(w => w.Opens(edition.Zone)):yyyy-MM-dd'T'HH:mm:sszzz}",
            ["endDate"] = $"{rules.Windows.Max(w => w.Closes(edition.Zone)):yyyy-MM-dd'T'HH:mm:sszzz}",
            ["organizer"] = new JsonArray([.. rules.Hosts.Select(h => (JsonNode)Organisation(h.ToString()))]),
        };
        if (isWhole)
            data.Insert(0, "@context", "https://schema.org");
        return data;
    }

    private static JsonObject Organisation(string name) =>
        new JsonObject { ["@type"] = "Organization", ["name"] = name };
}

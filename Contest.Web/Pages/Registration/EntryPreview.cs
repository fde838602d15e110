using System.Text.Json.Nodes;
using Contest.Core.Registration;
using Contest.Infrastructure.Printing;
using Contest.Web.Editions;
using Contest.Web.Look;

namespace Contest.Web.Pages.Registration;

/// <summary>A project as chat apps and search engines are told of it: a work of its organisations. Public fields only.</summary>
public static class EntryPreview
{
    /// <param name="cover">The file of its cover, shown where no card can be drawn.</param>
    public static LinkPreview Of(CurrentEdition edition, PublicEntry entry, Guid? cover)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(entry);
        var parties = string.Join(" · ", entry.Parties.Select(p => p.Name));
        var description = LinkPreview.Beginning(entry.Pitch ?? entry.Summary ?? $"{entry.Title} · {parties}");
        var path = $"/{edition.Slug}/entries/{Uri.EscapeDataString(entry.Code)}";
        var hasCard = Chromium.Find() is not null;
        var image =
            hasCard ? $"{path}/card.png"
            : cover is { } file ? $"/files/{file}"
            : null;
        return new(entry.Title, description, path, Work(edition, entry, description), image) { HasCard = hasCard };
    }

    private static JsonObject Work(CurrentEdition edition, PublicEntry entry, string description) =>
        new()
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "CreativeWork",
            ["name"] = entry.Title,
            ["identifier"] = entry.Code,
            ["description"] = description,
            ["genre"] = entry.Industry,
            ["author"] = new JsonArray([.. entry.Parties.Select(Author)]),
            ["producer"] = new JsonArray([
                .. edition.Rulebook.Hosts.Select(h =>
                    (JsonNode)new JsonObject { ["@type"] = "Organization", ["name"] = h.ToString() }
                ),
            ]),
        };

    private static JsonNode Author(PublicEntry.Party party) =>
        new JsonObject
        {
            ["@type"] = party.Kind == EntrantKind.Individual ? "Person" : "Organization",
            ["name"] = party.Name,
            ["address"] = party.Region,
        };
}

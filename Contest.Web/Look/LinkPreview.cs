using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Contest.Web.Localisation;

namespace Contest.Web.Look;

/// <summary>
/// What chat apps and search engines are told of a page: its card (Open Graph) and its data (schema.org). Set by a page
/// as <c>ViewData["Preview"]</c>; addresses are ours without the host, which only the configuration knows.
/// </summary>
/// <param name="Title">The title on the card.</param>
/// <param name="Description">A sentence or two; <see cref="Beginning"/> cuts longer ones.</param>
/// <param name="Path">The page's address without host and without what only filters it.</param>
/// <param name="Data">What it is in schema.org's words, without address and picture.</param>
/// <param name="Image">The picture's address without host, or null.</param>
public sealed record LinkPreview(string Title, string Description, string Path, JsonObject Data, string? Image = null)
{
    /// <summary>The picture's measures: <see cref="Infrastructure.Printing.SocialCard"/>, not a cover's.</summary>
    public bool HasCard { get; init; }

    // < > & ' " are escaped whatever the range: the text cannot end its script element
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The page in one language; null as everybody is answered by their browser's wish.</summary>
    public string In(string? culture) =>
        culture is null ? Path : $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}culture={culture}";

    /// <summary>Data for <c>&lt;script type="application/ld+json"&gt;</c>, with addresses where there is a public one.</summary>
    public string DataWith(string? address)
    {
        var data = Data.DeepClone().AsObject();
        if (address is not null)
        {
            data["url"] = address + Path;
            if (Image is not null)
                data["image"] = address + Image;
        }
        return data.ToJsonString(Json);
    }

    /// <summary>The beginning of a text on one line, whole characters only.</summary>
    public static string Beginning(string text, int most = 160)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        StringInfo characters = new(line);
        return characters.LengthInTextElements <= most ? line : characters.SubstringByTextElements(0, most - 1) + "…";
    }

    /// <summary>A language as Open Graph writes it.</summary>
    public static string Locale(string culture) =>
        culture == "en" ? "en_US" : culture?.Replace('-', '_') ?? Locale(ContestLocalisation.Cultures[0]);
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Operations;

namespace Contest.Web.Look.Figures;

/// <summary>
/// The drawings of an edition's projects as one file. They stay the same while the counts beside them change: a phone
/// fetches them once, and every voting page is half as long.
/// </summary>
public sealed class FigureSheets
{
    /// <summary>Packed once for all phones.</summary>
    private const int Quality = 9;

    /// <param name="Of">The projects it was drawn for.</param>
    /// <param name="Version">By its content; part of its address.</param>
    public sealed record Sheet(IReadOnlyList<Showcase.Line> Of, string Version, byte[] Packed);

    private readonly ConcurrentDictionary<string, Sheet> _sheets = new(StringComparer.Ordinal);

    /// <summary>Where a version of it lies.</summary>
    public static string AddressOf(string slug, string version) => $"/{slug}/vote/figures.svg?v={version}";

    /// <summary>The one asked for, if it is in memory.</summary>
    public Sheet? Find(string slug, string? version) =>
        _sheets.TryGetValue(slug, out var known) && known.Version == version ? known : null;

    /// <summary>The projects without a cover, each under its code.</summary>
    /// <param name="projects">Of the edition, as <see cref="Showcase"/> keeps them: another list is drawn anew.</param>
    public async Task<Sheet> OfAsync(
        ContestDb db,
        string slug,
        IReadOnlyList<Showcase.Line> projects,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(projects);
        if (_sheets.TryGetValue(slug, out var known) && ReferenceEquals(known.Of, projects))
            return known;
        var covers = await db.CoversOfAsync([.. projects.Select(l => l.Id)], cancel);
        var svg = Encoding.UTF8.GetBytes(
            EntryFigures.Sheet(
                projects.Where(l => !covers.ContainsKey(l.Id)).Select(l => (l.Title, l.Industry, Seed: l.Code))
            )
        );
        var version = Convert.ToHexStringLower(SHA256.HashData(svg).AsSpan(0, 5));
        return _sheets[slug] = new(projects, version, Brotli.Pack(svg, Quality));
    }
}

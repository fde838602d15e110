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
public sealed class FigureSheets(Showcase showcase)
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

    /// <summary>The projects without a cover as they are now, each under its code.</summary>
    public async Task<Sheet> ReadAsync(ContestDb db, Guid competitionId, string slug, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var lines = await showcase.ReadAsync(db, competitionId, cancel);
        if (_sheets.TryGetValue(slug, out var known) && ReferenceEquals(known.Of, lines))
            return known;
        var covers = await db.CoversOfAsync([.. lines.Select(l => l.Id)], cancel);
        var svg = Encoding.UTF8.GetBytes(
            EntryFigures.Sheet(
                lines.Where(l => !covers.ContainsKey(l.Id)).Select(l => (l.Title, l.Industry, Seed: l.Code))
            )
        );
        var version = Convert.ToHexStringLower(SHA256.HashData(svg).AsSpan(0, 5));
        return _sheets[slug] = new(lines, version, Brotli.Pack(svg, Quality));
    }
}

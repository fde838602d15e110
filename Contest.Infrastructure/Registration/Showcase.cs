using System.Collections.Concurrent;
using System.Globalization;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>
/// The accepted entries of each edition as they are searched, filtered and sorted: kept in memory and read anew when
/// their row versions say so. It names entries and shows nothing: pages read what they show, so a consent taken back
/// is gone at once.
/// </summary>
public sealed class Showcase
{
    private readonly ConcurrentDictionary<Guid, (string Stamp, IReadOnlyList<Line> Lines)> _editions = new();

    /// <param name="Text">What it is found by; holds patent numbers only where their list is published.</param>
    public sealed record Line(
        Guid Id,
        string Code,
        string Title,
        string? Group,
        string Industry,
        string Region,
        SearchText Text
    );

    /// <summary>All accepted entries by their code.</summary>
    public async Task<IReadOnlyList<Line>> ReadAsync(ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        // before the lines: what changes in between is read again by the next request
        var stamp = await db.ShowcaseStampAsync(competitionId, cancel);
        if (_editions.TryGetValue(competitionId, out var known) && known.Stamp == stamp)
            return known.Lines;
        var lines = await LinesAsync(db, competitionId, cancel);
        _editions[competitionId] = (stamp, lines);
        return lines;
    }

    /// <summary>By title as a reader of Chinese expects: by pinyin; of equal titles by code.</summary>
    public static IEnumerable<Line> ByTitle(IEnumerable<Line> lines) =>
        lines.OrderBy(l => l.Title, Reading).ThenBy(l => l.Code, StringComparer.Ordinal);

    /// <summary>The order in which a reader of Chinese looks for a name: by pinyin.</summary>
    public static readonly StringComparer Reading = CultureInfo
        .GetCultureInfo("zh-CN")
        .CompareInfo.GetStringComparer(CompareOptions.IgnoreCase);

    private static async Task<IReadOnlyList<Line>> LinesAsync(
        ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        var rows = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .AsSplitQuery()
            .Select(e => new
            {
                e.Id,
                Code = e.Code!,
                e.Title,
                e.ShortTitle,
                e.Group,
                e.Industry,
                Entrants = e
                    .Participations.OrderBy(p => p.Position)
                    .Select(p => new { p.Entrant.Name, p.Entrant.Region })
                    .ToList(),
                Numbers = e
                    .Patents.Where(_ => e.Published.Contains(PublishedFields.Patents))
                    .Select(p => p.Number)
                    .ToList(),
            })
            .ToListAsync(cancel);
        return
        [
            .. rows.Select(r => new Line(
                    r.Id,
                    r.Code,
                    r.Title,
                    r.Group,
                    r.Industry,
                    r.Entrants.Select(e => e.Region).FirstOrDefault("") ?? "",
                    SearchText.Of(r.Code, [r.Title, r.ShortTitle ?? "", .. r.Entrants.Select(e => e.Name)], r.Numbers)
                ))
                .OrderBy(l => l.Code, StringComparer.Ordinal),
        ];
    }
}

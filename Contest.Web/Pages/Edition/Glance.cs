using System.Security.Cryptography;
using System.Text;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Edition;

/// <summary>One edition on one page: what the home page and the edition's own page show.</summary>
public sealed record Glance(CurrentEdition Edition, ToDo Now)
{
    /// <param name="Cover">The file of its cover, where it may be shown.</param>
    public sealed record Card(
        Guid Id,
        string Code,
        string Title,
        string Entrant,
        string Industry,
        int Patents,
        Guid? Cover = null
    );

    /// <summary>Projects, patents, regions.</summary>
    public sealed record Numbers(int Entries, int Patents, int Regions);

    /// <summary>Null before the entries are public.</summary>
    public Numbers? Counted { get; private init; }
    public IReadOnlyList<Card> Showcase { get; private init; } = [];
    public IReadOnlyList<Notice> Notices { get; private init; } = [];

    /// <summary>Projects by group code; empty before the entries are public.</summary>
    public IReadOnlyDictionary<string, int> Groups { get; private init; } = new Dictionary<string, int>();

    /// <summary>Whether this viewer may see the edition at all: nobody but the console before registration opens.</summary>
    public static bool MaySee(Viewer viewer, CurrentEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return edition.MaySee(viewer, Sight.Rulebook);
    }

    public static async Task<Glance> OfAsync(
        ContestDb db,
        CurrentEdition edition,
        Viewer viewer,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(edition);
        var isPublic = edition.MaySee(viewer, Sight.PublicEntry);
        Glance glance = new(edition, ToDo.Of(edition, viewer))
        {
            Notices = await db
                .Notices.AsNoTracking()
                .Where(n => n.CompetitionId == edition.Id)
                .OrderByDescending(n => n.Number)
                .Take(3)
                .ToListAsync(cancel),
        };
        return isPublic ? await glance.WithEntriesAsync(db, cancel) : glance;
    }

    private async Task<Glance> WithEntriesAsync(ContestDb db, CancellationToken cancel)
    {
        var accepted = db.Entries.Where(e => e.CompetitionId == Edition.Id && e.State == EntryState.Accepted);
        var groups = await accepted
            .GroupBy(e => e.Group)
            .Select(g => new { Group = g.Key ?? "", Count = g.Count() })
            .ToListAsync(cancel);
        var regions = await accepted
            .SelectMany(e => e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Region))
            .Distinct()
            .CountAsync(cancel);
        return this with
        {
            Groups = groups.ToDictionary(g => g.Group, g => g.Count),
            Counted = new(
                groups.Sum(g => g.Count),
                await accepted.SelectMany(e => e.Patents).CountAsync(cancel),
                regions
            ),
            Showcase = await db.WithCoversAsync(await SixOfTheDayAsync(accepted, cancel), cancel),
        };
    }

    /// <summary>Six projects by the day's lot, so that nobody always stands first.</summary>
    private async Task<List<Card>> SixOfTheDayAsync(IQueryable<Entry> accepted, CancellationToken cancel)
    {
        var day = $"{TimeZoneInfo.ConvertTime(Edition.Now, Edition.Zone):yyyy-MM-dd}";
        var codes = await accepted.Select(e => e.Code!).ToListAsync(cancel);
        var chosen = codes.OrderBy(code => Lot(day + code), StringComparer.Ordinal).Take(6).ToList();
        var cards = await accepted
            .Where(e => chosen.Contains(e.Code!))
            .Select(e => new Card(
                e.Id,
                e.Code!,
                e.Title,
                e.Participations.Where(p => p.Position == 1).Select(p => p.Entrant.Name).First(),
                e.Industry,
                e.Patents.Count,
                null
            ))
            .ToListAsync(cancel);
        return [.. cards.OrderBy(c => chosen.IndexOf(c.Code))];
    }

    private static string Lot(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

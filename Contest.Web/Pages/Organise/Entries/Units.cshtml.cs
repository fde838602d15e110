using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Says = Contest.Web.Texts.Reviewing;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>The recommending units of the edition, and the names on entries that stand for none of them yet.</summary>
public sealed class UnitsModel(
    ContestDb db,
    CurrentEdition edition,
    AddUnits add,
    ChangeUnit change,
    MoveUnit move,
    RemoveUnit remove,
    LinkRecommender link
) : PageModel
{
    /// <summary>The longest list pasted at once.</summary>
    public const int LongestList = 100_000;

    private const int MostNames = 100;

    public sealed record Line(RecommendingUnit Unit, int HandedIn)
    {
        /// <summary>Names on entries that a person or their spelling linked to it.</summary>
        public IReadOnlyList<LinkedName> Names { get; init; } = [];
    }

    /// <summary>A name on entries that counts for a unit.</summary>
    public sealed record LinkedName(Guid UnitId, string Key, string Name, int Entries);

    /// <summary>A name on entries that is no unit's.</summary>
    /// <param name="Key">What it is compared by.</param>
    /// <param name="Name">As typed on one of them.</param>
    /// <param name="Entries">How many bear it.</param>
    /// <param name="Like">Units it may mean, each with the reason.</param>
    public sealed record Unlinked(
        string Key,
        string Name,
        int Entries,
        IReadOnlyList<(Guid Id, string Name, string Why)> Like
    );

    /// <summary>What the organizer typed; kept when it is refused.</summary>
    public sealed class Form
    {
        public Guid? UnitId { get; init; }
        public uint Version { get; init; }
        public string? Name { get; init; }
        public UnitKind Kind { get; init; } = UnitKind.Other;
        public string? Region { get; init; }
        public string? Quota { get; init; }
        public string? ContactEmail { get; init; }

        public UnitRow Row => new(Name ?? "", UnitRow.Word(Kind), Region ?? "", Quota ?? "", ContactEmail ?? "");
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(Name = "list")]
    public string? Pasted { get; set; }

    public CurrentEdition Edition => edition;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<Unlinked> Names { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public bool MayKeep => User.Role() is Role.Organizer or Role.Staff;

    /// <summary>The form of one unit: what was typed where it was refused, else what is kept.</summary>
    public Form FormOf(RecommendingUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Refusal is not null && Input.UnitId == unit.Id
            ? Input
            : new()
            {
                UnitId = unit.Id,
                Version = unit.Version,
                Name = unit.Name,
                Kind = unit.Kind,
                Region = unit.Region,
                Quota = unit.Quota?.ToString(CultureInfo.InvariantCulture),
                ContactEmail = unit.ContactEmail,
            };
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.EntryConfidential))
            return Forbid();
        return await SeeAsync(cancel);
    }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        if (!MayKeep)
            return Forbid();
        return await AddedAsync([(0, Input.Row)], cancel);
    }

    public async Task<IActionResult> OnPostPasteAsync(CancellationToken cancel)
    {
        if (!MayKeep)
            return Forbid();
        if (Pasted is { Length: > LongestList })
            return BadRequest();
        return await AddedAsync(UnitRow.Pasted(Pasted ?? ""), cancel);
    }

    public Task<IActionResult> OnPostChangeAsync(CancellationToken cancel) =>
        DoneAsync(
            () =>
                change.HandleAsync(
                    new(edition.Id, Input.UnitId ?? Guid.Empty, Input.Version, Input.Row, User.Actor()),
                    cancel
                ),
            Says.UnitChanged,
            cancel
        );

    /// <summary>One place up or down; the page comes back at the unit, so that the keyboard goes on from there.</summary>
    public Task<IActionResult> OnPostMoveAsync(Guid unitId, uint version, bool up, CancellationToken cancel) =>
        DoneAsync(
            () => move.HandleAsync(new(edition.Id, unitId, version, up, User.Actor()), cancel),
            Says.UnitMoved,
            cancel,
            $"#unit-{unitId:N}"
        );

    public Task<IActionResult> OnPostRemoveAsync(Guid unitId, CancellationToken cancel) =>
        DoneAsync(() => remove.HandleAsync(new(edition.Id, unitId, User.Actor()), cancel), Says.UnitRemoved, cancel);

    public Task<IActionResult> OnPostLinkAsync(string? key, Guid? unitId, CancellationToken cancel) =>
        DoneAsync(
            () => link.HandleAsync(new(edition.Id, key ?? "", unitId, User.Actor()), cancel),
            Says.Linked,
            cancel
        );

    /// <summary>The name stands for no unit again.</summary>
    public Task<IActionResult> OnPostUnlinkAsync(string? key, CancellationToken cancel) =>
        DoneAsync(
            () => link.HandleAsync(new(edition.Id, key ?? "", null, User.Actor()), cancel),
            Says.Unlinked,
            cancel
        );

    private async Task<IActionResult> AddedAsync(IReadOnlyList<(int, UnitRow)> rows, CancellationToken cancel)
    {
        var added = await add.HandleAsync(new(edition.Id, rows, User.Actor()), cancel);
        return await ToldAsync(
            added.Refusal,
            string.Format(null, Says.UnitsAdded, added.Value?.Added, added.Value?.Linked),
            cancel
        );
    }

    private async Task<IActionResult> DoneAsync(
        Func<Task<Refusal?>> act,
        string done,
        CancellationToken cancel,
        string at = ""
    ) => MayKeep ? await ToldAsync(await act(), done, cancel, at) : Forbid();

    private async Task<IActionResult> ToldAsync(Refusal? refusal, string done, CancellationToken cancel, string at = "")
    {
        Refusal = refusal;
        if (refusal is not null)
        {
            db.ChangeTracker.Clear();
            return await SeeAsync(cancel);
        }
        TempData["done"] = done;
        return Redirect($"/organise/{edition.Slug}/entries/units{at}");
    }

    private async Task<IActionResult> SeeAsync(CancellationToken cancel)
    {
        Lines = await db
            .RecommendingUnits.AsNoTracking()
            .Where(u => u.CompetitionId == edition.Id)
            .OrderBy(u => u.Position)
            .ThenBy(u => u.Id)
            .Select(u => new Line(
                u,
                db.Entries.Count(e =>
                    e.RecommenderUnitId == u.Id && e.State != EntryState.Draft && e.State != EntryState.Withdrawn
                )
            ))
            .ToListAsync(cancel);
        var names = await db
            .Entries.Where(e => e.CompetitionId == edition.Id && e.RecommenderKey != "" && e.RecommenderUnitId == null)
            .GroupBy(e => e.RecommenderKey)
            .Select(g => new
            {
                g.Key,
                Name = g.Min(e => e.Recommender)!,
                Entries = g.Count(),
            })
            .OrderByDescending(g => g.Entries)
            .ThenBy(g => g.Key)
            .Take(MostNames)
            .ToListAsync(cancel);
        var linked = (
            await db
                .Entries.Where(e => e.CompetitionId == edition.Id && e.RecommenderUnitId != null)
                .GroupBy(e => new { e.RecommenderUnitId, e.RecommenderKey })
                .Select(g => new
                {
                    g.Key.RecommenderUnitId,
                    g.Key.RecommenderKey,
                    Name = g.Min(e => e.Recommender)!,
                    Entries = g.Count(),
                })
                .ToListAsync(cancel)
        ).OrderBy(n => n.Name, StringComparer.Ordinal).ToLookup(n => n.RecommenderUnitId, n => new LinkedName(n.RecommenderUnitId!.Value, n.RecommenderKey, n.Name, n.Entries));
        Lines = [.. Lines.Select(l => l with { Names = [.. linked[l.Unit.Id]] })];
        Names = [.. names.Select(n => new Unlinked(n.Key, n.Name, n.Entries, Like(n.Name)))];
        return Page();
    }

    private List<(Guid, string, string)> Like(string name) =>
        [
            .. Lines
                .Select(l => (l.Unit.Id, l.Unit.Name, OrganisationLikeness.Of(name, l.Unit.Name)?.Message))
                .Where(l => l.Message is not null)
                .Select(l => (l.Id, l.Name, l.Message!)),
        ];
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Edition;

/// <summary>The rulebook in force as people read it, its hash, and every change with its reason and its differences.</summary>
[PublicPage]
public sealed class RulebookModel(ContestDb db, CurrentEdition edition) : PageModel
{
    /// <summary>One version in force from a moment on, and what it changed in the one before.</summary>
    public sealed record Version(
        int Number,
        string Hash,
        string Reason,
        string By,
        DateTimeOffset At,
        IReadOnlyList<RulebookChange> Changes
    );

    public CurrentEdition Edition => edition;
    public Core.Competitions.Rulebook Rules => edition.Rulebook;

    /// <summary>Newest first; the frozen rulebook last.</summary>
    public IReadOnlyList<Version> Versions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Glance.MaySee(Security.SignedIn.Viewer(User), edition))
            return NotFound();
        var stored = await db
            .RulebookVersions.AsNoTracking()
            .Where(v => v.CompetitionId == edition.Id)
            .OrderBy(v => v.Number)
            .ToListAsync(cancel);
        Versions = [.. stored.Select((v, n) => Read(v, n == 0 ? null : stored[n - 1])).Reverse()];
        return Page();
    }

    /// <summary>A value of a change as people read it: lists of nothing, true and false have words.</summary>
    public static string Value(string? value) =>
        value switch
        {
            null or "" => Texts.Edition.ChangeNothing,
            "true" => Texts.Edition.Yes,
            "false" => Texts.Edition.No,
            _ => value,
        };

    private static Version Read(RulebookVersion version, RulebookVersion? before) =>
        new(
            version.Number,
            version.Hash,
            version.Reason,
            version.By,
            version.At,
            before is null ? [] : RulebookDiff.Between(Parse(before), Parse(version))
        );

    private static Core.Competitions.Rulebook Parse(RulebookVersion version) =>
        CanonicalJson.Read<Core.Competitions.Rulebook>(version.Json);
}

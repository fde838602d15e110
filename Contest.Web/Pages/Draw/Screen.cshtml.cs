using Contest.Core.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Editions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Draw;

/// <summary>The hall screen. It shows what the hall may see, whoever is signed in at the machine behind it.</summary>
[ResponseCache(NoStore = true)]
public sealed class ScreenModel(ContestDb db, CurrentEdition edition) : PageModel
{
    public CurrentEdition Edition => edition;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Picture = await ReadAsync(cancel);
        return Picture is null ? NotFound() : Page();
    }

    /// <summary>The whole state again, as the piece of page it is shown by: a reload or a reconnection lands on the same picture.</summary>
    public async Task<IActionResult> OnGetStateAsync(CancellationToken cancel)
    {
        Picture = await ReadAsync(cancel);
        return Picture is null ? NotFound() : Partial("_DrawState", this);
    }

    public DrawPicture? Picture { get; private set; }

    /// <summary>The codes that stand before and behind the drawn one on the reel.</summary>
    public (string Before, string After) Beside(string code)
    {
        var labels = Picture!.Labels;
        var at = labels.ToList().IndexOf(code);
        return (labels[(at + labels.Count - 1) % labels.Count], labels[(at + 1) % labels.Count]);
    }

    /// <summary>The first and last of a digest: enough to compare with the public page by eye.</summary>
    public static string Short(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var groups = hash.ToUpperInvariant().Chunk(4).Select(c => new string(c)).ToList();
        return $"{string.Join(' ', groups.Take(5))} … {groups[^1]}";
    }

    private Task<DrawPicture?> ReadAsync(CancellationToken cancel) =>
        DrawPicture.ReadAsync(db, edition, Viewer.Anyone, cancel);
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages.Jury;

/// <summary>Goes to the dossier that comes after a sheet, or back to the desk when none is left; a link for everybody.</summary>
public sealed class NextModel(OwnSheets own) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid? after, CancellationToken cancel)
    {
        var all = await own.ListAsync(User, cancel);
        // without a sheet to come after: the first round that has something left to do
        var sheet = all.SingleOrDefault(s => s.Id == after) ?? all.FirstOrDefault(s => s.IsOpen);
        var round = all.Where(s =>
                sheet is not null && s.CompetitionId == sheet.CompetitionId && s.Round == sheet.Round
            )
            .ToList();
        var next = await own.NextAsync(round, after, cancel);
        return Redirect(next is { } id && id != after ? $"/jury/sheets/{id}" : "/jury");
    }
}

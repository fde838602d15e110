using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>What somebody is shown who sends a form without script after their access to the entry has ended.</summary>
/// <param name="Typed">What the form held, field by field, to be copied; empty when it held nothing typed.</param>
/// <param name="HasFiles">It held files, which were not kept.</param>
public sealed record EndedAccess(string Typed, bool HasFiles)
{
    /// <summary>The sentence to whom it concerns; to everybody else the entry does not exist.</summary>
    public static async Task<IActionResult> AnswerAsync(
        OwnEntry own,
        PageModel page,
        Guid entryId,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(page);
        if (!await own.HadAccessAsync(entryId, page.User, cancel))
            return page.NotFound();
        ViewDataDictionary<EndedAccess> shown = new(new EmptyModelMetadataProvider(), new ModelStateDictionary())
        {
            Model = Of(page.Request.Form),
        };
        return new ViewResult
        {
            ViewName = "~/Pages/Registration/Mine/Ended.cshtml",
            ViewData = shown,
            StatusCode = StatusCodes.Status403Forbidden,
        };
    }

    private static EndedAccess Of(IFormCollection form)
    {
        Dictionary<string, string> typed = [];
        StepForm.Read(form, typed);
        var lines = typed
            .Where(t => !string.IsNullOrWhiteSpace(t.Value))
            .Select(t => $"{FieldWords.Label(t.Key)}\n{t.Value}")
            .Append(form["pasted"].ToString())
            .Where(text => text.Length > 0);
        return new(string.Join("\n\n", lines), form.Files.Count > 0);
    }
}

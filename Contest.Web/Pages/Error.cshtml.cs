using System.Diagnostics;
using System.Globalization;
using Contest.Web.Editions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Contest.Web.Pages;

/// <summary>Every failure a person can meet: what happened, what was kept, what to do, and the reference number.</summary>
[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    [FromRoute]
    public int Status { get; init; }

    /// <summary>Who asks is a judge of an anonymous round, and asked for what would say whose an entry is.</summary>
    public bool JudgesBlind => HttpContext.Items.ContainsKey(EditionFilter.JudgesBlind);

    public string Headline => JudgesBlind ? Texts.Errors.TitleBlind : Text("Title");
    public string Sentence => JudgesBlind ? Texts.Errors.TextBlind : Text("Text");
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public void OnGet() => Response.StatusCode = Known(Status) ? Status : 404;

    public void OnPost() => OnGet();

    private static bool Known(int status) => status is 400 or 401 or 403 or 404 or 409 or 413 or 429 or 500 or 503;

    private string Text(string what) =>
        Texts.Errors.ResourceManager.GetString(
            string.Create(CultureInfo.InvariantCulture, $"{what}{(Known(Status) ? Status : 404)}"),
            CultureInfo.CurrentUICulture
        )!;
}

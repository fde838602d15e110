using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Contest.Web.Editions;

/// <summary>
/// This public page names the edition's entries: while a round is anonymous its judges are told so instead.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AboutEntriesAttribute : Attribute;

/// <summary>The one filter for the edition in the route: reads it for every page that names one, or answers 404.</summary>
public sealed class EditionFilter(CurrentEdition edition) : IAsyncResourceFilter
{
    /// <summary>Set for the error page: the viewer is a judge of an anonymous round (decision 0016).</summary>
    public static readonly object JudgesBlind = new();

    private static bool IsAboutEntries(ResourceExecutingContext context) =>
        context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<AboutEntriesAttribute>() is not null;

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.RouteData.Values["edition"] is string slug)
        {
            if (!await edition.FindAsync(slug, context.HttpContext.RequestAborted))
            {
                context.Result = new NotFoundResult();
                return;
            }
            if (IsAboutEntries(context) && edition.IsBlind(context.HttpContext.User.Viewer()))
            {
                context.HttpContext.Items[JudgesBlind] = true;
                context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
                return;
            }
        }
        await next();
    }
}

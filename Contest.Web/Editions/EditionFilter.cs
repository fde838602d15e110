using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Contest.Web.Editions;

/// <summary>The one filter for the edition in the route: reads it for every page that names one, or answers 404.</summary>
public sealed class EditionFilter(CurrentEdition edition) : IAsyncResourceFilter
{
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
        }
        await next();
    }
}

using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary.Pool;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Jury;

/// <summary>No page of the jury before the terms are accepted, but the terms themselves.</summary>
public sealed class TermsFilter(ContestDb db) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        if (
            context.HandlerInstance is not TermsModel
            && await db.JudgesWithoutTerms(http.User.PersonId()).AnyAsync(http.RequestAborted)
        )
            context.Result = new RedirectResult("/jury/terms");
        else
            await next();
    }
}

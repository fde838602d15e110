using Contest.Infrastructure.People;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Contest.Web.Security;

/// <summary>
/// On a page model: its posts (all, or the named handlers) need a fresh step-up. Without one the visitor gets the
/// step-up form in place of the answer, with what was typed kept, and goes on from there.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequireStepUpAttribute(params string[] handlers) : Attribute, IAsyncPageFilter
{
    public IReadOnlyList<string> Handlers => handlers;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        var clock = http.RequestServices.GetRequiredService<TimeProvider>();
        if (!IsAsked(context) || StepUp.IsFresh(http.User, clock))
        {
            await next();
            return;
        }
        context.Result = await FormAsync(http, context.ModelState);
    }

    private bool IsAsked(PageHandlerExecutingContext context) =>
        HttpMethods.IsPost(context.HttpContext.Request.Method)
        && (handlers.Length == 0 || handlers.Contains(context.HandlerMethod?.Name, StringComparer.OrdinalIgnoreCase));

    private static async Task<IActionResult> FormAsync(HttpContext http, ModelStateDictionary state)
    {
        var services = http.RequestServices;
        var signIn = services.GetRequiredService<SignInManager<Person>>();
        if (await signIn.UserManager.GetUserAsync(http.User) is not { } person)
            return new ChallengeResult();
        var address = $"{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}";
        var protection = services.GetRequiredService<IDataProtectionProvider>();
        var kept = KeptForm.Seal(protection, person.Id, address, await http.Request.ReadFormAsync());
        var form = await StepUpForm.ForAsync(services, person, address, kept);
        // what was wrong with the page's own fields is the page's business, later
        state.Clear();
        return new ViewResult
        {
            ViewName = "/Pages/Account/Mine/_StepUpForm.cshtml",
            ViewData = new ViewDataDictionary<StepUpForm>(services.GetRequiredService<IModelMetadataProvider>(), state)
            {
                Model = form,
            },
        };
    }
}

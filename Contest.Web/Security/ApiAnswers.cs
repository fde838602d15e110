using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Contest.Web.Security;

/// <summary>A script wants a status, a person wants the sign-in page.</summary>
public static class ApiAnswers
{
    /// <summary>The status for /api, the usual redirect for pages.</summary>
    public static Func<RedirectContext<CookieAuthenticationOptions>, Task> OrRedirect(int status) =>
        context =>
        {
            if (context.Request.Path.StartsWithSegments("/api"))
                context.Response.StatusCode = status;
            else
                context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };

    /// <summary>The status, always; the error page gives it words.</summary>
    public static Func<RedirectContext<CookieAuthenticationOptions>, Task> Plainly(int status) =>
        context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
}

using Contest.Web.Localisation;

namespace Contest.Web.Security;

/// <summary>A person gets a sentence and a reference number, never a stack trace; the log gets everything, once.</summary>
public static class ErrorAnswers
{
    public static IApplicationBuilder UseContestErrors(this WebApplication app)
    {
        app.UseExceptionHandler("/error/500");
        return app.UseStatusCodePages(async status =>
        {
            var http = status.HttpContext;
            if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/health"))
                return;
            await ReExecuteAsync(http, status.Next);
        });
    }

    private static async Task ReExecuteAsync(HttpContext http, RequestDelegate next)
    {
        var (path, query, status) = (http.Request.Path, http.Request.QueryString, http.Response.StatusCode);
        http.Request.Path = $"/error/{status}";
        http.Request.QueryString = Language(http);
        // the error page reads nothing that was sent: a form that cannot be read would hide its status
        http.Request.Form = FormCollection.Empty;
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        try
        {
            await next(http);
        }
        finally
        {
            (http.Request.Path, http.Request.QueryString) = (path, query);
            if (!http.Response.HasStarted)
                http.Response.StatusCode = status;
        }
    }

    /// <summary>Nothing of the failed address but the language it asked for.</summary>
    private static QueryString Language(HttpContext http) =>
        http.Request.Query["culture"] is [{ } culture] && ContestLocalisation.Cultures.Contains(culture)
            ? QueryString.Create("culture", culture)
            : QueryString.Empty;
}

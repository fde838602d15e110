using System.Diagnostics;

namespace Contest.Web.Operations;

/// <summary>
/// The reference number of a request: a trace id (W3C Trace Context) that every line of its log carries and that an error
/// page shows. ASP.NET's own, which every request would pay for, is off: a page from memory or a ballot needs none.
/// </summary>
public static class RequestTrace
{
    /// <summary>The category that makes ASP.NET trace every request as long as anything of it may be logged.</summary>
    public const string Replaced = "Microsoft.AspNetCore.Hosting.Diagnostics";

    private static readonly Func<ILogger, string, string, IDisposable?> Scope = LoggerMessage.DefineScope<
        string,
        string
    >("{RequestId} {RequestPath}");

    /// <summary>From here on a request has its number.</summary>
    public static IApplicationBuilder UseRequestTrace(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestTrace));
        return app.Use(
            async (http, next) =>
            {
                using Activity request = new("request");
                request.SetIdFormat(ActivityIdFormat.W3C).Start();
                using var scope = Scope(logger, http.TraceIdentifier, http.Request.Path.Value ?? "");
                await next(http);
            }
        );
    }
}

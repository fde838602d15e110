namespace Contest.Web.Security;

/// <summary>The headers of every answer; the policy allows no inline script or style and no other host.</summary>
public static class Headers
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Of an answer that is data and no page, sent before the pipeline has added any.</summary>
    public static void AddToData(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var headers = response.Headers;
        headers.ContentSecurityPolicy = DataPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
    }

    public static IApplicationBuilder UseContestHeaders(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        return app.Use(
            (http, next) =>
            {
                var headers = http.Response.Headers;
                if (headers.ContentSecurityPolicy.Count > 0)
                    return next(http); // all are there
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                headers["Permissions-Policy"] =
                    "camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self)";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                // the worker lies in /dist but may control the judges' pages
                if (http.Request.Path.Value?.StartsWith("/dist/judge-sw", StringComparison.Ordinal) == true)
                    headers["Service-Worker-Allowed"] = "/jury";
                return next(http);
            }
        );
    }
}

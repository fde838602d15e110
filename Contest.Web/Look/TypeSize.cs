using Microsoft.AspNetCore.Http.Extensions;

namespace Contest.Web.Look;

/// <summary>
/// Large type (大字版), for visitors who ask for it: <c>?type=large</c> and <c>?type=normal</c> are links that work
/// without script, remember the wish in a cookie and lead back to the same page.
/// </summary>
public static class TypeSize
{
    private const string Name = "type";
    private const string Large = "large";
    private const string Normal = "normal";

    public static bool IsLarge(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies[Name] == Large;
    }

    /// <summary>The link of the switch on this page: to the other size.</summary>
    public static string Switch(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Here(request, IsLarge(request) ? Normal : Large);
    }

    public static IApplicationBuilder UseTypeSize(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                if (
                    !HttpMethods.IsGet(http.Request.Method)
                    || http.Request.Query[Name] != Large && http.Request.Query[Name] != Normal
                )
                    return next(http);
                Keep(http, http.Request.Query[Name] == Large);
                http.Response.Headers.CacheControl = "no-store";
                http.Response.Redirect(Here(http.Request, size: null));
                return Task.CompletedTask;
            }
        );

    private static void Keep(HttpContext http, bool isLarge) =>
        http.Response.Cookies.Append(
            Name,
            isLarge ? Large : Normal,
            new()
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );

    /// <summary>This page's own address and questions, so never another site's.</summary>
    private static string Here(HttpRequest request, string? size)
    {
        QueryBuilder query = new(
            request
                .Query.Where(q => q.Key != Name)
                .SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? "")))
        );
        if (size is not null)
            query.Add(Name, size);
        // "//elsewhere" would be another host
        return "/" + (request.PathBase + request.Path).ToUriComponent().TrimStart('/') + query.ToQueryString();
    }
}

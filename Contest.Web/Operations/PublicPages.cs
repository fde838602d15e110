using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Contest.Web.Operations;

/// <summary>This page says nothing personal to whoever is not signed in: no token, no name, no draft.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PublicPageAttribute : Attribute;

/// <summary>
/// Public pages as visitors get them: composed anew for every request, so never stale and never another viewer's, but
/// sent only when the browser does not have these very bytes, and packed once for the same bytes (decision 0010).
/// Pages of signed-in people carry secrets beside what was typed and are never packed.
/// </summary>
public static class PublicPages
{
    /// <summary>Packed pages kept, about ten kilobytes each.</summary>
    private const int Most = 500;

    private static readonly ConcurrentDictionary<string, byte[]> Packed = new();

    public static IApplicationBuilder UsePublicPages(this IApplicationBuilder app) =>
        app.Use((http, next) => IsForVisitors(http) ? AnswerAsync(http, next) : next(http));

    private static bool IsForVisitors(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.User.Identity is not { IsAuthenticated: true }
        && http.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is not null;

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var response = http.Response;
        var body = response.Body;
        using MemoryStream page = new();
        response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            response.Body = body;
        }
        // what sets a cookie is somebody's own; an answer without a body may still get one, from the error pages
        if (response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0)
            await SendAsync(http, page.ToArray());
        else if (page.Length > 0)
            await body.WriteAsync(page.ToArray(), http.RequestAborted);
    }

    private static async Task SendAsync(HttpContext http, byte[] page)
    {
        var (request, headers) = (http.Request.GetTypedHeaders(), http.Response.Headers);
        EntityTagHeaderValue tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(page))}\"", isWeak: true);
        headers.ETag = tag.ToString();
        headers.CacheControl = "private, no-cache";
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (request.IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            headers.Remove(HeaderNames.ContentType);
            return;
        }
        if (Brotli.IsWanted(http.Request))
        {
            headers.ContentEncoding = "br";
            page = PackedOf(tag.Tag.ToString(), page);
        }
        http.Response.ContentLength = page.Length;
        await http.Response.Body.WriteAsync(page, http.RequestAborted);
    }

    private static byte[] PackedOf(string tag, byte[] page)
    {
        if (Packed.TryGetValue(tag, out var known))
            return known;
        if (Packed.Count >= Most)
            Packed.Clear();
        return Packed[tag] = Brotli.Pack(page, Brotli.Quick);
    }
}

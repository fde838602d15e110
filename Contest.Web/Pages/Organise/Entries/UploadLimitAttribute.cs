using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>
/// Sends a request that is larger than it may be back to its page before anything of it is read, so that the person
/// gets a sentence there and not a broken connection.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UploadLimitAttribute(int megabytes) : Attribute, IAuthorizationFilter, IOrderedFilter
{
    // room for the form's other fields
    private const long FormBytes = 64 * 1024;

    public int Megabytes => megabytes;

    /// <summary>Before the antiforgery check, which reads the form.</summary>
    public int Order => -1000;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var http = context.HttpContext;
        var most = (megabytes * 1024L * 1024) + FormBytes;
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (http.Request.ContentLength > most)
        {
            if (limit is { IsReadOnly: false })
                limit.MaxRequestBodySize = null; // what is on its way is thrown away unread
            context.Result = new RedirectResult($"{http.Request.PathBase}{http.Request.Path}?tooLarge=true");
        }
        else if (limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = most;
        }
    }
}

using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Contest.Web.Localisation;

/// <summary>zh-CN (default), zh-HK and English: <c>?culture=</c>, then the cookie, then the browser's wish.</summary>
public static class ContestLocalisation
{
    public const string Cookie = "lang";

    public static readonly IReadOnlyList<string> Cultures = ["zh-CN", "zh-HK", "en"];

    public static IServiceCollection AddContestLocalisation(this IServiceCollection services)
    {
        // Razor would write Chinese as &#x4E13; otherwise: eight bytes a character
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new(UnicodeRanges.All));
        services.Configure<RequestLocalizationOptions>(o =>
        {
            var cultures = Cultures.Select(CultureInfo.GetCultureInfo).ToList();
            o.SupportedCultures = cultures;
            o.SupportedUICultures = cultures;
            o.DefaultRequestCulture = new("zh-CN");
            o.FallBackToParentCultures = false;
            o.FallBackToParentUICultures = false;
            o.ApplyCurrentCultureToResponseHeaders = true;
            o.RequestCultureProviders = [new AskedCulture(), new ChineseAcceptLanguage()];
        });
        return services;
    }

    /// <summary>The reader's language, for an endpoint that leaves the pipeline before it is set.</summary>
    public static async Task<CultureInfo> LanguageOfAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var options = http.RequestServices.GetRequiredService<IOptions<RequestLocalizationOptions>>().Value;
        foreach (var provider in options.RequestCultureProviders)
            if (
                (await provider.DetermineProviderCultureResult(http))?.UICultures is [{ Value: { } wanted }, ..]
                && Cultures.FirstOrDefault(c => c.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } known
            )
                return CultureInfo.GetCultureInfo(known);
        return options.DefaultRequestCulture.UICulture;
    }

    public static IApplicationBuilder UseContestLocalisation(this IApplicationBuilder app)
    {
        app.UseRequestLocalization();
        return app.Use(
            (http, next) =>
            {
                http.Response.Headers.Append("Vary", "Accept-Language, Cookie");
                if (AskedCulture.InAddress(http) is { } asked)
                    http.Response.Cookies.Append(
                        Cookie,
                        asked,
                        new()
                        {
                            MaxAge = TimeSpan.FromDays(365),
                            HttpOnly = true,
                            SameSite = SameSiteMode.Lax,
                            IsEssential = true,
                            Secure = http.Request.IsHttps,
                        }
                    );
                return next(http);
            }
        );
    }
}

/// <summary>The language asked for in the address, or chosen before and kept in the cookie; unknown ones are ignored.</summary>
internal sealed class AskedCulture : RequestCultureProvider
{
    public static string? InAddress(HttpContext http) => Known(http.Request.Query["culture"]);

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        Task.FromResult(
            (InAddress(httpContext) ?? Known(httpContext.Request.Cookies[ContestLocalisation.Cookie])) is { } culture
                ? new ProviderCultureResult(culture)
                : null
        );

    private static string? Known(string? culture) => ContestLocalisation.Cultures.FirstOrDefault(c => c == culture);
}

/// <summary>zh-TW, zh-Hant and zh-MO readers get zh-HK; any other zh gets zh-CN; the rest by prefix.</summary>
public sealed class ChineseAcceptLanguage : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var wishes = httpContext.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(x => x.Quality ?? 1);
        var hit = wishes.Select(w => Best(w.Value.ToString())).FirstOrDefault(c => c is not null);
        return Task.FromResult(hit is null ? null : new ProviderCultureResult(hit));
    }

    private static string? Best(string tag)
    {
        if (tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            return "en";
        if (!tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            return null;
        string[] traditional = ["Hant", "HK", "TW", "MO"];
        return traditional.Any(t => tag.Contains(t, StringComparison.OrdinalIgnoreCase)) ? "zh-HK" : "zh-CN";
    }
}

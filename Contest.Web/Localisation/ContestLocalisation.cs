using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using StringWithQualityHeaderValue = Microsoft.Net.Http.Headers.StringWithQualityHeaderValue;

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
            o.DefaultRequestCulture = new(Cultures[0]);
            o.FallBackToParentCultures = false;
            o.FallBackToParentUICultures = false;
            o.ApplyCurrentCultureToResponseHeaders = true;
            o.RequestCultureProviders = [new ReadersLanguage()];
        });
        return services;
    }

    /// <summary>The reader's language: asked for in the address, chosen before, or the browser's wish.</summary>
    public static CultureInfo LanguageOf(HttpContext http) => CultureInfo.GetCultureInfo(LanguageNameOf(http));

    /// <summary>As <see cref="LanguageOf"/>: one of <see cref="Cultures"/>.</summary>
    public static string LanguageNameOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return InAddress(http)
            ?? Known(http.Request.Cookies[Cookie])
            ?? BrowserWish.Of(http.Request.Headers.AcceptLanguage.ToString())
            ?? Cultures[0];
    }

    private static string? InAddress(HttpContext http) =>
        http.Request.QueryString.HasValue ? Known(http.Request.Query["culture"]) : null;

    private static string? Known(string? culture) =>
        culture is null ? null : Cultures.FirstOrDefault(c => c == culture);

    public static IApplicationBuilder UseContestLocalisation(this IApplicationBuilder app)
    {
        app.UseRequestLocalization();
        return app.Use(
            (http, next) =>
            {
                http.Response.Headers.Append("Vary", "Accept-Language, Cookie");
                if (InAddress(http) is { } asked)
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

/// <summary>What the rest of the pipeline is set to.</summary>
internal sealed class ReadersLanguage : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        Task.FromResult<ProviderCultureResult?>(new(ContestLocalisation.LanguageNameOf(httpContext)));
}

/// <summary>zh-TW, zh-Hant and zh-MO readers get zh-HK; any other zh gets zh-CN; the rest by prefix.</summary>
internal static class BrowserWish
{
    /// <summary>Wishes remembered: a few dozen are in use, made-up ones are forgotten with the rest.</summary>
    private const int Most = 500;

    /// <summary>Longer wishes are read each time.</summary>
    private const int Longest = 200;

    private static readonly ConcurrentDictionary<string, string> Seen = new(StringComparer.Ordinal);

    /// <summary>Our language for an Accept-Language header; null: none of its languages is ours.</summary>
    public static string? Of(string header)
    {
        if (header.Length is 0 or > Longest)
            return Read(header);
        if (!Seen.TryGetValue(header, out var culture))
        {
            if (Seen.Count >= Most)
                Seen.Clear();
            Seen[header] = culture = Read(header) ?? "";
        }
        return culture.Length == 0 ? null : culture;
    }

    private static string? Read(string header) =>
        StringWithQualityHeaderValue.TryParseList([header], out var wishes)
            ? wishes
                .OrderByDescending(w => w.Quality ?? 1)
                .Select(w => Best(w.Value.ToString()))
                .FirstOrDefault(c => c is not null)
            : null;

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

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Voting;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The way to WeChat and back. A random state goes along and stays behind in a cookie of its own, so that only the browser
/// that set out can come back, once, within ten minutes; what was chosen waits in the cookie too.
/// </summary>
public static class WeChatApi
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{edition}/vote/wechat", GoAsync).RequireRateLimiting(RateLimits.WeChat);
        routes.MapGet("/{edition}/vote/wechat/back", BackAsync).RequireRateLimiting(RateLimits.WeChat);
    }

    private static async Task<IResult> GoAsync(
        string edition,
        HttpContext http,
        CurrentEdition current,
        WeChatSignIn weChat,
        VoterGateways gateways,
        IDataProtectionProvider protection,
        TimeProvider clock,
        IOptions<ContestSettings> settings,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!await IsAskedAsync(edition, current, cancel))
            return TypedResults.NotFound();
        if (!gateways.IsReady(VoterIdentity.WeChat) || !IsOpen(current))
            return TypedResults.LocalRedirect($"/{current.Slug}/vote/verify");
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var ends = (clock.GetUtcNow() + Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var kept = $"{ends}\n{state}\n{Carried(http.Request)}";
        var cookie = WebEncoders.Base64UrlEncode(Protector(protection, edition).Protect(Encoding.UTF8.GetBytes(kept)));
        http.Response.Cookies.Append(NameOf(state), cookie, Options(http, edition, Life));
        var back = $"{http.Request.Public(settings.Value)}/{current.Slug}/vote/wechat/back";
        return TypedResults.Redirect(weChat.AddressOf(back, state));
    }

    private static async Task<IResult> BackAsync(
        string edition,
        string? code,
        string? state,
        HttpContext http,
        CurrentEdition current,
        WeChatSignIn weChat,
        VerifiedVoters voters,
        IDataProtectionProvider protection,
        TimeProvider clock,
        CancellationToken cancel
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!await IsAskedAsync(edition, current, cancel))
            return TypedResults.NotFound();
        if (Find(http, protection, edition, state, clock.GetUtcNow()) is not { } carried)
            return Refused(current, "", "voting.wechat_state");
        http.Response.Cookies.Delete(NameOf(state!), Options(http, edition, null));
        if (!IsOpen(current) || current.Competition.VoterKey is not { } key)
            return TypedResults.LocalRedirect($"/{current.Slug}/vote/verify{carried}");
        if (code is not { Length: > 0 and <= 512 })
            return Refused(current, carried, "voting.wechat_refused");
        var openId = await weChat.OpenIdOfAsync(code, cancel);
        if (openId.Value is not { } value)
            return Refused(current, carried, openId.Refusal!.Code);
        var voter = VoterPseudonym.Of(key, VoterIdentity.WeChat, value);
        voters.Remember(http, current.Slug, new(voter, VoterIdentity.WeChat));
        return TypedResults.LocalRedirect($"/{current.Slug}/vote/verify{carried}");
    }

    private static async Task<bool> IsAskedAsync(string slug, CurrentEdition current, CancellationToken cancel) =>
        await current.FindAsync(slug, cancel)
        && current.Competition.Run(Stage.Voting).OpenedAt is not null
        && current.Rulebook.Vote.Identities.Contains(VoterIdentity.WeChat);

    private static bool IsOpen(CurrentEdition current) =>
        current.IsOpen(Stage.Voting) && current.Now < current.Rulebook.Window(Stage.Voting).Closes(current.Zone);

    /// <summary>What waited here for this state; null where nothing did, or too long.</summary>
    private static string? Find(
        HttpContext http,
        IDataProtectionProvider protection,
        string slug,
        string? state,
        DateTimeOffset now
    )
    {
        if (state is not { Length: 32 } || http.Request.Cookies[NameOf(state)] is not { Length: > 0 and < 2048 } cookie)
            return null;
        try
        {
            var kept = Encoding.UTF8.GetString(
                Protector(protection, slug).Unprotect(WebEncoders.Base64UrlDecode(cookie))
            );
            return
                kept.Split('\n') is [var ends, var mine, var carried]
                && mine == state
                && long.Parse(ends, CultureInfo.InvariantCulture) > now.ToUnixTimeSeconds()
                ? carried
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static string Carried(HttpRequest request)
    {
        var choices = request
            .Query["choice"]
            .Select(c => short.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : (short)0)
            .Where(n => n > 0)
            .ToList();
        return VerifyAddress.Query(choices, Guid.TryParse(request.Query["ballot"], out var id) ? id : Guid.Empty);
    }

    private static RedirectHttpResult Refused(CurrentEdition current, string carried, string why) =>
        TypedResults.LocalRedirect($"/{current.Slug}/vote/verify{carried}{(carried.Length == 0 ? '?' : '&')}why={why}");

    private static IDataProtector Protector(IDataProtectionProvider protection, string slug) =>
        protection.CreateProtector("voter-wechat-1", slug);

    private static string NameOf(string state) => $"wechat-{state}";

    private static CookieOptions Options(HttpContext http, string slug, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = life,
            Path = $"/{slug}/vote/wechat",
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        };
}

using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// WeChat's web authorisation of a service account, silent scope (snsapi_base): it gives the OpenID and nothing else, and
/// nobody has to follow anything. Access and refresh tokens that come with it are dropped unread.
/// </summary>
public sealed class WeChatSignIn(IOptions<VerificationSettings> settings, ILogger<WeChatSignIn> log) : IDisposable
{
    /// <summary>An answer is a few hundred bytes.</summary>
    private const int MostBytes = 16 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(settings.Value.WeChatSeconds),
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Where the visitor's WeChat is sent; it comes back to <paramref name="back"/> with a code and the state.</summary>
    public string AddressOf(string back, string state)
    {
        var set = settings.Value;
        return $"{set.WeChatAuthorize}?appid={Uri.EscapeDataString(set.WeChatAppId ?? "")}"
            + $"&redirect_uri={Uri.EscapeDataString(back)}&response_type=code&scope=snsapi_base"
            + $"&state={Uri.EscapeDataString(state)}#wechat_redirect";
    }

    /// <summary>The OpenID of whoever brought the code; refused where WeChat says no or does not answer.</summary>
    public async Task<Outcome<string>> OpenIdOfAsync(string code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (settings.Value is not { WeChatAppId: { Length: > 0 } id, WeChatSecret: { Length: > 0 } secret })
            return new Refusal("voting.tier_away");
        try
        {
            var query =
                $"appid={Uri.EscapeDataString(id)}&secret={Uri.EscapeDataString(secret)}"
                + $"&code={Uri.EscapeDataString(code)}&grant_type=authorization_code";
            var address = $"{settings.Value.WeChatApi.TrimEnd('/')}/sns/oauth2/access_token?{query}";
            using var answer = await _http.GetAsync(new Uri(address), cancel);
            if (!answer.IsSuccessStatusCode)
                return Away($"{(int)answer.StatusCode}");
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return OpenIdIn(json.RootElement) is { } openId ? openId : Refused(json.RootElement);
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException
                || (e is TaskCanceledException && !cancel.IsCancellationRequested)
            )
        {
            return Away(e.GetType().Name);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? OpenIdIn(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("openid", out var openId)
        && openId.ValueKind == JsonValueKind.String
            ? VoterContact.Normal(VoterIdentity.WeChat, openId.GetString()!)
            : null;

    private Refusal Refused(JsonElement answer)
    {
        var code =
            answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errcode", out var error)
                ? error.ToString()
                : "none";
        log.LogWarning("WeChat refused a sign-in, errcode {Code}.", code[..int.Min(code.Length, 12)]);
        return new("voting.wechat_refused");
    }

    private Refusal Away(string why)
    {
        log.LogWarning("WeChat did not answer a sign-in: {Why}.", why);
        return new("voting.wechat_away");
    }
}

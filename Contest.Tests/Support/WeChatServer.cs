using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Contest.Tests.Support;

/// <summary>
/// WeChat's web authorisation as its documentation describes it, on a port of its own: the authorize page sends the visitor
/// straight back (silent scope), the exchange takes a code once and answers JSON as text, errors with status 200.
/// </summary>
public sealed class WeChatServer : IAsyncDisposable
{
    private const string AppId = "wx0123456789abcdef";
    private const string Secret = "the service account's secret";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _codes = new();

    private WeChatServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/connect/oauth2/authorize", Authorize);
        _app.MapGet("/sns/oauth2/access_token", Exchange);
    }

    /// <summary>Whose phone it is.</summary>
    public string OpenId { get; set; } = "oKanarie-OpenId_0001";

    /// <summary>The exchange answers with this status instead.</summary>
    public int? Fails { get; set; }

    public string Address => _app.Urls.Single();

    public (string Key, string Value)[] Settings =>
        [
            ("Verification:WeChatAppId", AppId),
            ("Verification:WeChatSecret", Secret),
            ("Verification:WeChatAuthorize", $"{Address}/connect/oauth2/authorize"),
            ("Verification:WeChatApi", Address),
        ];

    public static async Task<WeChatServer> StartAsync()
    {
        WeChatServer server = new();
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Authorize(string appid, string redirect_uri, string response_type, string scope, string state)
    {
        if (appid != AppId || response_type != "code" || scope != "snsapi_base" || state.Length is 0 or > 128)
            return Results.BadRequest();
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _codes[code] = OpenId;
        return Results.Redirect($"{redirect_uri}?code={code}&state={state}");
    }

    private IResult Exchange(string appid, string secret, string code, string grant_type)
    {
        if (Fails is { } status)
            return Results.StatusCode(status);
        if (appid != AppId || secret != Secret || grant_type != "authorization_code")
            return Results.Text("""{"errcode":40125,"errmsg":"invalid appsecret"}""", "text/plain");
        return _codes.TryRemove(code, out var openId)
            ? Results.Text(
                $$"""{"access_token":"kanarie-access","expires_in":7200,"refresh_token":"kanarie-refresh","openid":"{{openId}}","scope":"snsapi_base"}""",
                "text/plain"
            )
            : Results.Text("""{"errcode":40029,"errmsg":"invalid code"}""", "text/plain");
    }
}

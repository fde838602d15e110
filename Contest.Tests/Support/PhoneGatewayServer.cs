using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Contest.Tests.Support;

/// <summary>
/// A text message gateway written from docs/formats/phone-gateway.md alone, on a port of its own: it takes what is rightly
/// signed and not old, once an id, and keeps it for the test to read like a phone.
/// </summary>
public sealed class PhoneGatewayServer : IAsyncDisposable
{
    private const string Secret = "a secret between two machines";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _ids = new();

    private PhoneGatewayServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/sms/send", (Delegate)TakeAsync);
    }

    /// <summary>The clock that signatures are held against.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public sealed record Message(string To, string Code, string Language, int Minutes);

    public ConcurrentQueue<Message> Messages { get; } = new();

    /// <summary>Requests it did not take, with why.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    /// <summary>What it answers to a right request, e.g. 500 or 422; 200: it takes it.</summary>
    public int Status { get; set; } = 200;

    /// <summary>How long it thinks before it answers.</summary>
    public Task Thinks { get; set; } = Task.CompletedTask;

    public (string Key, string Value)[] Settings =>
        [
            ("Verification:PhoneAddress", $"{_app.Urls.Single()}/sms/send?app=contest"),
            ("Verification:PhoneSecret", Secret),
        ];

    public static async Task<PhoneGatewayServer> StartAsync()
    {
        PhoneGatewayServer server = new();
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        using MemoryStream read = new();
        await http.Request.Body.CopyToAsync(read);
        var body = read.ToArray();
        if (WhyNot(http.Request, body) is { } why)
        {
            Refused.Enqueue(why);
            return Results.StatusCode((int)HttpStatusCode.Unauthorized);
        }
        await Thinks;
        if (Status != 200)
            return Results.StatusCode(Status);
        using var json = JsonDocument.Parse(body);
        var message = json.RootElement;
        if (_ids.TryAdd(message.GetProperty("id").GetString()!, true))
            Messages.Enqueue(
                new(
                    message.GetProperty("to").GetString()!,
                    message.GetProperty("code").GetString()!,
                    message.GetProperty("language").GetString()!,
                    message.GetProperty("minutes").GetInt32()
                )
            );
        return Results.Ok();
    }

    private string? WhyNot(HttpRequest request, byte[] body)
    {
        var time = request.Headers["Contest-Time"].ToString();
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
            return "no time";
        if (long.Abs(Clock.GetUtcNow().ToUnixTimeSeconds() - sent) > 300)
            return "old";
        byte[] text = [.. Encoding.UTF8.GetBytes($"POST\n{request.Path}{request.QueryString}\n{time}\n"), .. body];
        var right = "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), text));
        return request.Headers["Contest-Signature"] == right ? null : "signature";
    }
}

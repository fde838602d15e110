using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Voting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// A gateway over HTTP with JSON, each request signed (docs/formats/phone-gateway.md). An own client: nobody logs what
/// is sent, and a redirect is no answer.
/// </summary>
public sealed class HttpPhoneGateway(
    IOptions<VerificationSettings> settings,
    TimeProvider clock,
    ILogger<HttpPhoneGateway> log
) : IPhoneGateway, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(settings.Value.PhoneSeconds),
    };

    public async Task<Refusal?> SendAsync(PhoneCode message, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (settings.Value is not { PhoneAddress: { Length: > 0 } address, PhoneSecret: { Length: > 0 } secret })
            return new("voting.tier_away");
        try
        {
            using var request = Signed(new(address), secret, Body(message), clock.GetUtcNow());
            using var answer = await _http.SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode)
                return null;
            log.LogWarning("The phone gateway answered {Status}.", (int)answer.StatusCode);
            return (int)answer.StatusCode is 400 or 422 ? new("voting.gateway_refused") : new("voting.gateway_away");
        }
        catch (Exception e)
            when (e is HttpRequestException || (e is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            log.LogWarning("The phone gateway did not answer: {Why}.", e.GetType().Name);
            return new("voting.gateway_away");
        }
    }

    public void Dispose() => _http.Dispose();

    private static byte[] Body(PhoneCode message) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id = message.Id,
                to = message.To,
                code = message.Code,
                language = message.Culture,
                minutes = VoterCodes.Life.Minutes,
            }
        );

    private static HttpRequestMessage Signed(Uri address, string secret, byte[] body, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] text = [.. Encoding.UTF8.GetBytes($"POST\n{address.PathAndQuery}\n{time}\n"), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text));
        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Contest-Time", time);
        request.Headers.Add("Contest-Signature", $"v1={signature}");
        return request;
    }
}

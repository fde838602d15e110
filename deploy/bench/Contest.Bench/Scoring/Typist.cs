using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Contest.Bench.Scoring;

/// <summary>
/// A judge's tablet as the server sees it: signed in, one connection, each save with the next revision; a renewed cookie
/// is kept as a browser does. Costs little, so that it measures the server.
/// </summary>
internal sealed class Typist : IDisposable
{
    private readonly Jury.Member _member;
    private readonly Uri _address;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Dictionary<string, string> _cookies = [];
    private Socket? _socket;
    private string _token = "";
    private long _revision;

    private Typist(Uri address, Jury.Member member) => (_address, _member) = (address, member);

    /// <summary>The revision the server has confirmed last: what must be there afterwards.</summary>
    public long Acknowledged { get; private set; }

    public Guid Sheet => _member.Sheet;

    public static async Task<Typist> SignInAsync(Uri address, Jury.Member member)
    {
        Typist typist = new(address, member);
        var demo = await typist.AskAsync("GET", "/demo", "");
        var token = Between(demo.Body, "__RequestVerificationToken\" type=\"hidden\" value=\"", "\"");
        await typist.AskAsync(
            "POST",
            "/demo",
            $"id={member.Person}&__RequestVerificationToken={token}",
            "application/x-www-form-urlencoded"
        );
        var sheet = await typist.AskAsync("GET", $"/api/sheets/{member.Sheet}?device=bench", "");
        if (sheet.Status != 200)
            throw new InvalidOperationException($"The judge's sheet answers {sheet.Status}: {sheet.Body}");
        typist._token = JsonDocument.Parse(sheet.Body).RootElement.GetProperty("token").GetString()!;
        return typist;
    }

    /// <summary>Types one value and saves it: milliseconds, or null when the answer was not 200.</summary>
    public async Task<double?> SaveAsync()
    {
        var revision = ++_revision;
        var criterion = 1 + (revision % 5);
        var points = (revision % 10).ToString("0.0", CultureInfo.InvariantCulture);
        var body =
            $$"""{"device":"bench","rev":{{revision}},"base":{{revision - 1}},"set":{"P{{criterion}}":"{{points}}"},"force":[],"drop":[],"submit":false}""";
        var sent = Stopwatch.GetTimestamp();
        var answer = await AskAsync(
            "PUT",
            $"/api/sheets/{_member.Sheet}",
            body,
            "application/json",
            $"RequestVerificationToken: {_token}\r\n"
        );
        if (answer.Status != 200)
            return null;
        Acknowledged = revision;
        return Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
    }

    public void Dispose() => _socket?.Dispose();

    private async Task<(int Status, string Body)> AskAsync(
        string method,
        string path,
        string body,
        string type = "",
        string headers = ""
    )
    {
        _socket ??= await ConnectAsync();
        StringBuilder request = new($"{method} {path} HTTP/1.1\r\nHost: {_address.Authority}\r\n{headers}");
        if (_cookies.Count > 0)
            request.Append(
                CultureInfo.InvariantCulture,
                $"Cookie: {string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"))}\r\n"
            );
        if (body.Length > 0)
            request.Append(
                CultureInfo.InvariantCulture,
                $"Content-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            );
        request.Append("\r\n").Append(body);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(request.ToString()));
        return await ReadAsync();
    }

    private async Task<(int Status, string Body)> ReadAsync()
    {
        MemoryStream answer = new();
        while (true)
        {
            var read = await _socket!.ReceiveAsync(_buffer);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            answer.Write(_buffer, 0, read);
            if (EndOf(answer.GetBuffer().AsSpan(0, (int)answer.Length)) is { } end && end <= answer.Length)
                return Take(Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length));
        }
    }

    private static int? EndOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return null;
        var length = answer[..head].IndexOf("Content-Length: "u8);
        if (length >= 0)
        {
            var digits = answer[(length + 16)..head];
            var end = digits.IndexOf((byte)'\r');
            return head + 4 + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
        }
        var isChunked = answer[..head].IndexOf("Transfer-Encoding: chunked"u8) >= 0;
        return !isChunked || answer.EndsWith("0\r\n\r\n"u8) ? answer.Length : null;
    }

    private (int Status, string Body) Take(string answer)
    {
        var head = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        foreach (
            var line in answer[..head].Split("\r\n").Where(l => l.StartsWith("Set-Cookie: ", StringComparison.Ordinal))
        )
        {
            var pair = line["Set-Cookie: ".Length..].Split(';')[0];
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            _cookies[pair[..at]] = pair[(at + 1)..];
        }
        var body = answer[(head + 4)..];
        if (answer[..head].Contains("Transfer-Encoding: chunked", StringComparison.Ordinal))
            body = Unchunk(body);
        return (int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture), body);
    }

    /// <summary>Bodies here are short or plain: the pieces' lengths are lines of their own.</summary>
    private static string Unchunk(string body)
    {
        StringBuilder whole = new();
        var lines = body.Split("\r\n");
        for (var n = 1; n < lines.Length; n += 2)
            whole.Append(lines[n]);
        return whole.ToString();
    }

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }

    private async Task<Socket> ConnectAsync()
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_address.Host, _address.Port);
        return socket;
    }
}

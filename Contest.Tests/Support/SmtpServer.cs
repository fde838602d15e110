using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Contest.Tests.Support;

/// <summary>A mail server on a free port of the loopback. It keeps what it accepts and refuses what a test wants refused.</summary>
public sealed partial class SmtpServer : IAsyncDisposable
{
    public sealed record Mail(string From, string To, string Subject, string Body, string MessageId);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public SmtpServer()
    {
        _listener.Start();
        _running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<Mail> Accepted { get; } = new();

    /// <summary>The answer to RCPT for an address, e.g. "451 later" or "550 unknown"; null: accepted.</summary>
    public Func<string, string?> OnRecipient { get; set; } = _ => null;

    /// <summary>How long the server thinks about each message.</summary>
    public TimeSpan Thinks { get; set; } = TimeSpan.Zero;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true)
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException) { }
        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        using StreamReader reader = new(stream, Encoding.Latin1);
        await using StreamWriter writer = new(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await ConverseAsync(reader, writer);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException) { }
    }

    private async Task ConverseAsync(StreamReader reader, StreamWriter writer)
    {
        var (from, to) = ("", "");
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "MAIL":
                    from = Address().Match(line).Groups[1].Value;
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT":
                    to = Address().Match(line).Groups[1].Value;
                    await writer.WriteLineAsync(OnRecipient(to) ?? "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var mail = Decode(from, to, await ReadDataAsync(reader));
                    await Task.Delay(Thinks, _stop.Token);
                    Accepted.Enqueue(mail);
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task<List<string>> ReadDataAsync(StreamReader reader)
    {
        List<string> lines = [];
        while (await reader.ReadLineAsync(_stop.Token) is { } line and not ".")
            lines.Add(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line);
        return lines;
    }

    private static Mail Decode(string from, string to, List<string> lines)
    {
        var end = lines.IndexOf("");
        // a line that begins with a blank goes on the header before it
        var headers = Folded().Replace(string.Join('\n', lines.Take(end)), " ").Split('\n');
        var byName = headers.ToLookup(h => h.Split(':')[0].ToUpperInvariant(), h => h[(h.IndexOf(':') + 1)..].Trim());
        var body = string.Join("\r\n", lines.Skip(end + 1));
        var encoding = byName["CONTENT-TRANSFER-ENCODING"].FirstOrDefault() ?? "7bit";
        return new(from, to, Words(byName["SUBJECT"].Single()), Body(body, encoding), byName["MESSAGE-ID"].Single());
    }

    private static string Body(string body, string encoding) =>
        encoding switch
        {
            "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
            "quoted-printable" => QuotedPrintable(body.Replace("=\r\n", "", StringComparison.Ordinal)),
            _ => body,
        };

    private static string Words(string header) =>
        Word()
            .Replace(
                Between().Replace(header, "?=$1"),
                m =>
                    m.Groups[1].Value is "B" or "b"
                        ? Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups[2].Value))
                        : QuotedPrintable(m.Groups[2].Value.Replace('_', ' '))
            );

    private static string QuotedPrintable(string text)
    {
        List<byte> bytes = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=')
                bytes.Add(Convert.ToByte(text.Substring((i += 2) - 1, 2), 16));
            else
                bytes.Add((byte)text[i]);
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex("<([^>]*)>")]
    private static partial Regex Address();

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Folded();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"\?=\s+(=\?)")]
    private static partial Regex Between();
}

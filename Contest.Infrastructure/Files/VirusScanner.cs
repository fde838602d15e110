using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Files;

/// <summary>What the scanner said of a content.</summary>
/// <param name="HasLooked">False: there is no scanner, it is away, or it did not look to the end. Never call that clean.</param>
/// <param name="Found">The name of what it found, or null.</param>
public sealed record ScanAnswer(bool HasLooked, string? Found)
{
    internal static ScanAnswer NotLooked { get; } = new(false, null);
}

/// <summary>clamd's INSTREAM over its socket (clamd(8)).</summary>
public sealed partial class VirusScanner(IOptions<FileSettings> settings, ILogger<VirusScanner> log)
{
    private const int Piece = 128 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Whether there is one to ask.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(settings.Value.Clamd);

    /// <summary>Has the content looked at from its beginning.</summary>
    public async Task<ScanAnswer> ScanAsync(Stream content, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!IsConfigured)
            return ScanAnswer.NotLooked;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await AskAsync(content, settings.Value.Clamd!, patience.Token);
        }
        catch (Exception e)
            when (e is SocketException or IOException
                || (e is OperationCanceledException && !cancel.IsCancellationRequested)
            )
        {
            Away(settings.Value.Clamd!, e.Message);
            return ScanAnswer.NotLooked;
        }
    }

    private async Task<ScanAnswer> AskAsync(Stream content, string address, CancellationToken cancel)
    {
        using var socket = await ConnectAsync(address, cancel);
        await using NetworkStream stream = new(socket);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var piece = new byte[4 + Piece];
        int read;
        while ((read = await content.ReadAsync(piece.AsMemory(4), cancel)) > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await stream.WriteAsync(piece.AsMemory(0, 4 + read), cancel);
        }
        await stream.WriteAsync(new byte[4], cancel);
        using StreamReader reader = new(stream, Encoding.UTF8);
        var answer = (await reader.ReadToEndAsync(cancel)).TrimEnd('\0', '\n');
        return Read(answer, address);
    }

    private ScanAnswer Read(string answer, string address)
    {
        if (answer == "stream: OK")
            return new(true, null);
        if (
            answer.StartsWith("stream: ", StringComparison.Ordinal)
            && answer.EndsWith(" FOUND", StringComparison.Ordinal)
        )
            return new(true, answer["stream: ".Length..^" FOUND".Length]);
        Away(address, answer); // too large for it, out of memory …
        return ScanAnswer.NotLooked;
    }

    private static async Task<Socket> ConnectAsync(string address, CancellationToken cancel)
    {
        var isPath = address.StartsWith('/');
        Socket socket = isPath
            ? new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isPath)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), cancel);
            else
                await socket.ConnectAsync(address.Split(':')[0], PortOf(address), cancel);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static int PortOf(string address) =>
        address.Split(':') is [_, var port] && int.TryParse(port, null, out var number) ? number : 3310;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The virus scanner at {Address} did not look: {Why}")]
    private partial void Away(string address, string why);
}

using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Contest.Bench.Votes;

/// <summary>
/// A client that costs little: one socket a connection, requests made of bytes, answers read only as far as their
/// length says. Every connection sends its next request when the answer to the last is there.
/// </summary>
internal sealed class Load(Uri address, int connections, Func<int, byte[]?> request)
{
    /// <summary>What one round came to.</summary>
    /// <param name="PerSecond">Answers of 200 (or 304) a second.</param>
    /// <param name="Other">Answers of any other status.</param>
    public sealed record Result(double PerSecond, double P50, double P99, long Other);

    private readonly List<double>[] _times = [.. Enumerable.Range(0, connections).Select(_ => new List<double>(4096))];
    private long _other;

    public async Task<Result> RunAsync(TimeSpan span)
    {
        var until = Stopwatch.GetTimestamp() + (long)(span.TotalSeconds * Stopwatch.Frequency);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(n => Task.Run(() => SendAsync(n, until))));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double[] all = [.. _times.SelectMany(t => t).Order()];
        return all.Length == 0
            ? new(0, 0, 0, _other)
            : new(all.Length / seconds, all[all.Length / 2], all[(int)(all.Length * 0.99)], _other);
    }

    private async Task SendAsync(int connection, long until)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        var buffer = new byte[64 * 1024];
        while (Stopwatch.GetTimestamp() < until && request(connection) is { } bytes)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(bytes);
            var status = await ReadAsync(socket, buffer);
            if (status is 200 or 304)
                _times[connection].Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            else
                Interlocked.Increment(ref _other);
        }
    }

    private static async Task<int> ReadAsync(Socket socket, byte[] buffer)
    {
        var have = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(have));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            have += read;
            if (EndOf(buffer.AsSpan(0, have)) is not { } end)
                continue;
            for (var left = end - have; left > 0; left -= read)
                if ((read = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)))) == 0)
                    throw new IOException("The server closed the connection.");
            return ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + (buffer[11] - '0');
        }
    }

    /// <summary>Where the answer ends, once its head is whole; bodies come with a length or as one chunk.</summary>
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
            return head + 4 + int.Parse(Encoding.ASCII.GetString(end < 0 ? digits : digits[..end]), null);
        }
        if (answer[..head].IndexOf("Transfer-Encoding: chunked"u8) < 0)
            return head + 4;
        return answer.EndsWith("0\r\n\r\n"u8) ? answer.Length : null;
    }
}

using System.Buffers;
using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace Contest.Web.Operations;

/// <summary>Answers packed once and kept (RFC 7932).</summary>
public static class Brotli
{
    /// <summary>What is packed while somebody waits: 64 KB in a millisecond.</summary>
    public const int Quick = 4;

    /// <summary>What is packed once for thousands of readers: three milliseconds for 200 KB. At 9 it is 24, for a twentieth less.</summary>
    public const int Small = 5;

    /// <summary>What is packed once for ever.</summary>
    public const int Smallest = 11;

    /// <summary>Whether the reader understands it (RFC 9110, 12.5.3): named, and not with a weight of zero.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.AcceptEncoding.ToString() is "br" or "gzip, deflate, br" or "gzip, deflate, br, zstd"
            || request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "br" && e.Quality is not 0);
    }

    /// <summary>Sends what is kept packed, or plain to whoever does not understand it.</summary>
    /// <param name="http">The request, its type and other headers set.</param>
    /// <param name="packed">The body as it is kept.</param>
    public static Task SendAsync(HttpContext http, byte[] packed)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(packed);
        var bytes = packed;
        if (IsWanted(http.Request))
            http.Response.Headers.ContentEncoding = "br";
        else
            bytes = Unpack(packed); // hundreds of pages are kept, plain ones are ten times as long
        http.Response.ContentLength = bytes.Length;
        var sent = http.Response.BodyWriter.WriteAsync(bytes); // it ends with the connection; no token for each request
        if (!sent.IsCompletedSuccessfully)
            return sent.AsTask();
        _ = sent.Result; // as a rule the network takes it at once
        return Task.CompletedTask;
    }

    public static byte[] Pack(ReadOnlySpan<byte> plain, int quality)
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            return BrotliEncoder.TryCompress(plain, packed, out var length, quality, window: 22)
                ? packed[..length]
                : throw new InvalidOperationException("The longest packed length is too short.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>For the few who do not understand it: whoever asks without TLS, and very old browsers.</summary>
    private static byte[] Unpack(byte[] packed)
    {
        using MemoryStream plain = new();
        using (BrotliStream brotli = new(new MemoryStream(packed), CompressionMode.Decompress))
            brotli.CopyTo(plain);
        return plain.ToArray();
    }
}

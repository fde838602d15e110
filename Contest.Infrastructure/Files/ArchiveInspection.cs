using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Contest.Core;
using Contest.Core.Registration.Files;

namespace Contest.Infrastructure.Files;

/// <summary>
/// Looks into a ZIP (APPNOTE.TXT 6.3): first at its list alone, with room for no more than a list may need, then by
/// unpacking every part into nothing and counting. Lists lie: a part that unpacks to more than its list says, or is
/// called something else where it lies, is refused; a library would stop reading where the list tells it to.
/// </summary>
internal static class ArchiveInspection
{
    private const int EndLength = 22;
    private const int HeaderLength = 46;
    private const int LocalLength = 30;
    private const int MostComment = 65_535;
    private const int MostList = 4 * 1024 * 1024;
    private const uint EndMark = 0x06054B50;
    private const uint HeaderMark = 0x02014B50;
    private const uint LocalMark = 0x04034B50;
    private static readonly Refusal Damaged = new("file.archive_damaged");

    /// <summary>A part as the list describes it.</summary>
    private sealed record Part(byte[] Name, int Method, bool IsLocked, uint Packed, uint Unpacked, uint At);

    /// <summary>The archive's kind, or why it is not taken.</summary>
    public static async Task<Outcome<FileKind>> OfAsync(Stream file, CancellationToken cancel)
    {
        var list = ReadList(file);
        if (list.Refusal is { } refusal)
            return refusal;
        var parts = list.Value!;
        List<ArchivePart> shown = [.. parts.Select(p => new ArchivePart(NameOf(p.Name), p.Unpacked, p.IsLocked))];
        if (FileRefusals.WhyNotParts(shown, file.Length) is { } unfit)
            return unfit;
        try
        {
            return await WhyNotUnpackedAsync(file, parts, cancel) is { } bomb
                ? bomb
                : Sniffing.OfArchive(shown.Select(p => p.Name));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return Damaged;
        }
    }

    private static Outcome<List<Part>> ReadList(Stream file)
    {
        var length = (int)long.Min(file.Length, EndLength + MostComment);
        var tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        for (var at = length - EndLength; at >= 0; at--)
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == EndMark)
                return ReadList(file, tail.AsSpan(at, EndLength), file.Length - length + at);
        return Damaged;
    }

    /// <param name="end">The record at the archive's end. A 64-bit archive has marks in it that fit no file we take.</param>
    /// <param name="endAt">Where it lies; the list lies before it.</param>
    private static Outcome<List<Part>> ReadList(Stream file, ReadOnlySpan<byte> end, long endAt)
    {
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (count > FileRefusals.MostParts)
            return new Refusal("file.archive_parts", FileRefusals.MostParts);
        if (length > MostList || start + (long)length > endAt)
            return Damaged;
        var list = new byte[length];
        file.Position = start;
        file.ReadExactly(list);
        List<Part> parts = [];
        var at = 0;
        for (var n = 0; n < count; n++)
        {
            if (at + HeaderLength > list.Length)
                return Damaged;
            var header = list.AsSpan(at);
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
            if (
                BinaryPrimitives.ReadUInt32LittleEndian(header) != HeaderMark
                || header.Length < HeaderLength + nameLength
            )
                return Damaged;
            parts.Add(
                new(
                    header.Slice(HeaderLength, nameLength).ToArray(),
                    BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
                    (header[8] & 1) != 0,
                    BinaryPrimitives.ReadUInt32LittleEndian(header[20..]),
                    BinaryPrimitives.ReadUInt32LittleEndian(header[24..]),
                    BinaryPrimitives.ReadUInt32LittleEndian(header[42..])
                )
            );
            at +=
                HeaderLength
                + nameLength
                + BinaryPrimitives.ReadUInt16LittleEndian(header[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        }
        return parts;
    }

    private static async Task<Refusal?> WhyNotUnpackedAsync(Stream file, List<Part> parts, CancellationToken cancel)
    {
        var piece = new byte[128 * 1024];
        var unpacked = 0L;
        foreach (var part in parts)
        {
            if (FindContent(file, part) is not { } at || at + part.Packed > file.Length)
                return Damaged;
            file.Position = at;
            LimitedStream packed = new(file, part.Packed, leaveOpen: true);
            await using var content =
                part.Method == 8 ? new DeflateStream(packed, CompressionMode.Decompress) : (Stream)packed;
            var own = 0L;
            int read;
            while ((read = await content.ReadAsync(piece, cancel)) > 0)
            {
                own += read;
                if (FileRefusals.WhyNotUnpacked(unpacked + own, file.Length) is { } bomb)
                    return bomb;
            }
            if (own != part.Unpacked)
                return Damaged;
            unpacked += own;
        }
        return null;
    }

    /// <summary>Where the part's bytes begin; null when what lies there is not this part, or packed as nobody unpacks it.</summary>
    private static long? FindContent(Stream file, Part part)
    {
        if (part.Method is not (0 or 8) || part.At + (long)LocalLength + part.Name.Length > file.Length)
            return null;
        var header = new byte[LocalLength + part.Name.Length];
        file.Position = part.At;
        file.ReadExactly(header);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
        var isSame =
            BinaryPrimitives.ReadUInt32LittleEndian(header) == LocalMark
            && nameLength == part.Name.Length
            && header.AsSpan(LocalLength).SequenceEqual(part.Name);
        return isSame
            ? part.At + LocalLength + nameLength + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28))
            : null;
    }

    /// <summary>Only ASCII matters here: steps up, slashes and the names of office parts.</summary>
    private static string NameOf(byte[] name) => Encoding.UTF8.GetString(name);
}

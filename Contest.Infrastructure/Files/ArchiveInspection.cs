using System.Buffers.Binary;
using System.IO.Compression;
using Contest.Core;
using Contest.Core.Registration.Files;

namespace Contest.Infrastructure.Files;

/// <summary>
/// Looks into a ZIP: first at its list alone, with room for no more than a list may need, then by unpacking every part
/// into nothing and counting, because lists lie.
/// </summary>
internal static class ArchiveInspection
{
    private const int EndLength = 22;
    private const int MostComment = 65_535;
    private const int MostList = 4 * 1024 * 1024;
    private const uint EndMark = 0x06054B50;
    private static readonly Refusal Damaged = new("file.archive_damaged");

    /// <summary>The archive's kind, or why it is not taken.</summary>
    public static async Task<Outcome<FileKind>> OfAsync(Stream file, CancellationToken cancel)
    {
        if (WhyNotList(file) is { } refusal)
            return refusal;
        try
        {
            file.Position = 0;
            using ZipArchive archive = new(file, ZipArchiveMode.Read, leaveOpen: true);
            var entries = archive.Entries;
            List<ArchivePart> parts = [.. entries.Select(e => new ArchivePart(e.FullName, e.Length, e.IsEncrypted))];
            if (FileRefusals.WhyNotParts(parts, file.Length) is { } unfit)
                return unfit;
            if (await WhyNotUnpackedAsync(entries, file.Length, cancel) is { } bomb)
                return bomb;
            return Sniffing.OfArchive(parts.Select(p => p.Name));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            return Damaged;
        }
        catch (NotSupportedException)
        {
            return Damaged; // split archives, methods nobody's computer unpacks
        }
    }

    /// <summary>The record at the end says how long the list is; a list for millions of parts is not read at all.</summary>
    private static Refusal? WhyNotList(Stream file)
    {
        var length = (int)long.Min(file.Length, EndLength + MostComment);
        var tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        for (var at = length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndMark)
                continue;
            var end = file.Length - length + at;
            var list = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            // a mark in one of these says that a 64-bit record elsewhere counts: for more than any slot takes
            if (BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10)) > FileRefusals.MostParts)
                return new("file.archive_parts", FileRefusals.MostParts);
            if (BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 4)) != 0)
                return Damaged;
            // The list ends where this record begins, so
            // its place bounds what reading it can cost whatever its count says.
            return list > end ? Damaged
                : end - list > MostList ? new("file.archive_parts", FileRefusals.MostParts)
                : null;
        }
        return Damaged;
    }

    private static async Task<Refusal?> WhyNotUnpackedAsync(
        IEnumerable<ZipArchiveEntry> entries,
        long size,
        CancellationToken cancel
    )
    {
        var piece = new byte[128 * 1024];
        var unpacked = 0L;
        foreach (var entry in entries)
        {
            await using var content = await entry.OpenAsync(cancel);
            int read;
            while ((read = await content.ReadAsync(piece, cancel)) > 0)
            {
                unpacked += read;
                if (FileRefusals.WhyNotUnpacked(unpacked, size) is { } bomb)
                    return bomb;
            }
        }
        return null;
    }
}

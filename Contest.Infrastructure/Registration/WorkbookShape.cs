using System.IO.Compression;
using System.Text;
using Contest.Core;

namespace Contest.Infrastructure.Registration;

/// <summary>What a stranger's file is before anything of it is unpacked, and why it is not read.</summary>
internal static class WorkbookShape
{
    /// <summary>Largest content once unpacked, in bytes: what a small file may not blow up to.</summary>
    public const long MostUnpackedBytes = 200L * 1024 * 1024;

    private const int MostParts = 1_000;

    /// <summary>No table of text packs better than this; parts smaller than <see cref="SmallPart"/> may.</summary>
    private const int MostRatio = 100;

    private const long SmallPart = 8 * 1024 * 1024;
    private const int Beginning = 1024;

    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] EncryptedPackage = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>By its first bytes: empty, locked, of the nineties, a PDF, a web page; null: perhaps a workbook.</summary>
    public static Refusal? WhyNoWorkbook(ReadOnlySpan<byte> file)
    {
        if (file.Length == 0)
            return new("workbook.empty_file");
        if (file.StartsWith(Ole))
            return new(file.IndexOf(EncryptedPackage) >= 0 ? "workbook.locked" : "workbook.old_format");
        if (file[..int.Min(Beginning, file.Length)].IndexOf("%PDF-"u8) >= 0)
            return new("workbook.is_pdf");
        var text = Encoding
            .UTF8.GetString(file[..int.Min(Beginning, file.Length)])
            .TrimStart('\uFEFF', ' ', '\r', '\n');
        return text.StartsWith('<') ? new("workbook.is_web_page")
            : file.StartsWith("PK"u8) ? null
            : new("workbook.unreadable");
    }

    /// <summary>Counts what the parts say they unpack to; no part can be read further than it says.</summary>
    public static Refusal? WhyNotUnpack(ZipArchive parts)
    {
        if (parts.Entries.Any(p => p.IsEncrypted))
            return new("workbook.locked");
        if (parts.Entries.FirstOrDefault(p => IsOutside(p.FullName)) is { } outside)
            return new("workbook.path_names", outside.FullName.Length > 60 ? outside.FullName[..60] : outside.FullName);
        return
            parts.Entries.Count > MostParts
            || parts.Entries.Sum(p => p.Length) > MostUnpackedBytes
            || parts.Entries.Any(p => p.Length > SmallPart && p.Length / long.Max(1, p.CompressedLength) > MostRatio)
            ? new("workbook.unpacks_too_large", MostUnpackedBytes / 1024 / 1024)
            : null;
    }

    /// <summary>Whether a formula of it takes values from another file: they are as old as its last save.</summary>
    public static bool HasExternalLinks(ZipArchive parts) =>
        parts.Entries.Any(p => p.FullName.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase));

    /// <summary>Names that would leave a folder, had we one: absolute, with a drive, or through its parent.</summary>
    private static bool IsOutside(string name) =>
        name.StartsWith('/')
        || name.Contains('\\', StringComparison.Ordinal)
        || name.Contains(':', StringComparison.Ordinal)
        || name.Split('/').Contains("..");
}

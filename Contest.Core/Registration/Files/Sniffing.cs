namespace Contest.Core.Registration.Files;

/// <summary>What the first bytes of a file say it is.</summary>
public enum Content
{
    /// <summary>None of the kinds known here.</summary>
    Unknown = 0,

    /// <summary>No byte at all.</summary>
    Empty = 1,

    /// <summary>PDF.</summary>
    Pdf = 2,

    /// <summary>PNG.</summary>
    Png = 3,

    /// <summary>JPEG.</summary>
    Jpeg = 4,

    /// <summary>WebP.</summary>
    WebP = 5,

    /// <summary>ZIP; which of the kinds built on it, its list of parts says.</summary>
    Archive = 6,

    /// <summary>MPEG-4 video.</summary>
    Mp4 = 7,

    /// <summary>A web page or an SVG drawing: text a browser would run.</summary>
    Markup = 8,

    /// <summary>The container of Office 97–2003 and of office files with a password.</summary>
    Compound = 9,
}

/// <summary>Tells the content from its first bytes (magic numbers of the formats' own specifications).</summary>
public static class Sniffing
{
    /// <summary>How many bytes from the beginning are enough.</summary>
    public const int Needs = 1024;

    /// <summary>What the file is, from its first <see cref="Needs"/> bytes or all of a shorter one.</summary>
    public static Content Of(ReadOnlySpan<byte> start) =>
        start.IsEmpty ? Content.Empty
        : start.StartsWith("%PDF-"u8) ? Content.Pdf
        : start.StartsWith(Png) ? Content.Png
        : start.StartsWith(Jpeg) ? Content.Jpeg
        : start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..12].SequenceEqual("WEBP"u8) ? Content.WebP
        : start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8) ? Content.Archive
        : start.StartsWith(Compound) ? Content.Compound
        : IsMp4(start) ? Content.Mp4
        : IsMarkup(start) ? Content.Markup
        : Content.Unknown;

    /// <summary>The kind of a ZIP by the names of its parts: office files name their types and hold one known folder.</summary>
    public static FileKind OfArchive(IEnumerable<string> names)
    {
        var all = names.ToHashSet(StringComparer.Ordinal);
        return !all.Contains("[Content_Types].xml") ? FileKind.Zip
            : all.Contains("ppt/presentation.xml") ? FileKind.Pptx
            : all.Contains("word/document.xml") ? FileKind.Docx
            : all.Contains("xl/workbook.xml") || all.Contains("xl/workbook.bin") ? FileKind.Xlsx
            : FileKind.Zip;
    }

    /// <summary>The kind where the first bytes settle it; null for archives and for what is never kept.</summary>
    public static FileKind? KindOf(Content content) =>
        content switch
        {
            Content.Pdf => FileKind.Pdf,
            Content.Png => FileKind.Png,
            Content.Jpeg => FileKind.Jpeg,
            Content.WebP => FileKind.WebP,
            Content.Mp4 => FileKind.Mp4,
            _ => null,
        };

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];
    private static ReadOnlySpan<byte> Compound => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>ISO 14496-12: the box at the beginning is <c>ftyp</c>; pictures and sound use the same container.</summary>
    private static bool IsMp4(ReadOnlySpan<byte> start) =>
        start.Length >= 12
        && start[4..8].SequenceEqual("ftyp"u8)
        && (
            start[8..11].SequenceEqual("iso"u8)
            || start[8..11].SequenceEqual("mp4"u8)
            || start[8..11].SequenceEqual("avc"u8)
            || start[8..11].SequenceEqual("M4V"u8)
        );

    /// <summary>Text whose first sign is an opening tag, in ASCII or UTF-16 (every second byte zero).</summary>
    private static bool IsMarkup(ReadOnlySpan<byte> start)
    {
        foreach (var letter in start)
        {
            if (letter is 0 or 0xEF or 0xBB or 0xBF or 0xFE or 0xFF || letter <= (byte)' ')
                continue;
            return letter == (byte)'<';
        }
        return false;
    }
}

namespace Contest.Core.Registration.Files;

/// <summary>What a file is by its content. Its name is never asked.</summary>
public enum FileKind
{
    /// <summary>PDF.</summary>
    Pdf = 1,

    /// <summary>PNG.</summary>
    Png = 2,

    /// <summary>JPEG.</summary>
    Jpeg = 3,

    /// <summary>WebP.</summary>
    WebP = 4,

    /// <summary>PowerPoint 2007 and later (Office Open XML).</summary>
    Pptx = 5,

    /// <summary>Word 2007 and later (Office Open XML).</summary>
    Docx = 6,

    /// <summary>Excel 2007 and later (Office Open XML).</summary>
    Xlsx = 7,

    /// <summary>A ZIP archive that is no office file.</summary>
    Zip = 8,

    /// <summary>MPEG-4 video.</summary>
    Mp4 = 9,
}

/// <summary>The content of a kind on the wire and its usual ending.</summary>
public static class FileKinds
{
    /// <summary>The media type it is served with.</summary>
    public static string MediaType(FileKind kind) =>
        kind switch
        {
            FileKind.Pdf => "application/pdf",
            FileKind.Png => "image/png",
            FileKind.Jpeg => "image/jpeg",
            FileKind.WebP => "image/webp",
            FileKind.Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            FileKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            FileKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind.Zip => "application/zip",
            FileKind.Mp4 => "video/mp4",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>The name people know it by: PDF, PPTX … the same in every language.</summary>
    public static string Name(FileKind kind) =>
        kind switch
        {
            FileKind.Jpeg => "JPG",
            FileKind.WebP => "WebP",
            _ => kind.ToString().ToUpperInvariant(),
        };

    /// <summary>The names of several, for a sentence.</summary>
    public static string Names(IEnumerable<FileKind> kinds) => string.Join(", ", kinds.Select(Name));

    /// <summary>A picture a browser shows by itself.</summary>
    public static bool IsImage(FileKind kind) => kind is FileKind.Png or FileKind.Jpeg or FileKind.WebP;

    /// <summary>Built on ZIP: looked into before it is kept.</summary>
    public static bool IsArchive(FileKind kind) =>
        kind is FileKind.Pptx or FileKind.Docx or FileKind.Xlsx or FileKind.Zip;
}

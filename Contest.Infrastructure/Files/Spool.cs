using Contest.Core;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Files;

/// <summary>
/// Room on this machine's disk in which one file is put together and looked into. Its name is taken away at once, so
/// that the system frees it however the product ends.
/// </summary>
public sealed class Spool(IOptions<FileSettings> settings)
{
    private const int Piece = 128 * 1024;

    /// <summary>An empty file without a name.</summary>
    public Outcome<FileStream> Open()
    {
        var folder = settings.Value.Spool ?? Path.GetTempPath();
        FileStream? file = null;
        var refusal = Disk.WhyNot(() =>
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, $"spool-{Guid.NewGuid():N}");
            file = Disk.Create(path);
            File.Delete(path);
        });
        return refusal is not null ? refusal : file!;
    }

    /// <summary>Adds a content to the file's end.</summary>
    public static async Task<Refusal?> AddAsync(FileStream file, Stream content, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        var piece = new byte[Piece];
        int read;
        while ((read = await content.ReadAsync(piece, cancel)) > 0)
            if (Disk.WhyNot(() => file.Write(piece, 0, read)) is { } full)
                return full;
        return null;
    }
}

using Contest.Core;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Files;

/// <summary>
/// A folder of this machine. A content is written under a temporary name, flushed to the disk, renamed, and the folder
/// flushed too: a crash leaves all of it or nothing.
/// </summary>
public sealed class LocalFileStore : IFileStore
{
    private const int Piece = 128 * 1024;
    private const long Megabyte = 1024 * 1024;
    private readonly string _root;
    private readonly long _keepFree;

    /// <summary>Makes the folder once. One that goes away later (a mount) is away; nothing is written in its place.</summary>
    public LocalFileStore(IOptions<FileSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _root = Path.GetFullPath(
            settings.Value.Folder ?? throw new InvalidOperationException("Set Files__Folder: where contents lie.")
        );
        _keepFree = settings.Value.KeepFreeMegabytes * Megabyte;
        foreach (var name in (string[])["new", "chunks", "files", "pages"])
            Directory.CreateDirectory(Path.Combine(_root, name));
    }

    public async Task<Outcome<long>> WriteAsync(string key, Stream content, long most, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = PathOf(key);
        if (IsAway is { } away)
            return away;
        var temporary = Path.Combine(_root, "new", $"{Guid.NewGuid():N}");
        try
        {
            var (written, refusal) = await CopyAsync(content, temporary, most, cancel);
            if (refusal is not null)
                return refusal;
            return Disk.WhyNot(() => Disk.Move(temporary, path)) is { } stuck ? stuck : written;
        }
        finally
        {
            Disk.TryDelete(temporary);
        }
    }

    public Task<Outcome<Stream>> OpenAsync(string key, long from, long? length, CancellationToken cancel)
    {
        Outcome<Stream> outcome;
        try
        {
            FileStream file = new(
                PathOf(key),
                new FileStreamOptions { Options = FileOptions.Asynchronous, BufferSize = Piece }
            );
            file.Seek(from, SeekOrigin.Begin);
            outcome = length is { } most ? new LimitedStream(file, most) : (Outcome<Stream>)(Stream)file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            outcome = IsAway ?? new Refusal("file.unknown");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            outcome = new Refusal("file.store_away");
        }
        return Task.FromResult(outcome);
    }

    public Task<Refusal?> DeleteAsync(string key, CancellationToken cancel)
    {
        var path = PathOf(key);
        var refusal = Disk.WhyNot(() =>
        {
            if (File.Exists(path))
                File.Delete(path);
        });
        return Task.FromResult(IsAway ?? refusal);
    }

    public Task<Refusal?> DeleteAllAsync(string folder, CancellationToken cancel)
    {
        var path = PathOf(folder);
        var refusal = Disk.WhyNot(() =>
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        });
        return Task.FromResult(IsAway ?? refusal);
    }

    public Task<Refusal?> EachAsync(string folder, Action<StoredContent> found, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(found);
        DirectoryInfo under = new(PathOf(folder));
        var refusal = Disk.WhyNot(() =>
        {
            foreach (var file in under.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true }))
            {
                cancel.ThrowIfCancellationRequested();
                if (!file.Exists)
                    continue; // went away meanwhile
                var key = Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
                found(new(key, file.Length, file.LastWriteTimeUtc));
            }
        });
        return Task.FromResult(IsAway ?? refusal);
    }

    public Task<Refusal?> WhyNotAsync(long bytes, CancellationToken cancel)
    {
        Refusal? full = null;
        var away = Disk.WhyNot(() =>
            full = new DriveInfo(_root).AvailableFreeSpace - _keepFree < bytes ? new("file.disk_full") : null
        );
        return Task.FromResult(IsAway ?? away ?? full);
    }

    private Refusal? IsAway => Directory.Exists(Path.Combine(_root, "new")) ? null : new("file.store_away");

    private static async Task<(long Written, Refusal? Refusal)> CopyAsync(
        Stream content,
        string path,
        long most,
        CancellationToken cancel
    )
    {
        FileStream? file = null;
        if (Disk.WhyNot(() => file = Disk.Create(path)) is { } stuck)
            return (0, stuck);
        await using (file)
        {
            var piece = new byte[Piece];
            long written = 0;
            int read;
            // a sender that breaks off is not the disk's fault: reading stays outside
            while ((read = await content.ReadAsync(piece, cancel)) > 0)
            {
                written += read;
                if (written > most)
                    return (0, new("file.more_than_declared"));
                if (Disk.WhyNot(() => file!.Write(piece, 0, read)) is { } full)
                    return (0, full);
            }
            return (written, Disk.WhyNot(() => file!.Flush(flushToDisk: true)));
        }
    }

    private string PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(_root, key));
        return path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"The key {key} leaves the store.", nameof(key));
    }
}

using Contest.Core;

namespace Contest.Infrastructure.Files;

/// <summary>
/// Where contents lie: a folder of this machine or an S3-compatible store. Keys are ours, never an entrant's. A store
/// that is full or away is an answer (<c>file.disk_full</c>, <c>file.store_away</c>); whatever goes wrong while the
/// content is read from its sender is the sender's exception.
/// </summary>
public interface IFileStore
{
    /// <summary>
    /// Writes a content under a key, over what lies there. When it returns, the content outlives a power cut; when it
    /// refuses or throws, nothing lies under the key that was not there before.
    /// </summary>
    /// <param name="most">Most bytes; one more, and <c>file.more_than_declared</c> is the answer.</param>
    /// <returns>The bytes written.</returns>
    Task<Outcome<long>> WriteAsync(string key, Stream content, long most, CancellationToken cancel);

    /// <summary>The content from a byte on; <c>file.unknown</c> when there is none.</summary>
    /// <param name="length">So many bytes, or all.</param>
    Task<Outcome<Stream>> OpenAsync(string key, long from, long? length, CancellationToken cancel);

    /// <summary>Takes a content away; one that is not there is no error.</summary>
    Task<Refusal?> DeleteAsync(string key, CancellationToken cancel);

    /// <summary>Takes away everything under a folder of keys, such as all chunks of an upload.</summary>
    Task<Refusal?> DeleteAllAsync(string folder, CancellationToken cancel);

    /// <summary>Names every content under a folder of keys; what comes or goes meanwhile may be named or not.</summary>
    Task<Refusal?> EachAsync(string folder, Action<StoredContent> found, CancellationToken cancel);

    /// <summary>Why so many more bytes cannot be kept now, as far as one can know; null when they can.</summary>
    Task<Refusal?> WhyNotAsync(long bytes, CancellationToken cancel);
}

/// <summary>One content that lies in the store.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="WrittenAt">When, by the store's clock.</param>
public sealed record StoredContent(string Key, long Bytes, DateTimeOffset WrittenAt);

/// <summary>The keys of the store.</summary>
public static class FileKeys
{
    /// <summary>The folder of finished files.</summary>
    public const string FilesFolder = "files";

    /// <summary>The folder of the chunks of uploads.</summary>
    public const string ChunksFolder = "chunks";

    /// <summary>All folders there are.</summary>
    public static IReadOnlyList<string> Folders { get; } = [FilesFolder, ChunksFolder, "pages"];

    /// <summary>The file or upload a key is of; null for a key that is not ours.</summary>
    public static Guid? IdIn(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split('/') is [_, var id, ..] && Guid.TryParseExact(id, "N", out var of) ? of : null;
    }

    /// <summary>A finished file.</summary>
    public static string Of(Guid file) => $"files/{file:N}";

    /// <summary>A chunk of an upload; two senders of the same chunk never write to the same place.</summary>
    public static string Chunk(Guid upload, long offset, Guid attempt) => $"chunks/{upload:N}/{offset:D14}-{attempt:N}";

    /// <summary>All chunks of an upload.</summary>
    public static string Chunks(Guid upload) => $"chunks/{upload:N}";

    /// <summary>All pages of a PDF.</summary>
    public static string Pages(Guid file) => $"pages/{file:N}";

    /// <summary>A page of a PDF as a picture.</summary>
    public static string Page(Guid file, int page) => $"pages/{file:N}/{page}";
}

/// <summary>What the acts ask of any store.</summary>
internal static class FileStoreWords
{
    /// <summary>Takes away all there is of a file or upload. What a store that is away keeps is only garbage.</summary>
    public static async Task ForgetAsync(this IFileStore store, Guid id, CancellationToken cancel)
    {
        await store.DeleteAsync(FileKeys.Of(id), cancel);
        await store.DeleteAllAsync(FileKeys.Chunks(id), cancel);
        await store.DeleteAllAsync(FileKeys.Pages(id), cancel);
    }
}

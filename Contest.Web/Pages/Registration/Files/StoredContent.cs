using Contest.Core;
using Contest.Infrastructure.Files;

namespace Contest.Web.Pages.Registration.Files;

/// <summary>A file of the store as a stream one can seek in, so that ranges can be served from any store.</summary>
public sealed class StoredContent : Stream
{
    private readonly IFileStore _store;
    private readonly string _key;
    private readonly long _length;
    private Stream? _open;
    private long _openAt;

    private StoredContent(IFileStore store, string key, long length, Stream open) =>
        (_store, _key, _length, _open) = (store, key, length, open);

    /// <summary>Opens it at its beginning, or says why the store does not give it.</summary>
    public static async Task<Outcome<StoredContent>> OpenAsync(
        IFileStore store,
        string key,
        long length,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        var opened = await store.OpenAsync(key, 0, null, cancel);
        return opened.Refusal is { } away ? away : new StoredContent(store, key, length, opened.Value!);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => _length;
    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= _length)
            return 0;
        if (_open is null || _openAt != Position)
            await OpenAtAsync(Position, cancellationToken);
        var read = await _open!.ReadAsync(buffer, cancellationToken);
        Position += read;
        _openAt = Position;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => _length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _open?.Dispose();
        base.Dispose(disposing);
    }

    private async Task OpenAtAsync(long position, CancellationToken cancel)
    {
        if (_open is not null)
            await _open.DisposeAsync();
        _open = null;
        var opened = await _store.OpenAsync(_key, position, null, cancel);
        _open = opened.Value ?? throw new IOException(opened.Refusal!.Code);
        _openAt = position;
    }
}

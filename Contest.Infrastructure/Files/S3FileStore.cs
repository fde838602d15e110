using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Contest.Core;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Files;

/// <summary>A bucket of an S3-compatible store. Contents beyond one part are sent in parts, with memory for one.</summary>
public sealed class S3FileStore : IFileStore, IDisposable
{
    private const int Part = 8 * 1024 * 1024;
    private readonly AmazonS3Client _s3;
    private readonly string _bucket;

    public S3FileStore(IOptions<FileSettings> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var s3 = settings.Value.S3;
        _bucket = s3.Bucket!;
        _s3 = new(
            new BasicAWSCredentials(s3.AccessKey, s3.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = s3.Endpoint,
                ForcePathStyle = s3.PathStyle,
                AuthenticationRegion = s3.Region,
                Timeout = TimeSpan.FromSeconds(30),
                MaxErrorRetry = 2,
                // stores other than Amazon's know no trailing checksums
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }
        );
    }

    public void Dispose() => _s3.Dispose();

    public async Task<Outcome<long>> WriteAsync(string key, Stream content, long most, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        var buffer = new byte[most < Part ? most + 1 : Part];
        var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        if (read > most)
            return new Refusal("file.more_than_declared");
        if (read < buffer.Length)
            return await AskAsync<long>(async () => await PutAsync(key, buffer, read, cancel));
        var begun = await AskAsync<string>(async () =>
            (await _s3.InitiateMultipartUploadAsync(_bucket, key, cancel)).UploadId
        );
        return begun.Refusal is { } away
            ? away
            : await SendPartsAsync(key, begun.Value!, content, buffer, read, most, cancel);
    }

    public Task<Outcome<Stream>> OpenAsync(string key, long from, long? length, CancellationToken cancel) =>
        AskAsync<Stream>(async () =>
        {
            GetObjectRequest request = new() { BucketName = _bucket, Key = key };
            if (from > 0 || length is not null)
                request.ByteRange = new(from, length is { } most ? from + most - 1 : long.MaxValue);
            return (await _s3.GetObjectAsync(request, cancel)).ResponseStream;
        });

    public async Task<Refusal?> DeleteAsync(string key, CancellationToken cancel) =>
        (await AskAsync<DeleteObjectResponse>(async () => await _s3.DeleteObjectAsync(_bucket, key, cancel))).Refusal;

    public Task<Refusal?> DeleteAllAsync(string folder, CancellationToken cancel) =>
        ListAsync(folder, found => DeleteAsync(found.Key, cancel), cancel);

    public Task<Refusal?> EachAsync(string folder, Action<StoredContent> found, CancellationToken cancel) =>
        ListAsync(
            folder,
            lies =>
            {
                if (lies.LastModified is { } at)
                    found(new(lies.Key, lies.Size ?? 0, at.ToUniversalTime()));
                return Task.FromResult<Refusal?>(null);
            },
            cancel
        );

    private async Task<Refusal?> ListAsync(
        string folder,
        Func<S3Object, Task<Refusal?>> found,
        CancellationToken cancel
    )
    {
        ListObjectsV2Request request = new() { BucketName = _bucket, Prefix = folder + "/" };
        while (true)
        {
            var listed = await AskAsync<ListObjectsV2Response>(async () =>
                await _s3.ListObjectsV2Async(request, cancel)
            );
            if (listed.Refusal is { } away)
                return away;
            foreach (var one in listed.Value!.S3Objects ?? [])
                if (await found(one) is { } stuck)
                    return stuck;
            if (listed.Value.IsTruncated is not true)
                return null;
            request.ContinuationToken = listed.Value.NextContinuationToken;
        }
    }

    public async Task<Refusal?> WhyNotAsync(long bytes, CancellationToken cancel) =>
        (
            await AskAsync<ListObjectsV2Response>(async () =>
                await _s3.ListObjectsV2Async(new() { BucketName = _bucket, MaxKeys = 1 }, cancel)
            )
        ).Refusal;

    private async Task<long> PutAsync(string key, byte[] buffer, int count, CancellationToken cancel)
    {
        using MemoryStream content = new(buffer, 0, count, writable: false);
        PutObjectRequest request = new()
        {
            BucketName = _bucket,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        await _s3.PutObjectAsync(request, cancel);
        return count;
    }

    private async Task<Outcome<long>> SendPartsAsync(
        string key,
        string upload,
        Stream content,
        byte[] buffer,
        int read,
        long most,
        CancellationToken cancel
    )
    {
        List<PartETag> parts = [];
        var written = 0L;
        var isKept = false;
        try
        {
            for (; read > 0; read = await content.ReadAtLeastAsync(buffer, buffer.Length, false, cancel))
            {
                written += read;
                if (written > most)
                    return new Refusal("file.more_than_declared");
                var count = read;
                var sent = await AskAsync<PartETag>(() =>
                    SendPartAsync(key, upload, parts.Count + 1, buffer, count, cancel)
                );
                if (sent.Refusal is { } away)
                    return away;
                parts.Add(sent.Value!);
            }
            CompleteMultipartUploadRequest end = new()
            {
                BucketName = _bucket,
                Key = key,
                UploadId = upload,
                PartETags = parts,
            };
            var ended = await AskAsync<CompleteMultipartUploadResponse>(async () =>
                await _s3.CompleteMultipartUploadAsync(end, cancel)
            );
            isKept = ended.Refusal is null;
            return isKept ? written : ended.Refusal!;
        }
        finally
        {
            if (!isKept)
                await AskAsync<object>(async () =>
                    await _s3.AbortMultipartUploadAsync(_bucket, key, upload, CancellationToken.None)
                );
        }
    }

    private async Task<PartETag> SendPartAsync(
        string key,
        string upload,
        int number,
        byte[] buffer,
        int count,
        CancellationToken cancel
    )
    {
        using MemoryStream content = new(buffer, 0, count, writable: false);
        UploadPartRequest request = new()
        {
            BucketName = _bucket,
            Key = key,
            UploadId = upload,
            PartNumber = number,
            PartSize = count,
            InputStream = content,
            UseChunkEncoding = false,
        };
        return new(number, (await _s3.UploadPartAsync(request, cancel)).ETag);
    }

    /// <summary>Asks the store; full, missing and away are answers, as is a store that does not know our keys.</summary>
    private static async Task<Outcome<T>> AskAsync<T>(Func<Task<T>> ask)
        where T : notnull
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode == "NoSuchKey")
        {
            return new Refusal("file.unknown");
        }
        catch (AmazonServiceException e)
            when (e.StatusCode == HttpStatusCode.InsufficientStorage
                || e.ErrorCode is "QuotaExceeded" or "XMinioStorageFull" or "InsufficientStorage"
            )
        {
            return new Refusal("file.disk_full");
        }
        catch (Exception e)
            when (e
                    is AmazonClientException
                        or AmazonServiceException
                        or HttpRequestException
                        or IOException
                        or TimeoutException
            )
        {
            return new Refusal("file.store_away");
        }
    }
}

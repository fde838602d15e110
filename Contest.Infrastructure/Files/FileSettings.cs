using System.ComponentModel.DataAnnotations;

namespace Contest.Infrastructure.Files;

/// <summary>
/// The section <c>Files</c>. Without any setting contents lie in the folder <c>files</c> of <c>Contest:Data</c> and no
/// scanner looks at them. With <c>S3:Bucket</c> they lie in that bucket.
/// </summary>
public sealed class FileSettings : IValidatableObject
{
    /// <summary>The folder of the local store.</summary>
    public string? Folder { get; set; }

    /// <summary>Where a file is put together while it is looked into; gone after every crash.</summary>
    public string? Spool { get; set; }

    /// <summary>Megabytes of the local disk that uploads leave free for the database and the log.</summary>
    [Range(0, 1_000_000)]
    public int KeepFreeMegabytes { get; set; } = 256;

    /// <summary>clamd's socket (<c>/run/clamav/clamd.ctl</c>) or <c>host:port</c>; null: no scanner.</summary>
    public string? Clamd { get; set; }

    /// <summary>The S3-compatible store.</summary>
    public S3Settings S3 { get; set; } = new();

    /// <summary>S3 without its address or keys cannot work: said at start, not at the first upload.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (S3.Bucket is null)
            yield break;
        if (!Uri.TryCreate(S3.Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            yield return new("Set Files__S3__Endpoint to the store's address, e.g. https://s3.example.gov.cn.");
        if (string.IsNullOrEmpty(S3.AccessKey) || string.IsNullOrEmpty(S3.SecretKey))
            yield return new("Set Files__S3__AccessKey and Files__S3__SecretKey.");
    }
}

/// <summary>The section <c>Files:S3</c>.</summary>
public sealed class S3Settings
{
    public string? Bucket { get; set; }
    public string? Endpoint { get; set; }
    public string Region { get; set; } = "us-east-1";
    public string? AccessKey { get; set; }
    public string? SecretKey { get; set; }

    /// <summary>The bucket in the path instead of the host: what most stores of one's own want.</summary>
    public bool PathStyle { get; set; } = true;
}

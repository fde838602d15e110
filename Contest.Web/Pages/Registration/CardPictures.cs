using System.Security.Cryptography;
using System.Text;
using Contest.Core;
using Contest.Infrastructure.Printing;
using Microsoft.Extensions.Caching.Memory;

namespace Contest.Web.Pages.Registration;

/// <summary>
/// Projects' cards as PNG: drawn one at a time when first asked for and kept in memory by what they show, so that a
/// changed title or a consent taken back is another card at once.
/// </summary>
public sealed class CardPictures(PdfPrinter printer) : IDisposable
{
    /// <summary>The card and the hash of its bytes.</summary>
    public sealed record Picture(byte[] Png, string Hash);

    private const long MostBytes = 48 * 1024 * 1024;
    private static readonly TimeSpan MostWait = TimeSpan.FromSeconds(8);
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The card; <c>printing.busy</c> when others have been drawn for too long, <c>printing.no_browser</c> for ever.</summary>
    public async Task<Outcome<Picture>> OfAsync(string html, CancellationToken cancel)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(html)));
        if (_kept.TryGetValue(key, out Picture? kept))
            return kept!;
        if (!await _one.WaitAsync(MostWait, cancel))
            return new Refusal("printing.busy");
        try
        {
            // whoever waited may have waited for this very card
            return _kept.TryGetValue(key, out kept) ? kept! : await DrawAsync(key, html, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _one.Dispose();
    }

    private async Task<Outcome<Picture>> DrawAsync(string key, string html, CancellationToken cancel)
    {
        var drawn = await printer.DrawAsync(html, SocialCard.Width, SocialCard.Height, cancel);
        if (drawn.Refusal is { } refusal)
            return refusal;
        Picture picture = new(drawn.Value!, Convert.ToHexStringLower(SHA256.HashData(drawn.Value!)));
        return _kept.Set(key, picture, new MemoryCacheEntryOptions { Size = picture.Png.Length });
    }
}

using System.Security.Cryptography;
using System.Text;
using Contest.Infrastructure.Printing;
using Contest.Web.Operations;

namespace Contest.Web.Look;

/// <summary>The rosette as a file: named by its content, so that a browser asks for it once and never again.</summary>
public static class RosetteApi
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(Guilloche.RosettePicture);
    private static readonly byte[] Packed = Brotli.Pack(Plain, Brotli.Smallest);

    /// <summary>Where it lies.</summary>
    public static string Address { get; } =
        $"/img/rosette.{Convert.ToHexStringLower(SHA256.HashData(Plain).AsSpan(0, 5))}.svg";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, SendAsync);

    private static Task SendAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        http.Response.ContentType = "image/svg+xml";
        return Brotli.SendAsync(http, Packed);
    }
}

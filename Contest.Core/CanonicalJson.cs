using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Contest.Core;

/// <summary>
/// The one way published records become text and a hash: compact JSON in the order of the declarations, camel case,
/// UTF-8, nothing escaped that need not be; decimals keep their trailing zeros.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The canonical text.</summary>
    public static string Write<T>(T record) => JsonSerializer.Serialize(record, Options);

    /// <summary>Reads a record back.</summary>
    /// <exception cref="JsonException">The text is no such record.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("Nothing is written here.");

    /// <summary>SHA-256 of the canonical text, lower-case hex.</summary>
    public static string Hash<T>(T record) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(record, Options)));
}

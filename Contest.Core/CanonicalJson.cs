using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contest.Core;

/// <summary>
/// One text for one value, so that a hash means something: RFC 8785's rules for the part of JSON we use. Keys sorted by
/// UTF-16 code unit, no spaces, numbers as the shortest exact decimal, members that are null left out, enums by name,
/// Chinese as it is. Described in <c>docs/formats/canonical-json.md</c>.
/// </summary>
public static class CanonicalJson
{
    /// <summary>How records of Core are read and written.</summary>
    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };

    /// <summary>The canonical text of a value.</summary>
    public static string Write<T>(T value)
    {
        using var document = JsonSerializer.SerializeToDocument(value, Options);
        StringBuilder text = new();
        Write(text, document.RootElement);
        return text.ToString();
    }

    /// <summary>The value of a text.</summary>
    /// <exception cref="JsonException">The text is not JSON of this type, or has members the type does not know.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The text is null.");

    /// <summary>Lower-case hex SHA-256 of a canonical text's UTF-8 bytes.</summary>
    public static string HashText(string canonical) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    /// <summary>Lower-case hex SHA-256 of a value's canonical text.</summary>
    public static string Hash<T>(T value) => HashText(Write(value));

    private static void Write(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal);
                Write(text, '{', members, '}', member => WriteMember(text, member));
                break;
            case JsonValueKind.Array:
                Write(text, '[', element.EnumerateArray(), ']', item => Write(text, item));
                break;
            case JsonValueKind.String:
                WriteString(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(element));
                break;
            default:
                text.Append(element.GetRawText()); // true, false, null
                break;
        }
    }

    private static void Write<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            write(item);
        }
        text.Append(close);
    }

    private static void WriteMember(StringBuilder text, JsonProperty member)
    {
        WriteString(text, member.Name);
        text.Append(':');
        Write(text, member.Value);
    }

    /// <summary>
    /// RFC 8785, 3.2.2.2: only what JSON must escape. .NET's own encoders escape more (U+3000, rare characters), by the
    /// Unicode tables of the runtime; nobody outside could write the same bytes.
    /// </summary>
    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        text.Append('"');
    }

    /// <summary>No trailing zeros, no exponent: 20.0 is 20.</summary>
    private static string Number(JsonElement element) =>
        element.GetDecimal().ToString("0.############################", CultureInfo.InvariantCulture);
}

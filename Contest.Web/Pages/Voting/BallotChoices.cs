using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// The choices of a ballot as JSON: at most <see cref="Most"/> small numbers. Read into an array at once; the serializer's own way to
/// one makes a list, and a stack for whatever the list might hold, three quarters of what reading a ballot takes of memory.
/// </summary>
internal sealed class BallotChoices : JsonConverter<short[]>
{
    /// <summary>More than any rulebook admits; a longer list is no ballot.</summary>
    public const int Most = 20;

    /// <exception cref="JsonException">Not a list of numbers of 16 bits, or too long.</exception>
    public override short[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        Span<short> choices = stackalloc short[Most];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            choices[count < Most ? count++ : throw new JsonException()] = Number(ref reader);
        return choices[..count].ToArray();
    }

    public override void Write(Utf8JsonWriter writer, short[] value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartArray();
        foreach (var choice in value)
            writer.WriteNumberValue(choice);
        writer.WriteEndArray();
    }

    private static short Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt16(out var number)
            ? number
            : throw new JsonException();
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contest.Core.Scoring;

/// <summary>A fraction in JSON is the text <c>"456/5"</c>: JSON's own numbers lose digits in many readers.</summary>
public sealed class FractionJson : JsonConverter<Fraction>
{
    /// <inheritdoc/>
    public override Fraction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Fraction.Parse(reader.GetString() ?? "");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Fraction value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

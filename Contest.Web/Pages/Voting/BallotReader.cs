using System.Buffers;
using System.Text.Json;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// Reads a ballot's JSON by hand (PERFORMANCE.md 1): four properties, at most twenty choices, whatever else is there is
/// passed over. A third of the price of the serializer, for every phone of the day.
/// </summary>
public static class BallotReader
{
    /// <summary>More choices than any rulebook allows; a longer list is no ballot.</summary>
    private const int MostChoices = 20;

    /// <summary>The ballot; null when the text is none: malformed, of other types, without an id, or followed by more.</summary>
    public static BallotApi.Paper? Read(ReadOnlySequence<byte> body)
    {
        Utf8JsonReader json = new(body);
        try
        {
            var paper = Read(ref json);
            return json.Read() ? null : paper; // nothing may follow it
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static BallotApi.Paper? Read(ref Utf8JsonReader json)
    {
        Guid id = default;
        short[]? choices = null;
        string? work = null;
        long? answer = null;
        var isGood = json.Read() && json.TokenType == JsonTokenType.StartObject;
        while (isGood && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            if (json.ValueTextEquals("id"u8))
                isGood = json.Read() && json.TokenType == JsonTokenType.String && json.TryGetGuid(out id);
            else if (json.ValueTextEquals("choices"u8))
                isGood = (choices = Choices(ref json)) is not null;
            else if (json.ValueTextEquals("work"u8))
                isGood = json.Read() && IsText(ref json, out work);
            else if (json.ValueTextEquals("answer"u8))
                isGood = json.Read() && IsNumber(ref json, out answer);
            else
                json.Skip();
        return isGood && id != Guid.Empty && choices is not null ? new(id, choices, work, answer) : null;
    }

    /// <summary>Null: no list of small numbers.</summary>
    private static short[]? Choices(ref Utf8JsonReader json)
    {
        Span<short> some = stackalloc short[MostChoices];
        var count = 0;
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
            return null;
        while (json.Read() && json.TokenType == JsonTokenType.Number)
            if (count == MostChoices || !json.TryGetInt16(out some[count++]))
                return null;
        return json.TokenType == JsonTokenType.EndArray ? some[..count].ToArray() : null;
    }

    private static bool IsText(ref Utf8JsonReader json, out string? text)
    {
        text = json.TokenType == JsonTokenType.String ? json.GetString() : null;
        return text is not null || json.TokenType == JsonTokenType.Null;
    }

    private static bool IsNumber(ref Utf8JsonReader json, out long? number)
    {
        number = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var whole) ? whole : null;
        return number is not null || json.TokenType == JsonTokenType.Null;
    }
}

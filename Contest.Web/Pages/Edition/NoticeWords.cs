using System.Text.Json;
using Contest.Core.Competitions;

namespace Contest.Web.Pages.Edition;

/// <summary>Turns a notice's facts into sentences of the reader's language; the facts themselves never change.</summary>
public static class NoticeWords
{
    public static string Title(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        using var facts = JsonDocument.Parse(notice.Facts);
        return notice.Kind switch
        {
            "rulebook" => Say(Texts.Edition.NoticeRulebook, Text(facts, "change")),
            "advancement" => Say(Texts.Edition.NoticeAdvancement, Count(facts, "entries")),
            "draw" => Say(Texts.Edition.NoticeDraw, Count(facts, "labels")),
            "result" => Say(Texts.Edition.NoticeResult, Text(facts, "publication")),
            _ => Say(Texts.Edition.NoticeOther, notice.Number),
        };
    }

    /// <summary>What a notice of this kind says; null for a kind this version does not know.</summary>
    public static string? Sentence(string kind, string days) =>
        kind switch
        {
            "rulebook" => Texts.Edition.NoticeRulebookText,
            "advancement" => Say(Texts.Edition.NoticeAdvancementText, days),
            "draw" => Texts.Edition.NoticeDrawText,
            "result" => Say(Texts.Edition.NoticeResultText, days),
            _ => null,
        };

    /// <summary>The entry codes a notice names: of an advancement list or of a draw.</summary>
    public static IReadOnlyList<string> Codes(JsonDocument facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.RootElement.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Array)
            return [.. entries.EnumerateArray().Select(e => e.GetProperty("label").GetString()!)];
        return facts.RootElement.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Array
            ? [.. labels.EnumerateArray().Select(l => l.GetString()!)]
            : [];
    }

    /// <summary>A member of the facts as text; empty where there is none.</summary>
    public static string Text(JsonDocument facts, string name)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
    }

    private static int Count(JsonDocument facts, string name) =>
        facts.RootElement.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.GetArrayLength()
            : 0;

    private static string Say(string text, object value) =>
        string.Format(System.Globalization.CultureInfo.CurrentCulture, text, value);
}

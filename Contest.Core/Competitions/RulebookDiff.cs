using System.Globalization;
using System.Text.Json;

namespace Contest.Core.Competitions;

/// <summary>One thing that differs between two rulebooks, for a change notice.</summary>
/// <param name="Path">Where, in the canonical text's own names, e.g. <c>windows.voting.closesAt</c>.</param>
/// <param name="LabelCodes">The codes of the words that lead there, outermost first; a name that is data stands as it is.</param>
/// <param name="Before">What it was, as text; null where there was nothing.</param>
/// <param name="After">What it is, as text; null where there is nothing any more.</param>
public sealed record RulebookChange(string Path, IReadOnlyList<string> LabelCodes, string? Before, string? After)
{
    /// <summary>The way there in words of the current culture, e.g. 时间安排 › 网络投票 › 结束时间.</summary>
    public string Label => string.Join(" › ", LabelCodes.Select(code => Words.Say(code)));
}

/// <summary>
/// What changed between two rulebooks: compares the canonical texts leaf by leaf, so that nothing that changes the hash
/// is left out. Windows, groups, criteria, cuts and awards are matched by what identifies them, other lists by place.
/// </summary>
public static class RulebookDiff
{
    /// <summary>Every difference in the order of the first rulebook, additions behind; empty exactly when the hashes agree.</summary>
    public static IReadOnlyList<RulebookChange> Between(Rulebook before, Rulebook after)
    {
        var old = Leaves(before);
        var now = Leaves(after);
        var known = old.Select(l => l.Path).ToHashSet();
        var then = old.ToDictionary(l => l.Path, l => l.Text);
        var today = now.ToDictionary(l => l.Path, l => l.Text);
        return
        [
            .. old.Concat(now.Where(l => !known.Contains(l.Path)))
                .Where(l => then.GetValueOrDefault(l.Path) != today.GetValueOrDefault(l.Path))
                .Select(l => new RulebookChange(
                    l.Path,
                    RulebookLabels.Of(l.Path),
                    then.GetValueOrDefault(l.Path),
                    today.GetValueOrDefault(l.Path)
                )),
        ];
    }

    private static List<(string Path, string Text)> Leaves(Rulebook rulebook)
    {
        using var document = JsonDocument.Parse(CanonicalJson.Write(rulebook));
        return [.. Leaves("", document.RootElement)];
    }

    private static IEnumerable<(string Path, string Text)> Leaves(string path, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Leaves(Join(path, m.Name), m.Value)),
            JsonValueKind.Array => Items(path, element),
            JsonValueKind.String => [(path, element.GetString()!)],
            _ => [(path, element.GetRawText())],
        };

    /// <summary>The order of a list matters for its hash, so it is a leaf of its own where members have names.</summary>
    private static IEnumerable<(string Path, string Text)> Items(string path, JsonElement list)
    {
        var items = list.EnumerateArray().ToList();
        var keys = items.Select(Key).ToList();
        if (items.Count == 0 || keys.Exists(k => k is null || k.Contains('.')) || keys.Distinct().Count() != keys.Count)
            return
            [
                (Join(path, "count"), items.Count.ToString(CultureInfo.InvariantCulture)),
                .. items.SelectMany((item, n) => Leaves(Join(path, $"{n + 1}"), item)),
            ];
        return
        [
            (Join(path, "order"), string.Join(", ", keys)),
            .. items.SelectMany((item, n) => Leaves(Join(path, keys[n]!), item)),
        ];
    }

    private static string? Key(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in (string[])["stage", "code", "group"])
            if (item.TryGetProperty(name, out var key) && key.ValueKind == JsonValueKind.String)
                return key.GetString();
        return null;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}

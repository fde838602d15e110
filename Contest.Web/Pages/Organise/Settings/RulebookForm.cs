using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Organise.Settings;

/// <summary>
/// The rulebook as a form and back: its own types are walked, so that nothing the hash covers is out of an organizer's
/// reach and no field is forgotten when the rulebook grows.
/// </summary>
public sealed class RulebookForm
{
    private const string CountName = "count";
    private static readonly NullabilityInfoContext Nullability = new();
    private readonly Dictionary<string, string> _values;
    private readonly Dictionary<string, string> _problems = [];

    private RulebookForm(Dictionary<string, string> values) => _values = values;

    /// <summary>What could not be read, by path.</summary>
    public IReadOnlyDictionary<string, string> Problems => _problems;

    public static RulebookForm Of(Rulebook rulebook)
    {
        Dictionary<string, string> values = [];
        Flatten("", rulebook, values);
        return new(values);
    }

    public static RulebookForm Of(IFormCollection form) =>
        new(form.ToDictionary(f => f.Key, f => f.Value.ToString().Trim(), StringComparer.Ordinal));

    /// <summary>The rulebook that was entered; null when a value could not be read.</summary>
    public Rulebook? Read()
    {
        _problems.Clear();
        var node = ReadObject("", typeof(Rulebook));
        return _problems.Count > 0 ? null : node.Deserialize<Rulebook>(CanonicalJson.Options);
    }

    /// <summary>The parts of the form, outermost first.</summary>
    public IReadOnlyList<RulebookPart> Parts() => Members("", typeof(Rulebook));

    /// <summary>One more row at the end of a list.</summary>
    public void AddRow(string path) => SetCount(path, Count(path) + 1);

    /// <summary>Takes a row out of a list; those behind it move up.</summary>
    public void RemoveRow(string path, int index)
    {
        for (var n = index; n < Count(path) - 1; n++)
            Move($"{path}.{n + 1}", $"{path}.{n}");
        Clear($"{path}.{Count(path) - 1}");
        SetCount(path, Math.Max(0, Count(path) - 1));
    }

    private int Count(string path) =>
        int.TryParse(_values.GetValueOrDefault(Join(path, CountName)), CultureInfo.InvariantCulture, out var n)
            ? Math.Clamp(n, 0, 50)
            : 0;

    private void SetCount(string path, int count) => _values[Join(path, CountName)] = $"{count}";

    private void Move(string from, string to)
    {
        Clear(to);
        foreach (var (key, value) in _values.Where(v => IsAt(v.Key, from)).ToList())
            _values[to + key[from.Length..]] = value;
    }

    private void Clear(string path)
    {
        foreach (var key in _values.Keys.Where(k => IsAt(k, path)).ToList())
            _values.Remove(key);
    }

    private static bool IsAt(string key, string path) =>
        key == path || key.StartsWith(path + ".", StringComparison.Ordinal);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    // to values

    private static void Flatten(string path, object? value, Dictionary<string, string> values)
    {
        if (value is null)
            return;
        var type = value.GetType();
        if (RulebookTypes.KindOf(type) is not null)
            values[path] = RulebookTypes.Text(value);
        else if (value is IEnumerable list)
        {
            var n = 0;
            foreach (var item in list)
                Flatten($"{path}.{n++}", item, values);
            values[Join(path, CountName)] = $"{n}";
        }
        else
            foreach (var property in RulebookTypes.Members(type))
                Flatten(Join(path, RulebookTypes.Name(property)), property.GetValue(value), values);
    }

    // to parts

    private List<RulebookPart> Members(string path, Type type) =>
        [
            .. RulebookTypes
                .Members(type)
                .Select(p =>
                    Part(Join(path, RulebookTypes.Name(p)), RulebookTypes.Label(p), p.PropertyType, IsOptional(p))
                ),
        ];

    private RulebookPart Part(string path, string label, Type type, bool isOptional)
    {
        if (RulebookTypes.KindOf(type) is { } kind)
            return new RulebookField(
                path,
                label,
                kind,
                _values.GetValueOrDefault(path, ""),
                isOptional,
                RulebookTypes.Options(type),
                _problems.GetValueOrDefault(path)
            );
        if (RulebookTypes.ItemOf(type) is { } item)
        {
            var items = Enumerable.Range(0, Count(path)).Select(n => Part($"{path}.{n}", Title(path, n), item, false));
            return new RulebookRows(path, label, path == "windows", [.. items]);
        }
        return new RulebookSection(path, label, type == typeof(LocalizedText), Members(path, type));
    }

    private string Title(string path, int index) =>
        path == "windows"
        && Enum.TryParse<Stage>(_values.GetValueOrDefault($"{path}.{index}.stage"), true, out var stage)
            ? Words.Say(StageGates.NameCode(stage))
            : $"{index + 1}";

    private static bool IsOptional(PropertyInfo property)
    {
        lock (Nullability) // the context caches and is not made for several threads
            return Nullability.Create(property).WriteState == NullabilityState.Nullable;
    }

    // to the rulebook

    private JsonObject ReadObject(string path, Type type)
    {
        JsonObject node = [];
        foreach (var property in RulebookTypes.Members(type))
        {
            var name = RulebookTypes.Name(property);
            var value = ReadValue(Join(path, name), property.PropertyType, IsOptional(property));
            if (value is not null)
                node[name] = value;
        }
        return node;
    }

    private JsonNode? ReadValue(string path, Type type, bool isOptional)
    {
        if (RulebookTypes.KindOf(type) is not null)
            return ReadLeaf(path, type, isOptional);
        if (RulebookTypes.ItemOf(type) is { } item)
            return new JsonArray([
                .. Enumerable.Range(0, Count(path)).Select(n => ReadValue($"{path}.{n}", item, false)),
            ]);
        var isBlank = !_values.Any(v => IsAt(v.Key, path) && v.Value.Length > 0);
        return isOptional && isBlank ? null : ReadObject(path, type);
    }

    private JsonNode? ReadLeaf(string path, Type type, bool isOptional)
    {
        var text = _values.GetValueOrDefault(path, "");
        if (text.Length == 0 && isOptional)
            return null;
        if (RulebookTypes.Parse(text, type) is { } value)
            return JsonSerializer.SerializeToNode(value, CanonicalJson.Options);
        _problems[path] = text.Length == 0 ? Rules.FieldMissing : string.Format(null, Rules.FieldUnreadable, text);
        return null;
    }
}

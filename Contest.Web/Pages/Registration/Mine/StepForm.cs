using System.Text.Json;
using Contest.Core.Registration.Drafts;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>A step as a browser without script posts it: <c>f:path</c> a value, <c>box</c> the paths of tick boxes, <c>seen</c> the edits.</summary>
internal static class StepForm
{
    private const string FieldPrefix = "f:";

    /// <summary>The posted fields as changes; what was typed is kept aside for showing it again.</summary>
    public static IReadOnlyList<FieldChange> Read(IFormCollection form, Dictionary<string, string> typed)
    {
        var seen = SeenOf(form["seen"].ToString());
        foreach (var box in form["box"])
            typed[box ?? ""] = "";
        foreach (var (name, value) in form)
            if (name.StartsWith(FieldPrefix, StringComparison.Ordinal))
                typed[name[FieldPrefix.Length..]] = value.ToString();
        typed.Remove("");
        return [.. typed.Select(t => new FieldChange(t.Key, t.Value, seen.GetValueOrDefault(t.Key)))];
    }

    /// <summary>The row that a button adds or removes, or null.</summary>
    public static FieldChange? RowChange(string[] parts, OwnEntry own) =>
        parts switch
        {
            ["add", var list] when DraftFields.HasRows(list) => new(
                DraftFields.Path(list, NewRow(), DraftFields.Position),
                own.Draft.NextPosition(list),
                0
            ),
            ["remove", var list, var row] when DraftFields.HasRows(list) => Removed(
                DraftFields.Path(list, row, DraftFields.Position),
                own
            ),
            _ => null,
        };

    /// <summary>The edits of all fields, as the page's hidden field carries them.</summary>
    public static string Seen(IReadOnlyDictionary<string, EntryField> fields) =>
        JsonSerializer.Serialize(fields.Where(f => f.Value.Edit > 0).ToDictionary(f => f.Key, f => f.Value.Edit));

    /// <summary>A row's name: short, and another for each person who adds one at once.</summary>
    public static string NewRow() => Guid.NewGuid().ToString("N")[..10];

    private static FieldChange Removed(string path, OwnEntry own) =>
        new(path, null, own.Fields.GetValueOrDefault(path)?.Edit ?? 0);

    private static Dictionary<string, int> SeenOf(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, int>>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

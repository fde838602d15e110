using System.Globalization;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;

namespace Contest.Web.Pages.Jury;

/// <summary>
/// Scoring without script: one form, one post. To the protocol of DESIGN.md 9 the server is then a device of its own,
/// whose revisions the server counts.
/// </summary>
public static class PlainForm
{
    public const string Device = "form";

    /// <summary>The form as an update; the version the form was shown with is its base.</summary>
    public static SheetUpdate Update(OwnSheets.Own sheet, IFormCollection form, bool submit)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(form);
        var names = sheet.Rules.Sheet.Select(c => c.Code).Append(SheetRules.Comment);
        var typed = names
            .Where(form.ContainsKey)
            .ToDictionary(n => n, n => n == SheetRules.Comment ? Text(form[n]) : Points(form[n]));
        var changed = typed.Where(t => t.Value != (sheet.State.Values.GetValueOrDefault(t.Key) ?? ""));
        var set = changed.ToDictionary(c => c.Key, c => c.Value);
        // both values of an open conflict were shown with the form: what is sent now is the judge's choice
        var open = sheet.State.ConflictsOf(Device).Keys.ToList();
        _ = long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        return new(
            Device,
            sheet.State.Acked.GetValueOrDefault(Device) + 1,
            version,
            set,
            [.. open.Where(set.ContainsKey)],
            [.. open.Where(f => !set.ContainsKey(f))],
            submit
        );
    }

    private static string? Text(string? typed) => typed?.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string? Points(string? typed) => typed?.Trim().Replace('，', '.').Replace('。', '.');
}

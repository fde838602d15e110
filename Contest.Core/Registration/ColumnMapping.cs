using System.Security.Cryptography;
using System.Text;

namespace Contest.Core.Registration;

/// <summary>
/// Which sheet and which heading of a file stand for ours, where a person said so because the names are not ours. A
/// pure list: applied by <see cref="RegistrationWorkbook.Of"/>, kept by the fingerprint of the file's headings.
/// </summary>
/// <param name="Sheets">Our sheet's name → the file's.</param>
/// <param name="Columns">Our sheet's name and heading, "专利清单|专利号" → the file's heading.</param>
public sealed record ColumnMapping(
    IReadOnlyDictionary<string, string> Sheets,
    IReadOnlyDictionary<string, string> Columns
)
{
    /// <summary>Nothing is mapped.</summary>
    public static ColumnMapping None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>How a column is known in <see cref="Columns"/>.</summary>
    public static string KeyOf(string sheet, string heading) => $"{sheet}|{heading}";

    /// <summary>
    /// Lower-case hex SHA-256 of the names of a file's sheets and of its fullest rows near the top, its headings: what one
    /// source's files have in common.
    /// </summary>
    public static string Fingerprint(IReadOnlyList<Sheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        var names = sheets.Select(s => (string[])[s.Name, .. SheetTable.FullestRow(s).Cells.Select(Plain.AsTyped)]);
        var text = string.Join('\n', names.Select(n => string.Join('\t', n)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Why these names are none of the file's, or null: a column may stand for one of ours only.</summary>
    public Refusal? WhyNot(IReadOnlyList<Sheet> sheets)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        foreach (var form in Headings.All)
        {
            if (SheetOf(form.Name) is { } named && sheets.All(s => s.Name != named))
                return new("import.map_no_sheet", named);
            if (SheetTable.SheetOf(sheets, form, this) is not { } sheet)
                continue;
            var heads = SheetTable.HeadingRow(sheet, form, this).Cells.Select(Plain.AsTyped).ToHashSet();
            var said = form.Columns.Select(c => HeadingOf(form.Name, c.Name)).OfType<string>().ToList();
            if (said.Find(name => !heads.Contains(name)) is { } unknown)
                return new("import.map_no_column", unknown, sheet.Name);
            if (said.GroupBy(name => name).FirstOrDefault(g => g.Count() > 1) is { } twice)
                return new("import.map_twice", twice.Key, sheet.Name);
        }
        return null;
    }

    internal string? SheetOf(string sheet) => Sheets.GetValueOrDefault(sheet) is { Length: > 0 } name ? name : null;

    internal string? HeadingOf(string sheet, string heading) =>
        Columns.GetValueOrDefault(KeyOf(sheet, heading)) is { Length: > 0 } theirs ? theirs : null;
}

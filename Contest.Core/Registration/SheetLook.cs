namespace Contest.Core.Registration;

/// <summary>One of our sheets as it looks in a file.</summary>
/// <param name="Ours">Our name of the sheet.</param>
/// <param name="Name">Its name in the file; null when there is none.</param>
/// <param name="Heading">The row of headings; row 0 when there is none.</param>
/// <param name="Places">Our headings and the columns they were found in, 0 for A.</param>
/// <param name="Columns">Our columns, and whether one is needed.</param>
/// <param name="Samples">For each column of the file, the first that is written in it below its heading.</param>
public sealed record SheetLook(
    string Ours,
    string? Name,
    SheetRow Heading,
    IReadOnlyDictionary<string, int> Places,
    IReadOnlyList<(string Heading, bool IsNeeded)> Columns,
    IReadOnlyList<string> Samples
)
{
    private const int SampledRows = 50;

    /// <summary>Needed columns that were not found.</summary>
    public IEnumerable<string> Missing =>
        Columns.Where(c => c.IsNeeded && !Places.ContainsKey(c.Heading)).Select(c => c.Heading);

    /// <summary>The file's heading that stands for ours, or null.</summary>
    public string? TheirsFor(string heading) =>
        Places.TryGetValue(heading, out var at) ? Plain.AsTyped(Heading.Cells[at]) : null;

    internal static SheetLook Of(IReadOnlyList<Sheet> sheets, TableForm form, ColumnMapping mapping)
    {
        IReadOnlyList<(string, bool)> columns = [.. form.Columns.Select(c => (c.Name, c.IsNeeded))];
        if (SheetTable.SheetOf(sheets, form, mapping) is not { } sheet)
            return new(form.Name, null, new(0, []), new Dictionary<string, int>(), columns, []);
        var heading = SheetTable.HeadingRow(sheet, form, mapping);
        var below = sheet.Rows.Where(r => r.Number > heading.Number).Take(SampledRows).ToList();
        return new(
            form.Name,
            sheet.Name,
            heading,
            SheetTable.PlacesIn(heading, form, mapping),
            columns,
            [
                .. heading.Cells.Select(
                    (_, at) =>
                        below.Select(r => at < r.Cells.Count ? r.Cells[at] : "").FirstOrDefault(c => c.Length > 0) ?? ""
                ),
            ]
        );
    }
}

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

    internal string? SheetOf(string sheet) => Sheets.GetValueOrDefault(sheet) is { Length: > 0 } name ? name : null;

    internal string? HeadingOf(string sheet, string heading) =>
        Columns.GetValueOrDefault(KeyOf(sheet, heading)) is { Length: > 0 } theirs ? theirs : null;
}

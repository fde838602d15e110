using System.Globalization;
using Contest.Core.Registration;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>A checked file as its page shows it: findings beside their rows, filtered and a page at a time.</summary>
public sealed record CheckedWorkbook(
    string Slug,
    string FileName,
    string Hash,
    IReadOnlyList<Sheet> Sheets,
    RegistrationWorkbook Workbook,
    WorkbookFindings Found,
    int Already
)
{
    public const int PageSize = 100;
    private const int MostLetters = 60;

    /// <summary>A cell of the row a finding is about.</summary>
    public sealed record Cell(string Heading, string Text, bool IsFound);

    public CheckResult? Level { get; init; }
    public string? Code { get; init; }
    public int PageNumber { get; init; } = 1;

    public int Pages => int.Max(1, (Matching + PageSize - 1) / PageSize);
    public int At => int.Clamp(PageNumber, 1, Pages);
    public int Matching => Filtered.Count();
    public IEnumerable<Finding> Shown => Filtered.Skip((At - 1) * PageSize).Take(PageSize);

    /// <summary>How often each code was found, errors first.</summary>
    public IEnumerable<(string Code, CheckResult Level, int Count)> Codes =>
        Found
            .Findings.GroupBy(f => (f.Code, f.Level))
            .OrderByDescending(g => g.Key.Level)
            .ThenByDescending(g => g.Count())
            .ThenBy(g => g.Key.Code, StringComparer.Ordinal)
            .Select(g => (g.Key.Code, g.Key.Level, g.Count()));

    /// <summary>Whether a person should say which columns are which.</summary>
    public bool NeedsMapping => Workbook.Looks.Any(l => l.Name is null || l.Missing.Any());

    private IEnumerable<Finding> Filtered =>
        Found.Findings.Where(f =>
            (Level is null || f.Level == Level) && (Code is not { Length: > 0 } || f.Code == Code)
        );

    /// <summary>The filled cells of the finding's row, and the one it is about even when it is empty.</summary>
    public IEnumerable<Cell> CellsOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var look = Workbook.Looks.FirstOrDefault(l => l.Name == finding.Sheet);
        var row = Sheets
            .FirstOrDefault(s => s.Name == finding.Sheet)
            ?.Rows.FirstOrDefault(r => r.Number == finding.Row);
        if (look is null || row is null || row.Number <= look.Heading.Number)
            yield break;
        var found = Workbook.ColumnOf(finding);
        for (var at = 0; at < look.Heading.Cells.Count; at++)
        {
            var text = at < row.Cells.Count ? row.Cells[at] : "";
            if (text.Length > 0 || at == found)
                yield return new(look.Heading.Cells[at], Short(text), at == found);
        }
    }

    /// <summary>The same file with another filter or page.</summary>
    public string Address(CheckResult? level = null, string? code = null, int page = 1) =>
        AddressOf(Slug, Hash, FileName)
        + (level is { } l ? $"&level={l}" : "")
        + (code is { Length: > 0 } ? $"&finding={Uri.EscapeDataString(code)}" : "")
        + (page > 1 ? $"&p={page.ToString(CultureInfo.InvariantCulture)}" : "");

    /// <summary>The file with its findings as comments.</summary>
    public string NotesAddress =>
        $"/organise/{Slug}/entries/import/notes?file={Hash}&name={Uri.EscapeDataString(FileName)}";

    public static string AddressOf(string slug, string hash, string name) =>
        $"/organise/{slug}/entries/import?file={hash}&name={Uri.EscapeDataString(name)}";

    private static string Short(string text) =>
        text.Length <= MostLetters ? text : string.Concat(text.AsSpan(0, MostLetters), "…");
}

using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;

namespace Contest.Tests.Rules.Registration;

/// <summary>
/// The office's example typed and stored in other ways: the same mistakes must be found, wherever they stand now, and no
/// others.
/// </summary>
public class SiblingWorkbookTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly string Folder = Path.Combine(TestContext.CurrentContext.TestDirectory, "Data");

    private sealed record Cell(string? Type, string Value, string? Style);

    private sealed class Grid(string part, List<List<Cell>> rows)
    {
        public string Part => part;
        public List<List<Cell>> Rows { get; set; } = rows;
        public List<string> Merged { get; } = [];

        public int Column(string heading) => Rows[0].FindIndex(cell => cell.Value == heading);

        public void Change(string heading, Func<Cell, Cell> change)
        {
            if (Column(heading) is var at and >= 0)
                foreach (var row in Rows.Skip(1).Where(row => at < row.Count))
                    row[at] = change(row[at]);
        }
    }

    private static readonly Dictionary<string, (Action<Grid> Change, Func<int, int> Row)> Ways = new()
    {
        ["as it is"] = (_ => { }, row => row),
        ["patent numbers stored as numbers"] = (
            grid =>
                grid.Change(
                    "专利号",
                    cell =>
                        cell.Value.All(c => char.IsAsciiDigit(c) || c == '.') && !cell.Value.EndsWith('0')
                            ? new("n", cell.Value, null)
                            : cell
                ),
            row => row
        ),
        ["phones and project numbers stored the other way"] = (
            grid =>
            {
                grid.Change("手机", cell => cell with { Type = "n" });
                grid.Change("序号", cell => new("inlineStr", cell.Value + ".0", null));
                grid.Change("项目序号", cell => new("inlineStr", "0" + cell.Value, null));
            },
            row => row
        ),
        ["core patents as booleans"] = (
            grid => grid.Change("核心专利", cell => new("b", cell.Value == "是" ? "1" : "0", null)),
            row => row
        ),
        ["core patents ticked, no dates dashed"] = (
            grid =>
            {
                grid.Change("核心专利", cell => new("inlineStr", cell.Value == "是" ? "√" : "×", null));
                foreach (var heading in (string[])["授权公告日", "首次上市日期", "上年度营业收入（万元）"])
                    grid.Change(heading, cell => cell.Value.Length == 0 ? new("inlineStr", "/", null) : cell);
            },
            row => row
        ),
        ["dates as bare serial numbers"] = (
            grid =>
            {
                grid.Change("申请日", cell => cell with { Style = null });
                grid.Change("授权公告日", cell => cell with { Style = null });
            },
            row => row
        ),
        ["everything full-width"] = (
            grid =>
            {
                foreach (var row in grid.Rows.Skip(1))
                    for (var at = 0; at < row.Count; at++)
                        if (row[at].Type == "inlineStr")
                            row[at] = row[at] with { Value = FullWidth(row[at].Value) };
            },
            row => row
        ),
        ["a banner above and an empty line between"] = (
            grid =>
            {
                grid.Rows =
                [
                    [new("inlineStr", "2026 年报名汇总表（盖章）", null)],
                    [],
                    .. grid.Rows.SelectMany(row => new List<Cell>[] { row, [] }),
                ];
                grid.Merged.Add("A1:K1");
            },
            row => 2 * row + 1
        ),
        ["headings repeated and with remarks"] = (
            grid =>
            {
                grid.Rows[0] =
                [
                    .. grid.Rows[0].Select(cell => cell with { Value = $"＊{cell.Value}（必填，见说明）" }),
                ];
                grid.Rows.Insert(0, grid.Rows[0]);
            },
            row => row + 1
        ),
        ["project numbers merged over their lines"] = (
            grid =>
            {
                if (grid.Column("项目序号") is not (>= 0 and var at))
                    return;
                for (var first = 1; first < grid.Rows.Count; )
                {
                    var last = first;
                    while (last + 1 < grid.Rows.Count && grid.Rows[last + 1][at].Value == grid.Rows[first][at].Value)
                        grid.Rows[++last][at] = new(null, "", null);
                    if (last > first)
                        grid.Merged.Add($"{Letter(at)}{first + 1}:{Letter(at)}{last + 1}");
                    first = last + 1;
                }
            },
            row => row
        ),
        ["columns the other way round"] = (
            grid =>
            {
                var width = grid.Rows.Max(row => row.Count);
                foreach (var row in grid.Rows)
                {
                    while (row.Count < width)
                        row.Add(new(null, "", null));
                    row.Reverse();
                }
            },
            row => row
        ),
    };

    private static IEnumerable<string> Names => Ways.Keys;

    [TestCaseSource(nameof(Names))]
    public void The_same_mistakes_are_found_however_the_sheet_is_typed(string way)
    {
        var found = WorkbookReader.Check(Rewritten(Ways[way].Change), Today);

        Assert.That(
            found.Findings.Select(f => (f.Sheet, f.Row, f.Code)),
            Is.EquivalentTo(Expected().Select(f => (f.Sheet, Ways[way].Row(f.Row), f.Code)))
        );
        Assert.That((found.Projects, found.Entrants, found.Patents), Is.EqualTo((70, 84, 457)));
    }

    private static List<(string Sheet, int Row, string Code)> Expected()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "registrations.expected.json")));
        return
        [
            .. json
                .RootElement.GetProperty("findings")
                .EnumerateArray()
                .Select(f =>
                    (
                        f.GetProperty("sheet").GetString()!,
                        f.GetProperty("row").GetInt32(),
                        f.GetProperty("code").GetString()!
                    )
                ),
        ];
    }

    private static byte[] Rewritten(Action<Grid> change)
    {
        using MemoryStream file = new();
        file.Write(File.ReadAllBytes(Path.Combine(Folder, "registrations.xlsx")));
        using (ZipArchive parts = new(file, ZipArchiveMode.Update, leaveOpen: true))
            foreach (var number in (int[])[1, 2, 3])
            {
                var part = $"xl/worksheets/sheet{number}.xml";
                var grid = Read(parts, part);
                change(grid);
                parts.GetEntry(part)!.Delete();
                using var stream = parts.CreateEntry(part).Open();
                Xml(grid).Save(stream);
            }
        return file.ToArray();
    }

    private static Grid Read(ZipArchive parts, string part)
    {
        using var stream = parts.GetEntry(part)!.Open();
        List<List<Cell>> rows = [];
        foreach (var row in XDocument.Load(stream).Descendants(Main + "row"))
        {
            List<Cell> cells = [];
            foreach (var cell in row.Elements(Main + "c"))
            {
                var at = cell.Attribute("r")!.Value.TakeWhile(char.IsAsciiLetter).Last() - 'A';
                while (cells.Count <= at)
                    cells.Add(new(null, "", null));
                cells[at] = new(cell.Attribute("t")?.Value, cell.Value, cell.Attribute("s")?.Value);
            }
            rows.Add(cells);
        }
        return new(part, rows);
    }

    private static XDocument Xml(Grid grid) =>
        new(
            new XElement(
                Main + "worksheet",
                new XElement(
                    Main + "sheetData",
                    grid.Rows.Select(
                        (row, at) =>
                            row.Count == 0
                                ? null
                                : new XElement(
                                    Main + "row",
                                    new XAttribute("r", at + 1),
                                    row.Select((cell, column) => Xml(cell, $"{Letter(column)}{at + 1}"))
                                )
                    )
                ),
                grid.Merged.Count == 0
                    ? null
                    : new XElement(
                        Main + "mergeCells",
                        grid.Merged.Select(range => new XElement(Main + "mergeCell", new XAttribute("ref", range)))
                    )
            )
        );

    private static XElement? Xml(Cell cell, string reference) =>
        cell.Value.Length == 0
            ? null
            : new XElement(
                Main + "c",
                new XAttribute("r", reference),
                cell.Type is { } type ? new XAttribute("t", type) : null,
                cell.Style is { } style ? new XAttribute("s", style) : null,
                cell.Type == "inlineStr"
                    ? new XElement(Main + "is", new XElement(Main + "t", cell.Value))
                    : new XElement(Main + "v", cell.Value)
            );

    private static string Letter(int column) => ((char)('A' + column)).ToString(CultureInfo.InvariantCulture);

    private static string FullWidth(string text) =>
        new([
            .. text.Select(c =>
                c is > ' ' and <= '~' ? (char)(c + 0xFEE0)
                : c == ' ' ? '\u3000'
                : c
            ),
        ]);
}

using System.Globalization;
using System.Text.Json;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;

namespace Contest.Tests.Rules.Registration;

public class WorkbookTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);
    private static readonly string Data = Path.Combine(TestContext.CurrentContext.TestDirectory, "Data");

    private static IEnumerable<string> Folders()
    {
        yield return Data;
        if (Directory.Exists("/work/shared/data"))
            yield return "/work/shared/data";
    }

    [TestCaseSource(nameof(Folders))]
    public void The_example_workbook_has_exactly_the_findings_that_were_put_into_it(string folder)
    {
        var found = WorkbookReader.Check(File.ReadAllBytes(Path.Combine(folder, "registrations.xlsx")), Today);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "registrations.expected.json")));
        var root = expected.RootElement;

        Assert.That(
            found.Findings.Select(f => (f.Sheet, f.Row, f.Code, f.Level.ToString().ToLowerInvariant())),
            Is.EqualTo(
                root.GetProperty("findings")
                    .EnumerateArray()
                    .Select(f =>
                        (
                            f.GetProperty("sheet").GetString()!,
                            f.GetProperty("row").GetInt32(),
                            f.GetProperty("code").GetString()!,
                            f.GetProperty("level").GetString()!
                        )
                    )
            )
        );
        Assert.That(
            new[] { found.Projects, found.Entrants, found.Patents, found.Errors, found.Warnings },
            Is.EqualTo(
                new[] { "projects", "entrants", "patents", "errors", "warnings" }.Select(n =>
                    root.GetProperty(n).GetInt32()
                )
            )
        );
        Assert.That(found.Findings.Where(f => f.Message == f.Code), Is.Empty);
    }

    [Test]
    public void The_corrected_demo_workbook_has_no_errors_and_brings_as_much()
    {
        var found = WorkbookFindings.Of(DemoWorkbook.Corrected(), Today);

        Assert.That(
            found.Findings.Where(f => f.Level == CheckResult.Error).Select(f => (f.Sheet, f.Row, f.Code)),
            Is.Empty
        );
        Assert.That((found.Projects, found.Entrants, found.Patents, found.Warnings), Is.EqualTo((70, 84, 457, 12)));
    }

    [Test]
    public void A_written_workbook_reads_back_as_it_was()
    {
        var (memory, file) = (DemoWorkbook.Corrected(), WorkbookReader.Read(DemoWorkbook.CorrectedFile()).Value!);

        Assert.That(file.Projects, Is.EqualTo(memory.Projects));
        Assert.That(file.Entrants, Is.EqualTo(memory.Entrants));
        Assert.That(file.Patents, Is.EqualTo(memory.Patents));
    }

    [Test]
    public void Nothing_written_is_taken_for_a_formula() =>
        Assert.That(
            new[] { "=1+1", "+cmd|x", "-2+3", "@sum", "+8613800000000", "-5", "普通" }.Select(CellText.Write),
            Is.EqualTo(new[] { "'=1+1", "'+cmd|x", "'-2+3", "'@sum", "+8613800000000", "-5", "普通" })
        );

    [Test]
    public void Columns_are_found_by_their_headings_in_either_script_and_any_order()
    {
        var book = RegistrationWorkbook.Of([
            new("说明", [new(1, ["请先阅读"])]),
            new(
                "專利清單",
                [
                    new(1, ["2026 年度", "", ""]),
                    new(
                        3,
                        [
                            "備註",
                            "核心專利",
                            "法律狀態",
                            "授權公告日",
                            "申請日",
                            "發明人",
                            "專利擁有人",
                            "專利類型",
                            "專利名稱",
                            "專利編號",
                            "項目序號",
                        ]
                    ),
                    new(
                        4,
                        [
                            "",
                            "是",
                            "授權有效",
                            "2020-01-02",
                            "2019年1月2日",
                            "甲",
                            "乙",
                            "發明專利",
                            "丙",
                            "202419999992.4",
                            "１",
                        ]
                    ),
                    new(6, ["", "", "", "", "", "", "", "", "", "", "合计"]),
                ]
            ),
            new(
                "參賽主體",
                [
                    new(1, ["角色", "所在地區", "證件號碼", "證件類型", "主體類型", "主體名稱", "項目序號"]),
                    new(2, ["牽頭", "香港", "66820292", "商業登記號碼", "港澳機構", "乙", "1"]),
                ]
            ),
            new(
                "項目",
                [
                    new(1, ["序號", "項目名稱", "產業領域", "項目簡介", "市場階段", "聯絡人", "手機", "電郵"]),
                    new(2, ["1.0", "丁", "新能源", "簡介", "未上市", "戊", "６１２３４５６７", "a@example.com"]),
                ]
            ),
        ]);
        var found = WorkbookFindings.Of(book, Today);

        Assert.That(found.Findings.Select(f => (f.Sheet, f.Row, f.Code, f.Column)), Is.Empty);
        Assert.That((found.Projects, found.Entrants, found.Patents), Is.EqualTo((1, 1, 1)));
        Assert.That(book.Patents[0].Title, Is.EqualTo("丙"));
    }

    [Test]
    public void A_missing_sheet_and_a_missing_column_are_said_once()
    {
        var book = RegistrationWorkbook.Of([
            new("项目", [new(1, ["序号", "项目名称"]), new(2, ["1", "甲"]), new(3, ["1", "乙"])]),
            new("专利清单", [new(1, ["项目序号", "专利名称"]), new(2, ["9", "丙"])]),
        ]);
        var codes = WorkbookFindings.Of(book, Today).Findings;

        Assert.That(codes.Count(f => f.Code == "workbook.sheet_missing"), Is.EqualTo(1));
        Assert.That(codes.Where(f => f.Code == "project.unknown").Select(f => f.Row), Is.EqualTo(new[] { 2 }));
        Assert.That(codes.Where(f => f.Code == "project.number_twice").Select(f => f.Row), Is.EqualTo(new[] { 3 }));
        Assert.That(
            codes.Where(f => f.Code == "workbook.heading_missing" && f.Sheet == "专利清单"),
            Has.Exactly(7).Items
        );
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(40)]
    public void A_broken_file_is_said_to_be_unreadable(int every)
    {
        var file = every == 0 ? "序号,项目名称"u8.ToArray() : DemoWorkbook.File();
        for (var at = 0; every > 0 && at < file.Length; at += every)
            file[at] ^= 0x55;

        Assert.That(
            WorkbookReader.Check(file, Today).Findings.Select(f => f.Code),
            Is.EqualTo(new[] { "workbook.unreadable" })
        );
    }

    [TestCase("42617", "2016-09-04")]
    [TestCase("2017/03/09", "2017-03-09")]
    [TestCase("2017.8.1", "2017-08-01")]
    [TestCase("2020年08月12日", "2020-08-12")]
    [TestCase("２０２０年８月１２日", "2020-08-12")]
    [TestCase("2020-02-30", null)]
    [TestCase("不详", null)]
    public void Dates_are_read_as_they_come(string typed, string? date) =>
        Assert.That(SheetDate.Read(typed)?.ToString("O", CultureInfo.InvariantCulture), Is.EqualTo(date));
}

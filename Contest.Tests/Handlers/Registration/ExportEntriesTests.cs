using System.Text;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public sealed class ExportEntriesTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("高价值专利布局，", 900));

    /// <summary>What spreadsheets, CSV and XML like to break; none of it with space at its ends, which no cell keeps.</summary>
    private static readonly string[] Odd =
    [
        "=1+1",
        "'x",
        "'=1+1",
        "''=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "-5",
        "@sum(A1)",
        "＝1+1",
        "龢𬭎㙟：𠮷野家",
        "第一行\n第二行\n\n第四行",
        "逗号,引号\",分号;\"\"",
        "0012",
        "_x0041_ 与 _x000D_",
        "<b>&amp;</b>",
        "1E5",
        "2017-03-09",
        "TRUE",
    ];

    [TestCase("xlsx")]
    [TestCase("csv")]
    public async Task What_is_exported_and_imported_elsewhere_is_exported_alike(string kind)
    {
        await using var acts = await Acts.StartAsync();
        var one = await A.EditionInRegistrationAsync(acts);
        await A.ImportAsync(acts, one, WorkbookWriter.Write(OddSheets()));
        var two = await OtherEditionAsync(acts);

        var first = await ExportAsync(acts, one);
        var file = kind == "xlsx" ? WorkbookWriter.Write(first) : CsvSheets.WriteAll(first);
        var imported = await A.ImportAsync(acts, two, file);
        var second = await ExportAsync(acts, two);

        Assert.That(imported.Refusal, Is.Null);
        Assert.That(Rows(second), Is.EqualTo(Rows(first)));
        Assert.That(first[0].Rows, Has.Count.EqualTo(71));
        var entries = await acts.WithDbAsync(db =>
            db.Entries.Where(e => e.CompetitionId == two).OrderBy(e => e.Number).ToListAsync()
        );
        Assert.That(entries.Take(Odd.Length).Select(e => e.Title), Is.EqualTo(Odd));
        Assert.That(entries[0].Summary, Is.EqualTo(Long.Trim()));
        Assert.That(entries[1].Published, Is.Empty);
        Assert.That(entries[2].Published, Is.EqualTo(new[] { PublishedFields.Summary, PublishedFields.Team }));
        Assert.That(entries[1].ShortTitle, Is.EqualTo("短名"));
    }

    [Test]
    public async Task An_export_holds_what_the_list_shows_and_is_in_the_audit_log()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        await A.ImportAsync(acts, edition);
        var group = await acts.WithDbAsync(db => db.Entries.Select(e => e.Group).FirstAsync());
        EntryFilter filter = new(Group: group, State: EntryState.Submitted);

        var sheets = await ExportAsync(acts, edition, filter);

        var listed = await acts.WithDbAsync(db =>
            filter.Of(db.Entries.Where(e => e.CompetitionId == edition)).OrderBy(e => e.Number).ToListAsync()
        );
        Assert.That(listed, Has.Count.InRange(1, 69));
        Assert.That(sheets[0].Rows.Skip(1).Select(r => r.Cells[0]), Is.EqualTo(listed.Select(e => $"{e.Number}")));
        var numbers = listed.Select(e => $"{e.Number}").ToHashSet();
        Assert.That(sheets[2].Rows.Skip(1).Select(r => r.Cells[0]).ToHashSet(), Is.EqualTo(numbers));
        Assert.That(
            await acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "ExportEntries")),
            Is.EqualTo(1)
        );
    }

    [Test]
    public void A_table_has_its_mark_and_its_guarded_cells()
    {
        var csv = Encoding.UTF8.GetString(
            CsvSheets.Write(new("项目", [new(1, ["项目名称", "手机"]), new(2, ["=1+1", "+8613800000000"])]))
        );

        Assert.That(csv, Is.EqualTo("\uFEFF项目名称,手机\r\n'=1+1,+8613800000000\r\n"));
    }

    [Test]
    public void Guarding_and_reading_give_every_text_back()
    {
        foreach (var text in Odd.Append(Long).Append("'").Append("''").Append("'+86 1").Append("=").Append(""))
        {
            Assert.That(CellText.Read(CellText.Write(text)), Is.EqualTo(text));
            Assert.That(CellText.Write(text), Does.Not.Match("^[=@\t＝＋－＠]|^[+-][^0-9]"));
        }
    }

    private static IReadOnlyList<Sheet> OddSheets()
    {
        var sheets = WorkbookReader.ReadSheets(DemoWorkbook.CorrectedFile()).Value!.Sheets;
        var heading = sheets[0].Rows[0].Cells.ToList();
        var (title, summary) = (heading.IndexOf(Headings.Title), heading.IndexOf(Headings.Summary));
        heading.AddRange([Headings.Published, Headings.ShortTitle, Headings.Team]);
        var rows = sheets[0].Rows.Skip(1).Select((row, at) => row with { Cells = Cells(row, at) });
        return [sheets[0] with { Rows = [new(1, heading), .. rows] }, sheets[1], sheets[2]];

        List<string> Cells(SheetRow row, int at)
        {
            List<string> cells = [.. row.Cells];
            cells.AddRange(Enumerable.Repeat("", heading.Count - 3 - cells.Count));
            if (at < Odd.Length)
                cells[title] = Odd[at];
            cells[summary] = at == 0 ? Long : Odd[at % Odd.Length];
            cells.AddRange([
                at == 1 ? "无"
                : at == 2 ? "团队介绍、项目简介"
                : "",
                "短名",
                Odd[^(1 + (at % Odd.Length))],
            ]);
            return cells;
        }
    }

    private static async Task<Guid> OtherEditionAsync(Acts acts)
    {
        var today = DateOnly.FromDateTime(acts.Clock.GetUtcNow().UtcDateTime);
        var made = await acts.WithAsync(
            (CreateCompetition act) =>
                act.HandleAsync(new("other-2026", "jianggao-like", today, Actor.Console), CancellationToken.None)
        );
        await A.SetStageAsync(acts, made.Value!.Id, acts.Clock.GetUtcNow(), null);
        return made.Value!.Id;
    }

    private static Task<IReadOnlyList<Sheet>> ExportAsync(Acts acts, Guid edition, EntryFilter? filter = null) =>
        acts.WithAsync(
            (ExportEntries act) =>
                act.HandleAsync(new(edition, filter ?? new(), "xlsx", A.Reviewer), CancellationToken.None)
        );

    private static IEnumerable<string> Rows(IReadOnlyList<Sheet> sheets) =>
        sheets.SelectMany(s => s.Rows.Select(r => $"{s.Name} {r.Number}: {string.Join('|', r.Cells)}"));
}

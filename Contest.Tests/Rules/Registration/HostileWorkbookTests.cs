using System.IO.Compression;
using System.Text;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Registration;

namespace Contest.Tests.Rules.Registration;

/// <summary>Files a stranger may send instead of a workbook: each its own sentence, nothing unpacked beyond its limit.</summary>
public sealed class HostileWorkbookTests
{
    private const string Sheet1 = "xl/worksheets/sheet1.xml";
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]];

    [TestCaseSource(nameof(Files))]
    public void Each_gets_its_sentence(byte[] file, string code)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = WorkbookReader.Read(file);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(read.Refusal?.Code, Is.EqualTo(code));
        Assert.That(read.Refusal!.Message, Is.Not.EqualTo(code), "a sentence");
        Assert.That(allocated, Is.LessThan(3_000L * 1024 * 1024));
    }

    [Test]
    public void A_part_that_lies_about_its_size_is_not_read_further_than_it_says()
    {
        var bomb = Zip((Sheet1, 300));
        // what the central directory says of the unpacked size: one megabyte
        var at = bomb.AsSpan().LastIndexOf("PK\x01\x02"u8) + 24;
        BitConverter.TryWriteBytes(bomb.AsSpan(at), 1024 * 1024);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = WorkbookReader.Read(bomb);

        Assert.That(read.Refusal?.Code, Is.EqualTo("workbook.unreadable"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(50 * 1024 * 1024));
    }

    [Test]
    public void Values_from_another_file_are_a_warning()
    {
        var file = With(DemoWorkbook.CorrectedFile(), "xl/externalLinks/externalLink1.xml", "<externalLink/>");

        var found = WorkbookReader.Check(file, new(2026, 3, 1));

        Assert.That(
            found.Findings.Single(f => f.Code == "workbook.external_links").Level,
            Is.EqualTo(CheckResult.Warning)
        );
        Assert.That(found.Projects, Is.EqualTo(70));
    }

    private static IEnumerable<TestCaseData> Files()
    {
        yield return Case("empty", [], "workbook.empty_file");
        yield return Case("text", "not a workbook"u8.ToArray(), "workbook.unreadable");
        yield return Case("pdf", "%PDF-1.7\n%âãÏÓ"u8.ToArray(), "workbook.is_pdf");
        yield return Case("html", "\uFEFF\r\n <html><table><tr><td>项目"u8.ToArray(), "workbook.is_web_page");
        yield return Case("xls", Ole, "workbook.old_format");
        yield return Case("locked", [.. Ole, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "workbook.locked");
        yield return Case("large", new byte[WorkbookReader.MostBytes + 1], "workbook.too_large");
        yield return Case("another zip", Zip((Sheet1, 1)), "workbook.unreadable");
        yield return Case("bomb", Zip((Sheet1, 201)), "workbook.unpacks_too_large");
        yield return Case("dense bomb", Zip((Sheet1, 60)), "workbook.unpacks_too_large");
        yield return Case(
            "many bombs",
            Zip([.. Enumerable.Range(1, 40).Select(n => ($"xl/{n}.xml", 6))]),
            "workbook.unpacks_too_large"
        );
        yield return Case(
            "many parts",
            Zip([.. Enumerable.Range(1, 1001).Select(n => ($"xl/{n}.xml", 0))]),
            "workbook.unpacks_too_large"
        );
        yield return Case("parent path", Zip(("../../etc/cron.d/x", 0)), "workbook.path_names");
        yield return Case("rooted path", Zip(("/etc/passwd", 0)), "workbook.path_names");
        yield return Case("windows path", Zip(("C:\\boot.ini", 0)), "workbook.path_names");
        yield return Case("many cells", ManyCells(), "workbook.too_many_cells");
        yield return Case("cut off", DemoWorkbook.CorrectedFile()[..5000], "workbook.unreadable");
    }

    private static TestCaseData Case(string name, byte[] file, string code) =>
        new TestCaseData(file, code).SetArgDisplayNames(name);

    /// <summary>Ten million cells that say something, in rows of two hundred.</summary>
    private static byte[] ManyCells()
    {
        var row = "<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 200)) + "</row>";
        var sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
        return Rewritten(
            WorkbookWriter.Write([
                (
                    "项目",
                    [
                        ["序号"],
                    ]
                ),
            ]),
            sheet,
            row,
            50_000
        );
    }

    private static byte[] Rewritten(byte[] file, string opening, string row, int rows)
    {
        using MemoryStream bytes = new();
        bytes.Write(file);
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            var name = zip.Entries.Single(p => p.FullName.Contains("worksheets/", StringComparison.Ordinal)).FullName;
            zip.GetEntry(name)!.Delete();
            using StreamWriter text = new(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
            text.Write(opening);
            for (var n = 0; n < rows; n++)
                text.Write(row);
            text.Write("</sheetData></worksheet>");
        }
        return bytes.ToArray();
    }

    private static byte[] With(byte[] file, string part, string text)
    {
        using MemoryStream bytes = new();
        bytes.Write(file);
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Update, leaveOpen: true))
        using (StreamWriter to = new(zip.CreateEntry(part).Open()))
            to.Write(text);
        return bytes.ToArray();
    }

    private static byte[] Zip(params (string Name, int Megabytes)[] parts)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, megabytes) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                for (var at = 0; at < megabytes; at++)
                    part.Write(new byte[1024 * 1024]);
            }
        return bytes.ToArray();
    }
}

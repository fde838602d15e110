using System.Diagnostics;
using System.IO.Compression;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Files;

/// <summary>Each hostile or broken file is refused with its own sentence, and nothing of it stays.</summary>
public class HostileFileTests
{
    private FilesFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCaseSource(nameof(Hostile))]
    public async Task It_is_refused_with_its_own_sentence(FileSlot slot, string name, Func<byte[]> make, string code)
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);

        var refusal = (await A.UploadAsync(acts, entry, slot, make(), name)).Refusal;

        Assert.That(refusal?.Code, Is.EqualTo(code));
        Assert.That(refusal!.Message, Does.Not.Contain("{").And.Not.StartWith("file."));
        Assert.That(_folder.Contents(), Is.Empty, "nothing of it stays");
        var (uploads, files, log) = await acts.WithDbAsync(async db =>
            (
                await db.Uploads.CountAsync(),
                await db.StoredFiles.CountAsync(),
                await db.AuditEvents.CountAsync(e => e.Act == "RefuseFile")
            )
        );
        Assert.That((uploads, files, log), Is.EqualTo((0, 0, code == "file.empty" ? 0 : 1)), "its place is free again");
    }

    [TestCaseSource(nameof(Honest))]
    public async Task An_honest_file_is_taken_whatever_its_name(FileSlot slot, Func<byte[]> make, FileKind kind)
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);

        var file = await A.UploadAsync(acts, entry, slot, make(), "whatever.exe");

        Assert.That((file.Refusal?.Code, file.Value?.Kind), Is.EqualTo(((string?)null, kind)));
    }

    [Test]
    public async Task A_stream_that_does_not_end_stops_at_its_limit()
    {
        await using var acts = await Acts.StartAsync(null, _folder.Settings());
        var entry = await A.DraftAsync(acts);
        Assert.That(
            (await A.BeginAsync(acts, entry, FileSlot.Deck, 10L * 1024 * 1024 * 1024)).Refusal?.Code,
            Is.EqualTo("file.too_large")
        );
        var small = (await A.BeginAsync(acts, entry, FileSlot.Deck, 1000)).Value!.Id;
        var large = (await A.BeginAsync(acts, entry, FileSlot.Dossier, 40 * 1024 * 1024)).Value!.Id;
        Endless stream = new();

        var beyondDeclared = await A.AppendAsync(acts, small, 0, stream);
        var beyondChunk = await A.AppendAsync(acts, large, 0, stream);

        Assert.That(beyondDeclared.Refusal?.Code, Is.EqualTo("file.more_than_declared"));
        Assert.That(beyondChunk.Refusal?.Code, Is.EqualTo("file.chunk_too_large"));
        Assert.That(stream.Sent, Is.LessThan(AppendChunk.MostBytes + (1024 * 1024)), "hardly more was read");
        Assert.That(_folder.Contents(), Is.Empty);
        Assert.That(await acts.WithDbAsync(db => db.Uploads.SumAsync(u => u.Received)), Is.Zero);
    }

    private static IEnumerable<TestCaseData> Hostile()
    {
        TestCaseData Case(string title, FileSlot slot, string name, Func<byte[]> make, string code) =>
            new TestCaseData(slot, name, make, code).SetArgDisplayNames(title);
        yield return Case("empty", FileSlot.Dossier, "a.pdf", () => [], "file.empty");
        yield return Case(
            "HTML as image",
            FileSlot.Cover,
            "cover.png",
            () => "<html><script>alert(1)</script>"u8.ToArray(),
            "file.markup"
        );
        yield return Case(
            "SVG as image",
            FileSlot.Cover,
            "cover.png",
            () => "\uFEFF<svg onload='alert(1)'/>"u8.ToArray(),
            "file.markup"
        );
        yield return Case(
            "a program",
            FileSlot.Dossier,
            "a.pdf",
            () => "MZ\u0090\0\u0003"u8.ToArray(),
            "file.unknown_content"
        );
        yield return Case("PDF with another ending", FileSlot.Cover, "cover.jpg", () => A.Pdf(), "file.kind_not_taken");
        yield return Case(
            "an archive where none is taken",
            FileSlot.Deck,
            "a.pptx",
            () => A.Zip(("a", [1])),
            "file.kind_not_taken"
        );
        yield return Case(
            "half a PDF",
            FileSlot.Dossier,
            "a.pdf",
            () => "%PDF-1.7\nnothing more"u8.ToArray(),
            "file.pdf_damaged"
        );
        yield return Case("locked PDF", FileSlot.Dossier, "a.pdf", LockedPdf, "file.locked_pdf");
        yield return Case(
            "locked workbook",
            FileSlot.Evidence,
            "a.xlsx",
            () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]],
            "file.compound"
        );
        yield return Case("locked archive", FileSlot.Evidence, "a.zip", LockedZip, "file.locked_archive");
        yield return Case(
            "zip bomb as xlsx",
            FileSlot.Evidence,
            "a.xlsx",
            () => A.Xlsx(("xl/worksheets/sheet1.xml", new byte[64 * 1024 * 1024])),
            "file.bomb"
        );
        yield return Case("zip bomb whose list lies", FileSlot.Evidence, "a.xlsx", () => Lying(64), "file.bomb");
        yield return Case(
            "an archive whose list lies",
            FileSlot.Evidence,
            "a.xlsx",
            () => Lying(1),
            "file.archive_damaged"
        );
        yield return Case(
            "path names in an archive",
            FileSlot.Evidence,
            "a.zip",
            () => A.Zip(("ok.txt", [1]), ("../../etc/cron.d/x", [1])),
            "file.archive_path"
        );
        yield return Case(
            "a list of many parts",
            FileSlot.Evidence,
            "a.zip",
            () => A.Zip([.. Enumerable.Range(0, 5001).Select(n => ($"{n}", Array.Empty<byte>()))]),
            "file.archive_parts"
        );
        yield return Case(
            "half an archive",
            FileSlot.Evidence,
            "a.zip",
            () => A.Xlsx(("a", new byte[5000]))[..200],
            "file.archive_damaged"
        );
        yield return Case(
            "a list that points nowhere",
            FileSlot.Evidence,
            "a.zip",
            PointsNowhere,
            "file.archive_damaged"
        );
    }

    private static IEnumerable<TestCaseData> Honest()
    {
        TestCaseData Case(FileSlot slot, FileKind kind, Func<byte[]> make) =>
            new TestCaseData(slot, make, kind).SetArgDisplayNames($"{kind}");
        yield return Case(FileSlot.Dossier, FileKind.Pdf, () => A.Pdf());
        yield return Case(FileSlot.Cover, FileKind.Png, () => A.Png);
        yield return Case(FileSlot.Evidence, FileKind.Xlsx, () => A.Xlsx());
        yield return Case(FileSlot.Evidence, FileKind.Zip, () => A.Zip(("证书/1.txt", new byte[100])));
        yield return Case(
            FileSlot.Deck,
            FileKind.Pptx,
            () => A.Zip(("[Content_Types].xml", [1]), ("ppt/presentation.xml", [1]))
        );
        yield return Case(FileSlot.Dossier, FileKind.Pdf, PrintingOnlyPdf);
    }

    private static byte[] LockedPdf() => Qpdf("--encrypt", "open", "own", "256", "--");

    /// <summary>Opens without a password, but may not be changed: what patent offices hand out.</summary>
    private static byte[] PrintingOnlyPdf() => Qpdf("--encrypt", "", "own", "256", "--modify=none", "--");

    private static byte[] Qpdf(params string[] arguments)
    {
        using FilesFolder folder = new();
        var (plain, made) = (Path.Combine(folder.Path, "a.pdf"), Path.Combine(folder.Path, "b.pdf"));
        File.WriteAllBytes(plain, A.Pdf());
        using var qpdf = Process.Start("qpdf", [.. arguments, plain, made])!;
        qpdf.WaitForExit();
        return File.ReadAllBytes(made);
    }

    /// <summary>The mark of a password set in both lists.</summary>
    private static byte[] LockedZip()
    {
        var zip = A.Zip(("a.txt", new byte[100]));
        zip[6] |= 1;
        zip[IndexOf(zip, "PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    /// <summary>So many megabytes of zeros that call themselves ten bytes.</summary>
    private static byte[] Lying(int megabytes)
    {
        var zip = A.Xlsx(("xl/worksheets/sheet1.xml", new byte[megabytes * 1024 * 1024]));
        var size = BitConverter.GetBytes(megabytes * 1024 * 1024);
        for (var at = IndexOf(zip, size); at >= 0; at = IndexOf(zip, size))
            BitConverter.TryWriteBytes(zip.AsSpan(at), 10);
        return zip;
    }

    private static byte[] PointsNowhere()
    {
        var zip = A.Zip(("a.txt", new byte[100]));
        BitConverter.TryWriteBytes(zip.AsSpan(zip.Length - 6), 0x7FFFFFF0);
        return zip;
    }

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> what) => bytes.AsSpan().IndexOf(what);

    /// <summary>A sender that never ends.</summary>
    private sealed class Endless : Stream
    {
        public long Sent { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => Sent;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Sent += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sent += buffer.Length;
            return new(buffer.Length);
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

using System.Text;
using Contest.Core.Competitions;
using Contest.Core.Registration.Files;
using FsCheck;
using FsCheck.Fluent;

namespace Contest.Tests.Rules.Registration.Files;

public class FileRulesTests
{
    private static readonly FileRules Rules = new();

    [TestCase("", Content.Empty)]
    [TestCase("%PDF-1.7\n", Content.Pdf)]
    [TestCase("\u0089PNG\r\n\u001A\n....", Content.Png)]
    [TestCase("\u00FF\u00D8\u00FF\u00E0....", Content.Jpeg)]
    [TestCase("RIFF....WEBPVP8 ", Content.WebP)]
    [TestCase("RIFF....WAVEfmt ", Content.Unknown)]
    [TestCase("PK\u0003\u0004....", Content.Archive)]
    [TestCase("PK\u0005\u0006....", Content.Archive)]
    [TestCase("....ftypisom....", Content.Mp4)]
    [TestCase("....ftypheic....", Content.Unknown)]
    [TestCase("<!doctype html><script>", Content.Markup)]
    [TestCase("\u00EF\u00BB\u00BF \r\n\t<svg onload=x>", Content.Markup)]
    [TestCase("\u00FF\u00FE<\0h\0t\0m\0l\0", Content.Markup)]
    [TestCase("<?xml version='1.0'?><svg/>", Content.Markup)]
    [TestCase("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1....", Content.Compound)]
    [TestCase("MZ....", Content.Unknown)]
    [TestCase("hello", Content.Unknown)]
    public void The_first_bytes_say_what_a_file_is(string bytes, Content content) =>
        Assert.That(Sniffing.Of(Encoding.Latin1.GetBytes(bytes)), Is.EqualTo(content));

    [FsCheck.NUnit.Property]
    public Property No_bytes_crash_the_sniffing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Enum.IsDefined(Sniffing.Of(bytes)));

    [TestCase("[Content_Types].xml|ppt/presentation.xml", FileKind.Pptx)]
    [TestCase("[Content_Types].xml|word/document.xml", FileKind.Docx)]
    [TestCase("[Content_Types].xml|xl/workbook.xml", FileKind.Xlsx)]
    [TestCase("[Content_Types].xml|other.xml", FileKind.Zip)]
    [TestCase("word/document.xml", FileKind.Zip)]
    [TestCase("", FileKind.Zip)]
    public void The_parts_of_an_archive_say_which_kind_it_is(string names, FileKind kind) =>
        Assert.That(Sniffing.OfArchive(names.Split('|')), Is.EqualTo(kind));

    [TestCase("证书 2026.pdf", "证书 2026.pdf")]
    [TestCase("C:\\Users\\me\\a.pdf", "a.pdf")]
    [TestCase("../../etc/passwd", "passwd")]
    [TestCase("..", "file")]
    [TestCase("", "file")]
    [TestCase(null, "file")]
    [TestCase("a\0b\r\nc.pdf", "abc.pdf")]
    [TestCase("gnp.\u202Efdp.exe", "gnp.fdp.exe")]
    [TestCase("  .hidden  ", "hidden")]
    [TestCase("说明（终稿）—𬭎.docx", "说明（终稿）—𬭎.docx")]
    public void A_name_is_kept_as_typed_but_harmless(string? typed, string kept) =>
        Assert.That(FileName.Clean(typed), Is.EqualTo(kept));

    [Test]
    public void A_long_name_keeps_its_ending()
    {
        var name = FileName.Clean(new string('长', 300) + ".pdf");

        Assert.That((name.Length, name[^4..]), Is.EqualTo((120, ".pdf")));
    }

    [FsCheck.NUnit.Property]
    public Property Cleaning_a_name_twice_changes_nothing() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string?>(),
            typed =>
            {
                var once = FileName.Clean(typed);
                return FileName.Clean(once) == once && once.Length is > 0 and <= FileName.Most;
            }
        );

    [TestCase(0, "file.empty")]
    [TestCase(-1, "file.empty")]
    [TestCase(1, null)]
    [TestCase(5 * 1024 * 1024, null)]
    [TestCase((5 * 1024 * 1024) + 1, "file.too_large")]
    [TestCase(10L * 1024 * 1024 * 1024, "file.too_large")]
    public void A_cover_has_between_one_byte_and_five_megabytes(long size, string? code) =>
        Assert.That(FileRefusals.WhyNotBegin(Rules.Cover, FileSlot.Cover, size)?.Code, Is.EqualTo(code));

    [Test]
    public void A_slot_without_kinds_takes_nothing() =>
        Assert.That(
            FileRefusals.WhyNotBegin(Rules.Deck with { Contents = [] }, FileSlot.Deck, 1)?.Code,
            Is.EqualTo("file.slot_closed")
        );

    [TestCase("", 1)]
    [TestCase("1", 2)]
    [TestCase("2", 1)]
    [TestCase("1,2", null)]
    public void The_lowest_free_place_is_taken(string taken, int? place) =>
        Assert.That(
            FileRefusals.FreePlace(
                Rules.Dossier,
                taken.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)
            ),
            Is.EqualTo(place)
        );

    [TestCase(Content.Empty, "file.empty")]
    [TestCase(Content.Markup, "file.markup")]
    [TestCase(Content.Unknown, "file.unknown_content")]
    [TestCase(Content.Compound, "file.compound")]
    [TestCase(Content.Pdf, "file.kind_not_taken")]
    [TestCase(Content.Png, null)]
    [TestCase(Content.Archive, null)]
    public void Each_wrong_content_has_its_own_sentence(Content content, string? code)
    {
        var refusal = FileRefusals.WhyNotContent(content, Rules.Cover);

        Assert.That(refusal?.Code, Is.EqualTo(code));
        Assert.That(refusal?.Message ?? "", Does.Not.Contain("{").And.Not.Contain("file."));
    }

    [TestCase("a/b.txt", null)]
    [TestCase("a/..b/c..txt", null)]
    [TestCase("../a.txt", "file.archive_path")]
    [TestCase("a/../../b.txt", "file.archive_path")]
    [TestCase("a\\..\\b.txt", "file.archive_path")]
    [TestCase("/etc/passwd", "file.archive_path")]
    [TestCase("\\\\host\\share", "file.archive_path")]
    [TestCase("C:\\a.txt", "file.archive_path")]
    public void A_part_that_would_leave_its_folder_is_refused(string name, string? code) =>
        Assert.That(FileRefusals.WhyNotParts([new(name, 1, false)], 100)?.Code, Is.EqualTo(code));

    [Test]
    public void Bombs_and_locked_archives_are_refused_by_their_list() =>
        Assert.Multiple(() =>
        {
            ArchivePart one = new("a", 1, false);
            Assert.That(
                FileRefusals.WhyNotParts([.. Enumerable.Repeat(one, 5001)], 9)?.Code,
                Is.EqualTo("file.archive_parts")
            );
            Assert.That(
                FileRefusals.WhyNotParts([one with { IsLocked = true }], 9)?.Code,
                Is.EqualTo("file.locked_archive")
            );
            Assert.That(
                FileRefusals.WhyNotParts([one with { Unpacked = long.MaxValue }, one], 9)?.Code,
                Is.EqualTo("file.bomb")
            );
            Assert.That(FileRefusals.WhyNotParts([one with { Unpacked = -1 }], 9)?.Code, Is.EqualTo("file.bomb"));
        });

    [TestCase(32L * 1024 * 1024, 1, null)]
    [TestCase((32L * 1024 * 1024) + 1, 1024, "file.bomb")]
    [TestCase(100L * 1024 * 1024, 1024 * 1024, null)]
    [TestCase(1024L * 1024 * 1024, 100 * 1024 * 1024, null)]
    [TestCase((1024L * 1024 * 1024) + 1, 1024 * 1024 * 1024, "file.bomb")]
    public void Much_from_little_is_a_bomb(long unpacked, long size, string? code) =>
        Assert.That(FileRefusals.WhyNotUnpacked(unpacked, size)?.Code, Is.EqualTo(code));

    [Test]
    public void The_rulebook_check_names_what_cannot_be()
    {
        var files = Rules with
        {
            Deck = Rules.Deck with { MostMegabytes = 0 },
            Evidence = Rules.Evidence with { MostFiles = 101 },
            Dossier = Rules.Dossier with { Contents = [FileKind.Pdf, FileKind.Pdf] },
            Cover = Rules.Cover with { Contents = [FileKind.Pdf] },
        };
        var good = Presets.Get("jianggao-like");

        var problems = RulebookCheck.Problems(good with { Files = files });

        Assert.That(
            problems.Except(RulebookCheck.Problems(good)).Select(p => (p.Path, p.Code)),
            Is.EqualTo(
                new[]
                {
                    ("files.deck", "rulebook.file_megabytes"),
                    ("files.dossier", "rulebook.file_kind_twice"),
                    ("files.evidence", "rulebook.file_count"),
                    ("files.cover", "rulebook.file_cover_kind"),
                }
            )
        );
    }

    [TestCase("deck", FileSlot.Deck)]
    [TestCase("Cover", FileSlot.Cover)]
    [TestCase("1", null)]
    [TestCase("nonsense", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void An_address_names_a_slot_or_none(string? word, FileSlot? slot) =>
        Assert.That(FileSlots.Find(word), Is.EqualTo(slot));
}

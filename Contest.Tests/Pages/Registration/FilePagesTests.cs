using System.Net;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Registration;

/// <summary>The only way to a file's content, asked by everybody, and the pages that lead there.</summary>
public sealed class FilePagesTests
{
    private ContestApp _app = null!;
    private (Guid Person, Guid Sheet, Guid Entry) _judged;
    private readonly Dictionary<FileSlot, Guid> _files = [];

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Preliminary);
        _judged = await _app.WithDbAsync(db =>
            (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                where s.RecusedAt == null && j.PersonId != null
                orderby s.Id
                select new ValueTuple<Guid, Guid, Guid>(j.PersonId!.Value, s.Id, s.EntryId)
            ).FirstAsync()
        );
        var published = PublishedFields.All.ToList();
        await _app.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == _judged.Entry)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.Published, published))
        );
        foreach (var slot in Enum.GetValues<FileSlot>())
            _files[slot] = await AddAsync(slot, slot == FileSlot.Cover ? A.Png : A.Pdf(pages: 2));
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await _app.DisposeAsync();

    [TestCase(null, "Cover")]
    [TestCase(Role.Entrant, "Cover")]
    [TestCase(Role.Judge, "Deck, Dossier, Evidence, Cover")]
    [TestCase(Role.Staff, "Deck, Dossier, Licence, Evidence, Cover")]
    [TestCase(Role.Supervisor, "Deck, Dossier, Licence, Evidence, Cover")]
    [TestCase(Role.Organizer, "Deck, Dossier, Licence, Evidence, Cover")]
    public async Task Who_may_not_see_a_file_finds_none(Role? role, string seen)
    {
        using Visitor visitor = new(_app);
        if (role == Role.Judge)
            await visitor.SignInAsync(_judged.Person);
        else if (role is { } signedIn)
            await visitor.SignInAsync(await SomebodyElseAsync(signedIn));

        List<string> got = [];
        foreach (var (slot, id) in _files)
        {
            var status = await visitor.StatusAsync(HttpMethod.Get, $"/files/{id}");
            var page = await visitor.StatusAsync(HttpMethod.Get, $"/files/{id}/pages/1");
            Assert.That(status, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.NotFound));
            Assert.That(page, Is.EqualTo(slot == FileSlot.Cover ? HttpStatusCode.NotFound : status));
            if (status == HttpStatusCode.OK)
                got.Add($"{slot}");
        }
        Assert.That(string.Join(", ", got), Is.EqualTo(seen));
    }

    [Test]
    public async Task A_judge_who_has_stepped_back_reads_no_more()
    {
        var other = await _app.WithDbAsync(db =>
            (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                where s.EntryId == _judged.Entry && j.PersonId != null && j.PersonId != _judged.Person
                select new { s.Id, PersonId = j.PersonId!.Value }
            ).FirstAsync()
        );
        using Visitor judge = new(_app);
        await judge.SignInAsync(other.PersonId);
        var file = $"/files/{_files[FileSlot.Dossier]}";
        Assert.That(await judge.StatusAsync(HttpMethod.Get, file), Is.EqualTo(HttpStatusCode.OK));

        await _app.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.Id == other.Id)
                .ExecuteUpdateAsync(s =>
                    s.SetProperty(x => x.RecusedAt, _app.Clock.GetUtcNow()).SetProperty(x => x.SubmittedAt, x => null)
                )
        );

        Assert.That(await judge.StatusAsync(HttpMethod.Get, file), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_document_is_a_download_that_nothing_runs_in()
    {
        using Visitor staff = new(_app);
        await staff.SignInAsync(_app, Role.Staff);
        using var answer = await staff.GetAsync($"/files/{_files[FileSlot.Evidence]}");
        string? Header(string name) => answer.Headers.TryGetValues(name, out var v) ? v.Single() : null;

        Assert.Multiple(async () =>
        {
            Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(
                $"{answer.Content.Headers.ContentDisposition}",
                Does.StartWith("attachment").And.Contain("filename*=UTF-8''%E8%AF%81%E6%98%8E.pdf")
            );
            Assert.That(Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(Header("Content-Security-Policy"), Does.Contain("sandbox").And.Contain("default-src 'none'"));
            Assert.That(Header("Cache-Control"), Does.Contain("private"));
            Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.EqualTo(A.Pdf(pages: 2)));
        });
    }

    [Test]
    public async Task A_range_and_an_unchanged_file_cost_only_what_they_must()
    {
        using Visitor staff = new(_app);
        await staff.SignInAsync(_app, Role.Staff);
        var path = $"/files/{_files[FileSlot.Dossier]}";
        using HttpRequestMessage part = new(HttpMethod.Get, path);
        part.Headers.Range = new(10, 19);
        using var ranged = await staff.AskAsync(part);
        using HttpRequestMessage known = new(HttpMethod.Get, path);
        known.Headers.IfNoneMatch.Add(ranged.Headers.ETag!);
        using var unchanged = await staff.AskAsync(known);

        Assert.That(ranged.StatusCode, Is.EqualTo(HttpStatusCode.PartialContent));
        Assert.That(await ranged.Content.ReadAsByteArrayAsync(), Is.EqualTo(A.Pdf(pages: 2)[10..20]));
        Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task A_cover_is_shown_as_the_picture_it_is()
    {
        using Visitor anyone = new(_app);
        using var answer = await anyone.GetAsync($"/files/{_files[FileSlot.Cover]}");

        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"));
        Assert.That(answer.Content.Headers.ContentDisposition, Is.Null);
    }

    [Test]
    public async Task A_judge_sees_the_first_pages_beside_the_sheet()
    {
        using Visitor judge = new(_app);
        await judge.SignInAsync(_judged.Person);
        var sheet = await judge.SeeAsync($"/jury/sheets/{_judged.Sheet}");
        var pictures = sheet.QuerySelectorAll("#d-papers img").Select(i => i.GetAttribute("src")).ToList();

        Assert.That(
            pictures,
            Is.EqualTo(
                new[] { FileSlot.Dossier, FileSlot.Deck }.SelectMany(s =>
                    new[] { 1, 2 }.Select(n => $"/files/{_files[s]}/pages/{n}")
                )
            )
        );
        using var picture = await judge.GetAsync(pictures[1]!);
        var bytes = await picture.Content.ReadAsByteArrayAsync();
        Assert.That(Sniffing.Of(bytes), Is.EqualTo(Content.Png));
        using var again = await judge.GetAsync(pictures[1]!);
        Assert.That(await again.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes), "kept, not drawn again");
        Assert.That(
            await judge.StatusAsync(HttpMethod.Get, $"/files/{_files[FileSlot.Deck]}/pages/3"),
            Is.EqualTo(HttpStatusCode.NotFound)
        );
    }

    [Test]
    public async Task A_reviewer_sees_all_files_and_nobody_opens_one_in_quarantine()
    {
        var waiting = await AddAsync(FileSlot.Evidence, A.Pdf(), ScanState.Quarantined, place: 2);
        using Visitor staff = new(_app);
        await staff.SignInAsync(_app, Role.Staff);
        var slug = await _app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());

        var review = await staff.SeeAsync($"/organise/{slug}/entries/{_judged.Entry}");

        var links = review.QuerySelectorAll(".papers > li > a").Select(a => a.GetAttribute("href")).ToList();
        Assert.That(links, Is.EquivalentTo(_files.Values.Select(f => $"/files/{f}")));
        Assert.That(await staff.StatusAsync(HttpMethod.Get, $"/files/{waiting}"), Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(
            await staff.StatusAsync(HttpMethod.Get, $"/files/{waiting}/pages/1"),
            Is.EqualTo(HttpStatusCode.NotFound)
        );
    }

    private Task<Guid> SomebodyElseAsync(Role role) =>
        _app.WithDbAsync(db =>
            db.Users.Where(u =>
                    u.Role == role
                    && !db.Participations.Any(p =>
                        p.EntryId == _judged.Entry
                        && db.Memberships.Any(m => m.PersonId == u.Id && m.EntrantId == p.EntrantId)
                    )
                )
                .OrderBy(u => u.Email)
                .Select(u => u.Id)
                .FirstAsync()
        );

    private async Task<Guid> AddAsync(FileSlot slot, byte[] bytes, ScanState scan = ScanState.NotScanned, int place = 1)
    {
        var id = Guid.CreateVersion7();
        await _app.WithAsync(
            async (IFileStore store) =>
                await store.WriteAsync(FileKeys.Of(id), new MemoryStream(bytes), bytes.Length, default)
        );
        await _app.WithDbAsync(db =>
        {
            db.StoredFiles.Add(
                new()
                {
                    Id = id,
                    EntryId = _judged.Entry,
                    Slot = slot,
                    Place = place,
                    Name = "证明.pdf",
                    Kind = slot == FileSlot.Cover ? FileKind.Png : FileKind.Pdf,
                    Size = bytes.Length,
                    Pages = slot == FileSlot.Cover ? null : 2,
                    Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)),
                    Scan = scan,
                    StoredAt = _app.Clock.GetUtcNow(),
                    StoredBy = Guid.Empty,
                }
            );
            return db.SaveChangesAsync();
        });
        return id;
    }
}

using System.Net;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Pages.Jury;

/// <summary>
/// An anonymous round over HTTP: a canary in everything that would say whose an entry is, looked for in every answer a
/// judge can get of the own sheets; and the same canaries in a round that is not anonymous, so that they are there.
/// </summary>
public sealed class AnonymousRoundTests
{
    private const string Canary = "金丝雀";
    private ContestApp _app = null!;
    private DemoJury.Sheet _sheet = null!;
    private Visitor _judge = null!;
    private Guid _file;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await DemoJury.StartAsync();
        _sheet = (await DemoJury.UntouchedAsync(_app))[0];
        _judge = new(_app);
        await _judge.SignInAsync(_sheet.PersonId);
        await _app.WithDbAsync(PlantAsync);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        _judge.Dispose();
        await _app.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Names_are_in_every_answer_or_in_none(bool isAnonymous)
    {
        await SetAsync(isAnonymous);
        List<string> telling = [];
        foreach (var path in Paths())
        {
            using var answer = await _judge.GetAsync(path);
            var text = $"{answer.Headers} {answer.Content.Headers} {await answer.Content.ReadAsStringAsync()}";
            if (Uri.UnescapeDataString(WebUtility.HtmlDecode(text)).Contains(Canary, StringComparison.Ordinal))
                telling.Add(path);
        }

        Assert.That(
            telling,
            Is.EqualTo(
                isAnonymous
                    ? []
                    : new[] { $"/jury/sheets/{_sheet.Id}", $"/jury/sheets/{_sheet.Id}?plain=1", $"/files/{_file}" }
            )
        );
    }

    [TestCase(true, HttpStatusCode.NotFound)]
    [TestCase(false, HttpStatusCode.OK)]
    public async Task The_file_itself_is_there_only_where_the_round_is_not_anonymous(
        bool isAnonymous,
        HttpStatusCode there
    )
    {
        await SetAsync(isAnonymous);

        Assert.That(await _judge.StatusAsync(HttpMethod.Get, $"/files/{_file}"), Is.EqualTo(there));
        using var picture = await _judge.GetAsync($"/files/{_file}/pages/1");
        Assert.That(picture.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"));
        Assert.That(picture.Content.Headers.ContentDisposition?.FileName, Is.Null);
    }

    [Test]
    public async Task An_anonymous_sheet_reads_well()
    {
        await SetAsync(true);
        var page = await _judge.SeeAsync($"/jury/sheets/{_sheet.Id}");

        Assert.That(page.QuerySelector(".dossier-note")?.TextContent, Does.StartWith("本轮匿名评审"));
        Assert.That(page.QuerySelector(".dossier-patents summary .num")?.TextContent, Is.EqualTo("P1"));
        Assert.That(page.QuerySelector(".dossier-file summary")?.TextContent, Does.Contain("附件 1.pdf"));
        Assert.That(page.QuerySelectorAll(".work-facts span").Length, Is.GreaterThan(0));
        Assert.That(page.Title, Does.Match("^[1-9][0-9]{4} "));
    }

    [TestCase("zh-CN", "初评匿名进行中")]
    [TestCase("zh-HK", "初評匿名進行中")]
    [TestCase("en", "You are judging anonymously")]
    public async Task A_judge_is_told_why_the_public_pages_of_entries_are_closed(string culture, string headline)
    {
        await SetAsync(true);
        using Visitor judge = new(_app, culture);
        await judge.SignInAsync(_sheet.PersonId);
        foreach (var path in PublicPaths())
        {
            using var answer = await judge.GetAsync(path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), path);
            var page = await Visitor.ReadAsync(answer);
            Assert.That(page.QuerySelector("h1")?.TextContent, Is.EqualTo(headline), path);
            Assert.That(page.QuerySelector(".empty .actions a")?.GetAttribute("href"), Is.EqualTo("/jury"), path);
        }
    }

    [Test]
    public async Task The_public_pages_kept_in_memory_are_the_publics_and_never_the_judges()
    {
        await SetAsync(true);
        using Visitor anyone = new(_app);
        foreach (var path in PublicPaths().Take(3)) // without those that lead a visitor on
        {
            using var before = await anyone.GetAsync(path);
            Assert.That(before.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
            using var judges = await _judge.AskAsync(request);
            Assert.That(
                judges.StatusCode,
                Is.EqualTo(HttpStatusCode.Forbidden),
                $"{path}: not even that it is the same"
            );
            using var after = await anyone.GetAsync(path);
            Assert.That(after.Headers.ETag, Is.EqualTo(before.Headers.ETag), path);
        }
    }

    [TestCase(true, HttpStatusCode.Forbidden)]
    [TestCase(false, HttpStatusCode.OK)]
    public async Task The_same_pages_are_a_judges_too_where_the_round_is_not_anonymous_and_after_it_is_confirmed(
        bool isAnonymous,
        HttpStatusCode before
    )
    {
        await SetAsync(isAnonymous);
        foreach (var path in PublicPaths().Take(3)) // without those that lead a visitor on
            Assert.That(await _judge.StatusAsync(HttpMethod.Get, path), Is.EqualTo(before), path);
        await ConfirmAsync(Database.DemoNow);
        try
        {
            Assert.That(await _judge.StatusAsync(HttpMethod.Get, Public), Is.EqualTo(HttpStatusCode.OK));
            var page = await _judge.SeeAsync($"/jury/sheets/{_sheet.Id}");
            Assert.That(page.Title, Does.StartWith(_sheet.Code), "and the code is no secret any more");
        }
        finally
        {
            await ConfirmAsync(null);
        }
    }

    [Test]
    public async Task A_judge_knows_an_entry_by_a_number_and_the_organizers_by_both()
    {
        await SetAsync(true);
        var desk = await _judge.SeeAsync("/jury");
        var numbers = desk.QuerySelectorAll("td .num").Select(n => n.TextContent).ToList();
        Assert.That(numbers, Is.Not.Empty.And.Ordered.And.Unique);
        Assert.That(numbers, Has.All.Match("^[1-9][0-9]{4}$"));
        var sheet = await _judge.SeeAsync($"/jury/sheets/{_sheet.Id}");
        var mine = sheet.QuerySelector("h1 .code")!.TextContent;
        Assert.That(numbers, Does.Contain(mine));

        using Visitor organizer = new(_app);
        await organizer.SignInAsync(_app, Role.Organizer);
        var found = await organizer.SeeAsync($"/organise/{Edition}/jury/sheets?q={mine}");
        var lines = found.QuerySelectorAll("tbody th").Select(h => h.TextContent).ToList();
        Assert.That(lines, Is.Not.Empty);
        Assert.That(lines, Has.All.Contains(_sheet.Code));
        Assert.That(lines, Has.All.Contains(mine));
        var unlock = await organizer.SeeAsync($"/organise/{Edition}/jury/sheets/{_sheet.Id}/unlock");
        Assert.That(unlock.QuerySelector(".page-head p")?.TextContent, Does.Contain(_sheet.Code).And.Contain(mine));
    }

    private const string Edition = "yunjiang-2026";

    private string Public => $"/{Edition}/entries/{_sheet.Code}";

    private string[] PublicPaths() =>
        [
            $"/{Edition}/entries",
            Public,
            $"/{Edition}/vote",
            $"/{Edition}/vote/mine",
            $"/{Edition}/vote/verify",
            $"/{Edition}/vote/wait",
            $"/{Edition}/entries?q={_sheet.Code}",
        ];

    private async Task ConfirmAsync(DateTimeOffset? at) =>
        await _app.WithDbAsync(async db =>
        {
            (await db.StageRuns.SingleAsync(r => r.Stage == Stage.Preliminary)).ConfirmedAt = at;
            return await db.SaveChangesAsync();
        });

    private IEnumerable<string> Paths() =>
        [
            "/jury",
            $"/jury/sheets/{_sheet.Id}",
            $"/jury/sheets/{_sheet.Id}?plain=1",
            $"/jury/next?after={_sheet.Id}",
            "/jury/distribution",
            "/api/sheets",
            $"/api/sheets/{_sheet.Id}?device=a",
            $"/api/sheets/{_sheet.Id}/next",
            $"/files/{_file}",
            $"/files/{_file}/pages/1",
        ];

    private async Task SetAsync(bool isAnonymous) =>
        await _app.WithDbAsync(async db =>
        {
            var competition = await db.Competitions.SingleAsync();
            var rulebook = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
            competition.RulebookJson = CanonicalJson.Write(
                rulebook with
                {
                    Preliminary = rulebook.Preliminary with { IsAnonymous = isAnonymous },
                }
            );
            competition.RulebookHash = CanonicalJson.HashText(competition.RulebookJson);
            return await db.SaveChangesAsync();
        });

    private async Task<bool> PlantAsync(Infrastructure.Data.ContestDb db)
    {
        var id = await db.JudgeSheets.Where(s => s.Id == _sheet.Id).Select(s => s.EntryId).SingleAsync();
        var entry = await db
            .Entries.Include(e => e.Patents)
            .Include(e => e.Participations)
                .ThenInclude(p => p.Entrant)
            .AsSplitQuery()
            .SingleAsync(e => e.Id == id);
        entry.Participations[0].Entrant.Name = $"{Canary}股份";
        (entry.ContactName, entry.Team, entry.Recommender) = ($"{Canary}联系人", $"{Canary}团队", $"{Canary}推荐");
        (entry.Summary, entry.VideoUrl) = ($"由{Canary}股份研发。", $"https://video.example.invalid/{Canary}");
        foreach (var patent in entry.Patents)
        {
            (patent.Owners, patent.Inventors, patent.Agency) = ($"{Canary}股份", $"{Canary}发明人", $"{Canary}代理");
            (patent.Number, patent.PublicationNumber) = ($"ZL{Canary}{patent.Position}", $"CN{Canary}");
            (patent.Family, patent.Encumbrances) = ($"EP{Canary}", $"质押人{Canary}股份");
        }
        var content = A.Pdf();
        _file = Guid.NewGuid();
        await using MemoryStream stream = new(content);
        await _app.WithAsync(
            (IFileStore store) => store.WriteAsync(FileKeys.Of(_file), stream, content.Length, default)
        );
        db.StoredFiles.Add(
            new()
            {
                Id = _file,
                EntryId = entry.Id,
                Slot = FileSlot.Dossier,
                Place = 1,
                Name = $"{Canary}项目书.pdf",
                Kind = FileKind.Pdf,
                Size = content.Length,
                Pages = 1,
                Sha256 = new('0', 64),
                Scan = ScanState.NotScanned,
                StoredAt = _app.Clock.GetUtcNow(),
                StoredBy = _sheet.PersonId,
            }
        );
        await db.SaveChangesAsync();
        return true;
    }
}

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

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Files;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Registration;

/// <summary>Sending files over HTTP: in chunks as the script does, and as a plain form.</summary>
public sealed class UploadPagesTests
{
    private ContestApp _app = null!;
    private Visitor _owner = null!;
    private string _slug = "";
    private Guid _entry;

    private string Api => $"/api/{_slug}/entries/{_entry}/files";
    private string Page => $"/my/{_slug}/entries/{_entry}/files";

    [SetUp]
    public async Task OpenAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Registration);
        var person = await _app.WithDbAsync(db =>
            db.Users.OrderBy(u => u.Email).FirstAsync(u => u.Role == Role.Entrant)
        );
        _slug = await _app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync());
        _entry = Guid.CreateVersion7();
        await _app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.Select(c => c.Id).SingleAsync();
            db.Entries.Add(
                new()
                {
                    Id = _entry,
                    CompetitionId = edition,
                    Number = 9001,
                    OwnerId = person.Id,
                    State = EntryState.Draft,
                    Title = "草稿",
                    Industry = "新材料",
                    Summary = "",
                    ContactName = "",
                    ContactPhone = "",
                    ContactEmail = "",
                }
            );
            return await db.SaveChangesAsync();
        });
        _owner = new(_app);
        await _owner.SignInAsync(person.Id);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        _owner.Dispose();
        await _app.DisposeAsync();
    }

    [Test]
    public async Task A_file_sent_in_chunks_is_begun_continued_and_finished()
    {
        var bytes = A.Pdf(padding: 3000);
        var token = await TokenAsync();
        var begun = await JsonAsync(HttpMethod.Post, Api, token, Announce("dossier", bytes.Length), 201);
        var path = $"{Api}/{begun.GetProperty("id").GetString()}";

        var first = await JsonAsync(
            HttpMethod.Put,
            $"{path}?offset=0",
            token,
            new ByteArrayContent(bytes[..1000]),
            200
        );
        var gap = await JsonAsync(
            HttpMethod.Put,
            $"{path}?offset=2000",
            token,
            new ByteArrayContent(bytes[2000..]),
            409
        );
        var state = await JsonAsync(HttpMethod.Get, path, null, null, 200);
        Assert.That(
            new[] { first, gap, state }.Select(a => a.GetProperty("received").GetInt64()),
            Is.All.EqualTo(1000)
        );
        await JsonAsync(HttpMethod.Post, path, token, null, 409);
        await JsonAsync(HttpMethod.Put, $"{path}?offset=1000", token, new ByteArrayContent(bytes[1000..]), 200);
        var done = await JsonAsync(HttpMethod.Post, path, token, null, 200);

        Assert.That(done.GetProperty("state").GetString(), Is.EqualTo("已上传，未查毒"));
        using var kept = await _owner.GetAsync($"/files/{begun.GetProperty("id").GetString()}");
        Assert.That(await kept.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
    }

    [Test]
    public async Task What_is_too_much_is_stopped_before_it_reaches_the_disk()
    {
        var token = await TokenAsync();
        var large = await JsonAsync(HttpMethod.Post, Api, token, Announce("dossier", 10L * 1024 * 1024 * 1024), 422);
        var begun = await JsonAsync(HttpMethod.Post, Api, token, Announce("dossier", 40 * 1024 * 1024), 201);
        var path = $"{Api}/{begun.GetProperty("id").GetString()}?offset=0";

        var chunk = await JsonAsync(
            HttpMethod.Put,
            path,
            token,
            new ByteArrayContent(new byte[AppendChunk.MostBytes + 1]),
            413
        );
        using HttpRequestMessage endless = new(HttpMethod.Put, path) { Content = new EndlessContent() };
        endless.Headers.Add("RequestVerificationToken", token);
        HttpStatusCode? status = null;
        try
        {
            using var answer = await _owner.AskAsync(endless);
            status = answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // the server hung up in the middle
        }

        Assert.That(large.GetProperty("code").GetString(), Is.EqualTo("file.too_large"));
        Assert.That(chunk.GetProperty("code").GetString(), Is.EqualTo("file.chunk_too_large"));
        Assert.That(status, Is.Null.Or.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        var kept = Directory
            .GetFiles(_app.DataFolder, "*", SearchOption.AllDirectories)
            .Sum(f => new FileInfo(f).Length);
        Assert.That(kept, Is.LessThan(1024 * 1024));
    }

    [Test]
    public async Task Without_a_token_or_for_somebody_elses_entry_nothing_is_sent()
    {
        var token = await TokenAsync();
        using Visitor stranger = new(_app);
        var other = await _app.WithDbAsync(db =>
            db.Users.OrderByDescending(u => u.Email).FirstAsync(u => u.Role == Role.Entrant)
        );
        await stranger.SignInAsync(other.Id);

        await JsonAsync(HttpMethod.Post, Api, null, Announce("dossier", 10), 400);
        Assert.That(await stranger.StatusAsync(HttpMethod.Get, Api), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await stranger.StatusAsync(HttpMethod.Get, Page), Is.EqualTo(HttpStatusCode.NotFound));
        await JsonAsync(HttpMethod.Post, Api, token, JsonContent.Create(new { slot = "7", size = 10 }), 400);
        Assert.That(await _app.WithDbAsync(db => db.Uploads.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task A_plain_form_sends_a_file_and_deletes_it()
    {
        var kept = await PostFileAsync("cover", "封面.png", A.Png);
        Assert.That(kept.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var page = await _owner.SeeAsync(Page);
        Assert.That(page.QuerySelector(".upload-name")!.TextContent, Does.Contain("封面.png"));

        var refused = await PostFileAsync("licence", "a.png", "<html>"u8.ToArray());
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("网页或 SVG"));

        var deleted = await _owner.SendAsync(Page, ("fileId", $"{await OnlyFileAsync()}"));
        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await _app.WithDbAsync(db => db.StoredFiles.CountAsync()), Is.Zero);
        Assert.That(
            await _app.WithDbAsync(db => db.Uploads.CountAsync()),
            Is.Zero,
            "a refused file leaves no place taken"
        );
    }

    private Task<Guid> OnlyFileAsync() => _app.WithDbAsync(db => db.StoredFiles.Select(f => f.Id).SingleAsync());

    private async Task<HttpResponseMessage> PostFileAsync(string slot, string name, byte[] bytes)
    {
        var page = await _owner.SeeAsync(Page);
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using MultipartFormDataContent form = new()
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent(slot), "slot" },
            { new ByteArrayContent(bytes), "file", name },
        };
        using HttpRequestMessage request = new(HttpMethod.Post, Page) { Content = form };
        return await _owner.AskAsync(request);
    }

    private async Task<string> TokenAsync() =>
        (await JsonAsync(HttpMethod.Get, Api, null, null, 200)).GetProperty("token").GetString()!;

    private static JsonContent Announce(string slot, long size) =>
        JsonContent.Create(
            new
            {
                slot,
                name = "a.pdf",
                size,
            }
        );

    private async Task<JsonElement> JsonAsync(
        HttpMethod method,
        string path,
        string? token,
        HttpContent? content,
        int status
    )
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        // a body that is refused unread would else meet a closed connection before its answer
        request.Headers.ExpectContinue = content is ByteArrayContent;
        if (token is not null)
            request.Headers.Add("RequestVerificationToken", token);
        using var answer = await _owner.AskAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(status), $"{method} {path}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Ten gigabytes, without saying so beforehand.</summary>
    private sealed class EndlessContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = new byte[1024 * 1024];
            for (var n = 0; n < 10_240; n++)
                await stream.WriteAsync(piece);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

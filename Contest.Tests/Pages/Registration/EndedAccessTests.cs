using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Registration;

/// <summary>Forms sent without script by somebody whose membership ended while the page was open.</summary>
public sealed class EndedAccessTests
{
    private readonly Guid _entry = Guid.CreateVersion7();
    private ContestApp _app = null!;
    private Visitor _member = null!;
    private Visitor _stranger = null!;
    private Guid _person;
    private string _address = "";

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Registration);
        _address =
            $"/my/{await _app.WithDbAsync(db => db.Competitions.Select(c => c.Slug).SingleAsync())}/entries/{_entry}";
        _person = (await A.PersonAsync(_app, "left@example.invalid", Role.Entrant)).Id;
        await _app.WithDbAsync(async db =>
        {
            Entry entry = new()
            {
                Id = _entry,
                CompetitionId = await db.Competitions.Select(c => c.Id).SingleAsync(),
                Number = 9001,
                State = EntryState.Draft,
                Title = "草稿",
                Industry = "新材料",
                Summary = "",
                ContactName = "",
                ContactPhone = "",
                ContactEmail = "",
            };
            var organisation = await db.Entrants.Select(e => e.Id).FirstAsync();
            entry.Participations.Add(
                new()
                {
                    EntryId = _entry,
                    EntrantId = organisation,
                    Position = 1,
                }
            );
            db.AddRange(
                entry,
                new Membership
                {
                    Id = Guid.CreateVersion7(),
                    EntrantId = organisation,
                    PersonId = _person,
                    Role = MemberRole.Editor,
                    Since = _app.Clock.GetUtcNow(),
                }
            );
            return await db.SaveChangesAsync();
        });
        _member = new(_app);
        await _member.SendAsync("/account/sign-in", ("Email", "left@example.invalid"), ("Password", A.Password));
        _stranger = new(_app);
        await A.PersonAsync(_app, "stranger@example.invalid", Role.Entrant);
        await _stranger.SendAsync("/account/sign-in", ("Email", "stranger@example.invalid"), ("Password", A.Password));
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        _member.Dispose();
        _stranger.Dispose();
        await _app.DisposeAsync();
    }

    [Test]
    public async Task What_was_typed_comes_back_with_the_sentence_and_only_to_those_who_had_access()
    {
        var step = await _member.SeeAsync(_address + "/project");
        var form = step.QuerySelector<IHtmlFormElement>("main form:has([name='f:project/title'])")!;
        await _app.WithDbAsync(db =>
            db.Memberships.Where(m => m.PersonId == _person)
                .ExecuteUpdateAsync(m => m.SetProperty(x => x.EndedAt, _app.Clock.GetUtcNow()))
        );

        var answer = await _member.SubmitAsync(
            form,
            _address + "/project",
            ("f:project/title", "离开之后的<b>名称</b>"),
            ("act", "save")
        );
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        var page = await Visitor.ReadAsync(answer);
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("没有保存：您已不能填写这个项目"));
        Assert.That(page.QuerySelector("[role=alert]")!.TextContent, Does.Contain("权限已经结束"));
        Assert.That(
            page.QuerySelector<IHtmlTextAreaElement>("#ended-text")!.Value,
            Does.Contain("离开之后的<b>名称</b>").And.Not.Contain("__Request")
        );
        Assert.That(
            await _app.WithDbAsync(db => db.Entries.Where(e => e.Id == _entry).Select(e => e.Title).SingleAsync()),
            Is.EqualTo("草稿")
        );

        foreach (var path in new[] { "?handler=Submit", "?handler=Withdraw", "/files?handler=Delete", "/project" })
        {
            Assert.That(await PostAsync(_member, path), Is.EqualTo(HttpStatusCode.Forbidden), path);
            Assert.That(await PostAsync(_stranger, path), Is.EqualTo(HttpStatusCode.NotFound), path);
        }
        using var read = await _member.GetAsync(_address);
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "there is nothing to read any more");
    }

    private async Task<HttpStatusCode> PostAsync(Visitor who, string path)
    {
        var token = (await who.SeeAsync("/account/mine"))
            .QuerySelector<IHtmlInputElement>("[name=__RequestVerificationToken]")!
            .Value;
        using var answer = await who.PostBlindlyAsync(_address + path, ("__RequestVerificationToken", token));
        return answer.StatusCode;
    }
}

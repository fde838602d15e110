using System.Net;
using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Security;

/// <summary>What nobody types by accident is refused with a sentence, never with 500.</summary>
public sealed class HostileInputTests
{
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _app = await ContestApp.StartAtAsync(DemoStage.Voting);

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [TestCase("/yunjiang-2026/entries?q=%00")]
    [TestCase("/yunjiang-2026/entries?group=%00")]
    [TestCase("/yunjiang-2026/vote?field=a%00&culture=%00")]
    [TestCase("/organise/yunjiang-2026/audit?q=%00")]
    [TestCase("/organise/yunjiang-2026/entries?group=%00")]
    public async Task A_nul_in_an_address_is_a_bad_request(string path)
    {
        using var visitor = await OrganizerAsync();

        var answer = await visitor.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await Visitor.ReadAsync(answer)).QuerySelector("h1"), Is.Not.Null, "no sentence");
    }

    [TestCase("/account/forgot-password", "Email", "a\0b@example.invalid")]
    [TestCase("/account/register", "DisplayName", "a\0b")]
    public async Task A_nul_in_a_form_is_a_bad_request(string path, string field, string value)
    {
        using Visitor visitor = new(_app);

        var plain = await visitor.SendAsync(path, (field, value));
        var parts = await visitor.SendInPartsAsync(path, (field, value));

        foreach (var answer in new[] { plain, parts })
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await Visitor.ReadAsync(answer)).QuerySelector("h1"), Is.Not.Null, "no sentence");
        }
    }

    [Test]
    public async Task A_stage_that_is_none_is_a_bad_request()
    {
        using var visitor = await OrganizerAsync();
        var page = await visitor.SeeAsync("/organise/yunjiang-2026");
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await visitor.PostBlindlyAsync(
            "/organise/yunjiang-2026?handler=Open",
            ("stage", "99"),
            ("__RequestVerificationToken", token)
        );

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_passkey_that_is_none_is_not_renamed_and_nothing_breaks()
    {
        using var visitor = await OrganizerAsync();
        var page = await visitor.SeeAsync("/account/mine");
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await visitor.PostBlindlyAsync(
            "/account/mine?handler=RenamePasskey",
            ("id", "!!!"),
            ("__RequestVerificationToken", token)
        );

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private async Task<Visitor> OrganizerAsync()
    {
        Visitor visitor = new(_app);
        await visitor.SignInAsync(_app, Role.Organizer);
        return visitor;
    }
}

using System.Net;
using AngleSharp.Html.Dom;
using Contest.Tests.Support;

namespace Contest.Tests.Pages.Draw;

public sealed class DrawConsoleRolesTests
{
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task Start() => _app = await DemoDraw.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [TestCase("Values")]
    [TestCase("Open")]
    public async Task A_supervisor_watches_but_does_not_drive(string handler)
    {
        using var supervisor = await DemoDraw.VisitorAsync(_app, DemoDraw.Supervisor);

        Assert.That(await PostAsync(supervisor, handler), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase("Commit")]
    [TestCase("Values")]
    [TestCase("Reveal")]
    [TestCase("Open")]
    public async Task Staff_see_the_console_and_change_nothing(string handler)
    {
        using var staff = await DemoDraw.VisitorAsync(_app, DemoDraw.Staff);

        var page = await staff.SeeAsync(DemoDraw.Console);
        Assert.That(page.QuerySelectorAll(".draw-steps form"), Is.Empty);
        Assert.That(await PostAsync(staff, handler), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase(DemoDraw.Staff)]
    [TestCase(DemoDraw.Supervisor)]
    public async Task Proving_who_one_is_does_not_let_another_role_draw(string name)
    {
        using var visitor = await DemoDraw.VisitorAsync(_app, name);
        var proof = await visitor.SeeAsync("/account/mine/step-up");
        await visitor.SubmitAsync((IHtmlFormElement)proof.QuerySelector("main form")!, "/account/mine/step-up");

        Assert.That(await PostAsync(visitor, "Draw"), Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<HttpStatusCode> PostAsync(Visitor visitor, string handler)
    {
        var page = await visitor.SeeAsync(DemoDraw.Console);
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var answer = await visitor.PostBlindlyAsync(
            $"{DemoDraw.Console}?handler={handler}",
            ("__RequestVerificationToken", token),
            ("party", "organizer")
        );
        return answer.StatusCode;
    }
}

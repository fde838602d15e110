using System.Net;
using AngleSharp.Html.Dom;
using Contest.Core;
using Contest.Core.Draw;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Draw;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Draw;

public sealed class DrawConsoleTests
{
    private ContestApp _app = null!;

    [SetUp]
    public async Task Start() => _app = await DemoDraw.StartAsync();

    [TearDown]
    public async Task Stop() => await _app.DisposeAsync();

    [Test]
    public async Task Before_the_values_every_later_step_says_what_it_waits_for()
    {
        await DemoDraw.ForgetCommitmentsAsync(_app);
        using var organizer = await DemoDraw.VisitorAsync(_app, DemoDraw.Organizer);

        var page = await organizer.SeeAsync(DemoDraw.Console);
        var steps = page.QuerySelectorAll(".draw-steps > li").Select(s => s.TextContent).ToList();

        Assert.That(steps, Has.Count.EqualTo(6));
        Assert.That(steps[2], Does.Contain("组委会 还没有提交承诺值"));
        Assert.That(steps[3], Does.Contain("公开随机值还没有录入"));
        Assert.That(steps[4], Does.Contain("公开随机值还没有录入"));
        Assert.That(page.QuerySelector("#values-0"), Is.Null);
        // the supervisor's commitment is the supervisor's alone
        Assert.That(page.QuerySelector("#commit-organizer"), Is.Not.Null);
        Assert.That(page.QuerySelector("#commit-supervisor"), Is.Null);
    }

    [Test]
    public async Task The_whole_draw_is_driven_from_the_console()
    {
        using var organizer = await DemoDraw.VisitorAsync(_app, DemoDraw.Organizer);
        using var supervisor = await DemoDraw.VisitorAsync(_app, DemoDraw.Supervisor);

        var refused = await Visitor.ReadAsync(await EnterAsync(organizer, ["5 0", .. DemoDraw.Numbers[1..]]));
        Assert.That(refused.QuerySelector("[role=alert]")?.TextContent, Does.Contain("与事先公布的来源不一致"));
        Assert.That(refused.QuerySelector("#values-1")?.GetAttribute("value"), Is.EqualTo(DemoDraw.Numbers[1]));
        await IsDoneAsync(await EnterAsync(organizer, DemoDraw.Numbers));

        var wrong = await RevealAsync(organizer, "organizer", DemoDrawCode.Of("entrants"));
        Assert.That(
            (await Visitor.ReadAsync(wrong)).QuerySelector("[role=alert]")?.TextContent,
            Does.Contain("组委会").And.Not.Contain("organizer")
        );
        await IsDoneAsync(
            await RevealAsync(organizer, "organizer", $" {DemoDrawCode.Of("organizer").ToUpperInvariant()}\n")
        );
        await IsDoneAsync(await RevealAsync(organizer, "entrants", DemoDrawCode.Of("entrants")));
        Assert.That((await organizer.SeeAsync(DemoDraw.Console)).QuerySelector("#reveal-supervisor"), Is.Null);
        await IsDoneAsync(await RevealAsync(supervisor, "supervisor", DemoDrawCode.Of("supervisor")));

        await DrawAsync(organizer);
        var record = await DemoDraw.RecordAsync(_app);
        var bundle = DrawBundle.Parse(record.Bundle!);
        Assert.That(bundle.Problems(), Is.Empty);
        Assert.That(bundle.Randomness, Is.EqualTo("5.0.7./1.4.9.12.27.33./312345./1.2.3.4.5.6./"));

        var page = await organizer.SeeAsync(DemoDraw.Console);
        var opened = await organizer.SubmitAsync(page, DemoDraw.Console, ("place", "1"));
        Assert.That(opened.Headers.Location?.OriginalString, Is.EqualTo(DemoDraw.Console + "#opening"));
        await organizer.SubmitAsync(page, DemoDraw.Console, ("place", "1"));
        Assert.That((await DemoDraw.RecordAsync(_app)).Opened, Is.EqualTo(1));
        await organizer.SendAsync(DemoDraw.Console, ("all", "true"));
        Assert.That((await DemoDraw.RecordAsync(_app)).Opened, Is.EqualTo(bundle.Order.Count));
    }

    [Test]
    public async Task A_party_commits_once_and_only_its_own_person_may()
    {
        await DemoDraw.ForgetCommitmentsAsync(_app);
        using var organizer = await DemoDraw.VisitorAsync(_app, DemoDraw.Organizer);
        using var supervisor = await DemoDraw.VisitorAsync(_app, DemoDraw.Supervisor);
        var mine = new string('a', 64);

        var form = Form(await organizer.SeeAsync(DemoDraw.Console), "#commit-organizer");
        var foreign = await organizer.SubmitAsync(
            form,
            DemoDraw.Console,
            ("party", "supervisor"),
            ("commitment", mine)
        );
        Assert.That(await AlertAsync(foreign), Does.Contain("监督员的只能由监督员本人提交"));
        var mistyped = await organizer.SubmitAsync(form, DemoDraw.Console, ("commitment", "abc"));
        Assert.That(await AlertAsync(mistyped), Does.Contain("64 位"));

        await IsDoneAsync(await organizer.SubmitAsync(form, DemoDraw.Console, ("commitment", mine)));
        var again = await organizer.SubmitAsync(form, DemoDraw.Console, ("commitment", new string('b', 64)));
        Assert.That(await AlertAsync(again), Does.Contain("组委会 已经提交过承诺值"));
        var theirs = Form(await supervisor.SeeAsync(DemoDraw.Console), "#commit-supervisor");
        await IsDoneAsync(await supervisor.SubmitAsync(theirs, DemoDraw.Console, ("commitment", mine)));

        var record = await DemoDraw.RecordAsync(_app);
        Assert.That(
            record.Commitments.Select(c => (c.Party, c.Hash, c.By)),
            Is.EquivalentTo(
                new[] { ("organizer", mine, DemoDraw.Organizer), ("supervisor", mine, DemoDraw.Supervisor) }
            )
        );
    }

    [Test]
    public async Task Two_presses_for_the_same_place_at_once_open_it_once()
    {
        await DemoDraw.DrawAsync(_app);
        var (id, _) = await DemoDraw.EditionAsync(_app);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    _app.WithAsync((OpenNextPlace a) => a.HandleAsync(new(id, false, Actor.Console, Place: 1), default))
                )
        );

        Assert.That(answers, Is.All.Null);
        Assert.That((await DemoDraw.RecordAsync(_app)).Opened, Is.EqualTo(1));
        Assert.That(
            await _app.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == nameof(OpenNextPlace))),
            Is.EqualTo(1)
        );
    }

    /// <summary>Draws; the demo's organizer confirms who it is with one click when asked.</summary>
    private static async Task DrawAsync(Visitor organizer)
    {
        var page = await organizer.SeeAsync(DemoDraw.Console);
        var form = page.QuerySelectorAll("form")
            .OfType<IHtmlFormElement>()
            .Single(f => f.Action.EndsWith("handler=Draw", StringComparison.Ordinal));
        var asked = await Visitor.ReadAsync(await organizer.SubmitAsync(form, DemoDraw.Console));
        Assert.That(asked.QuerySelector(".draw-steps"), Is.Null, "a step-up is asked for");
        var proved = await Visitor.ReadAsync(
            await organizer.SubmitAsync((IHtmlFormElement)asked.QuerySelector("main form")!, DemoDraw.Console)
        );
        await organizer.SubmitAsync((IHtmlFormElement)proved.QuerySelector("#resume")!, DemoDraw.Console);
    }

    private static async Task<HttpResponseMessage> EnterAsync(Visitor visitor, IReadOnlyList<string> numbers)
    {
        var page = await visitor.SeeAsync(DemoDraw.Console);
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await visitor.PostBlindlyAsync(
            DemoDraw.Console + "?handler=Values",
            [("__RequestVerificationToken", token), .. numbers.Select(n => ("numbers", n))]
        );
    }

    private static async Task<HttpResponseMessage> RevealAsync(Visitor visitor, string party, string code) =>
        await visitor.SubmitAsync(
            Form(await visitor.SeeAsync(DemoDraw.Console), $"#reveal-{party}"),
            DemoDraw.Console,
            ("code", code)
        );

    private static IHtmlFormElement Form(IHtmlDocument page, string field) =>
        ((IHtmlInputElement)page.QuerySelector(field)!).Form!;

    private static async Task<string?> AlertAsync(HttpResponseMessage answer) =>
        (await Visitor.ReadAsync(answer)).QuerySelector("[role=alert]")?.TextContent;

    private static async Task IsDoneAsync(HttpResponseMessage answer) =>
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await AlertAsync(answer));
}

using System.Net;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Registration;

public sealed class OrganisationPagesTests
{
    private ContestApp _app = null!;

    [SetUp]
    public async Task StartAsync() => _app = await ContestApp.StartAtAsync(DemoStage.Registration);

    [TearDown]
    public ValueTask StopAsync() => _app.DisposeAsync();

    [Test]
    public async Task A_newcomer_makes_an_organisation_and_what_was_typed_is_kept_when_refused()
    {
        using Visitor visitor = new(_app);
        await SignInAsync(visitor, "newcomer");
        (string, string)[] typed =
        [
            ("Input.Name", "云江新材料（香港）有限公司"),
            ("Input.Kind", "HongKongOrMacao"),
            ("Input.IdentifierKind", "BusinessRegistration"),
            ("Input.Identifier", "6682029"),
            ("Input.Region", "香港"),
            ("Input.Grounds", "研发部"),
        ];

        var refused = await Visitor.ReadAsync(await visitor.SendAsync("/my/organisations/new", typed));
        Assert.That(refused.QuerySelector("[name='Input.Name']")!.GetAttribute("value"), Is.EqualTo(typed[0].Item2));
        Assert.That(refused.QuerySelector("[name='Input.Grounds']")!.TextContent, Is.EqualTo("研发部"));
        Assert.That(
            refused.QuerySelector("[name='Input.Identifier']")!.GetAttribute("aria-invalid"),
            Is.EqualTo("true")
        );
        typed[3].Item2 = "66820292";
        var made = await visitor.SendAsync("/my/organisations/new", typed);

        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var page = await visitor.SeeAsync(made.Headers.Location!.OriginalString);
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo("云江新材料（香港）有限公司"));
        Assert.That(page.QuerySelectorAll("#members tbody tr"), Has.Length.EqualTo(1));
        var list = await visitor.SeeAsync("/my/organisations");
        Assert.That(list.QuerySelectorAll("#organisations tbody tr"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task An_empty_form_names_every_field_that_is_missing_and_a_field_is_described_by_its_hint()
    {
        using Visitor visitor = new(_app);
        await SignInAsync(visitor, "newcomer");

        var refused = await Visitor.ReadAsync(await visitor.SendAsync("/my/organisations/new", ("Input.Name", "")));

        Assert.That(
            refused.QuerySelectorAll("[aria-invalid=true]").Select(e => e.GetAttribute("name")),
            Is.EqualTo(new[] { "Input.Name", "Input.Kind", "Input.IdentifierKind", "Input.Identifier", "Input.Region" })
        );
        Assert.That(refused.QuerySelector("[role=alert]")!.TextContent, Does.Contain("5 处"));
        var identifier = refused.QuerySelector("[name='Input.Identifier']")!;
        var described = identifier.GetAttribute("aria-describedby")!.Split(' ');
        Assert.That(
            described.Select(id => refused.GetElementById(id)?.ClassName),
            Is.EqualTo(new[] { "hint", "" }),
            "the hint, then what is wrong"
        );
    }

    [Test]
    public async Task An_imported_organisation_is_claimed_and_staff_decide_where_supervisors_only_read()
    {
        var (edition, known) = await _app.WithDbAsync(async db =>
            (
                await db.Competitions.Select(c => c.Slug).SingleAsync(),
                await db
                    .Entrants.Where(e =>
                        e.IdentifierKind == IdentifierKind.CreditCode && !db.Memberships.Any(m => m.EntrantId == e.Id)
                    )
                    .OrderBy(e => e.Identifier)
                    .FirstAsync()
            )
        );
        using Visitor claimant = new(_app);
        await SignInAsync(claimant, "newcomer");
        var sent = await claimant.SendAsync(
            "/my/organisations/new",
            ("Input.Name", known.Name),
            ("Input.Kind", $"{known.Kind}"),
            ("Input.IdentifierKind", $"{known.IdentifierKind}"),
            ("Input.Identifier", known.Identifier),
            ("Input.Region", known.Region)
        );
        Assert.That(sent.Headers.Location!.OriginalString, Is.EqualTo("/my/organisations"));
        Assert.That(
            await claimant.StatusAsync(HttpMethod.Get, $"/my/organisations/{known.Id}"),
            Is.EqualTo(HttpStatusCode.NotFound)
        );

        using Visitor supervisor = new(_app);
        await supervisor.SignInAsync(_app, Role.Supervisor);
        var read = await supervisor.SeeAsync($"/organise/{edition}/entrants");
        Assert.That(read.QuerySelector("#requests")!.TextContent, Does.Contain(known.Identifier));
        Assert.That(read.QuerySelectorAll("#requests form"), Is.Empty);
        using Visitor staff = new(_app);
        await staff.SignInAsync(_app, Role.Staff);
        var console = await staff.SeeAsync($"/organise/{edition}/entrants");
        var row = console
            .QuerySelectorAll("#requests tbody tr")
            .Single(r => r.TextContent.Contains(known.Identifier, StringComparison.Ordinal));
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)row.QuerySelector("form")!;
        var decided = await staff.SubmitAsync(
            form,
            $"/organise/{edition}/entrants",
            ("accept", "true"),
            ("role", "Owner")
        );

        Assert.That(decided.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var page = await claimant.SeeAsync($"/my/organisations/{known.Id}");
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo(known.Name));
        Assert.That(page.QuerySelectorAll("#parts tbody tr"), Is.Not.Empty);
    }

    [Test]
    public async Task Strangers_find_nothing_and_editors_manage_nobody()
    {
        var owner = await _app.WithDbAsync(db => db.Memberships.OrderBy(m => m.Since).FirstAsync());
        var path = $"/my/organisations/{owner.EntrantId}";
        using Visitor stranger = new(_app);
        await SignInAsync(stranger, "stranger");
        Assert.That(await stranger.StatusAsync(HttpMethod.Get, path), Is.EqualTo(HttpStatusCode.NotFound));

        using Visitor editor = new(_app);
        var person = await SignInAsync(editor, "editor");
        await _app.WithAsync(
            (DemoPeople people) => people.JoinAsync(owner.EntrantId, person, MemberRole.Editor, default)
        );
        var page = await editor.SeeAsync(path);
        Assert.That(page.QuerySelectorAll("form[action*='handler=Invite'], form[action*='handler=Change']"), Is.Empty);
        var leave = page.QuerySelectorAll("form")
            .OfType<AngleSharp.Html.Dom.IHtmlFormElement>()
            .Single(f => f.Action.Contains("End", StringComparison.Ordinal));
        var refused = await editor.SubmitAsync(leave, path, ("id", $"{owner.PersonId}"));

        Assert.That(
            (await Visitor.ReadAsync(refused)).QuerySelector("[role=alert]")!.TextContent,
            Does.Contain("只有该机构的负责人可以管理人员")
        );
        Assert.That(
            await _app.WithDbAsync(db =>
                db.Memberships.CountAsync(m => m.EntrantId == owner.EntrantId && m.EndedAt == null)
            ),
            Is.EqualTo(await _app.WithDbAsync(db => db.Memberships.CountAsync(m => m.EntrantId == owner.EntrantId)))
        );
    }

    [Test]
    public async Task Someone_invited_with_an_account_signs_in_and_joins_and_a_wrong_invitation_is_kept()
    {
        var owner = await _app.WithDbAsync(db =>
            db.Memberships.OrderBy(m => m.Since).FirstAsync(m => m.Role == MemberRole.Owner)
        );
        var path = $"/my/organisations/{owner.EntrantId}";
        using Visitor host = new(_app);
        await host.SignInAsync(owner.PersonId);
        using Visitor guest = new(_app);
        var invited = await SignInAsync(guest, "guest");

        var wrong = await host.SendAsync(path, ("DisplayName", "客人"), ("Email", "nowhere"), ("Role", "Agent"));
        Assert.That(
            (await Visitor.ReadAsync(wrong)).QuerySelector("[name=DisplayName]")!.GetAttribute("value"),
            Is.EqualTo("客人")
        );
        var sent = await host.SendAsync(path, ("DisplayName", "客人"), ("Email", invited.Email!), ("Role", "Agent"));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var body = await _app.WithDbAsync(db =>
            db.OutboxMails.Where(m => m.To == invited.Email).Select(m => m.Body).SingleAsync()
        );
        var link = "/account/invitation/" + body.Split("/account/invitation/")[1].Split('\n')[0].Trim();
        using Visitor nobody = new(_app);
        Assert.That((await nobody.SeeAsync(link)).QuerySelector("[name=Password]"), Is.Null, "no second account");

        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await guest.SeeAsync(link)).QuerySelector("main form")!;
        var joined = await guest.SubmitAsync(form, link);

        Assert.That(joined.Headers.Location!.OriginalString, Is.EqualTo(path));
        var member = await _app.WithDbAsync(db => db.Memberships.SingleAsync(m => m.PersonId == invited.Id));
        Assert.That((member.EntrantId, member.Role), Is.EqualTo((owner.EntrantId, MemberRole.Agent)));
    }

    [Test]
    public async Task A_partner_confirms_and_the_reviewer_sees_no_warning_any_more()
    {
        var (edition, part) = await _app.WithDbAsync(async db =>
            (
                await db.Competitions.Select(c => c.Slug).SingleAsync(),
                await db.Participations.Include(p => p.Entrant).OrderBy(p => p.EntryId).FirstAsync(p => p.Position == 2)
            )
        );
        using Visitor partner = new(_app);
        var person = await SignInAsync(partner, "partner");
        await _app.WithAsync(
            (DemoPeople people) => people.JoinAsync(part.EntrantId, person, MemberRole.Owner, default)
        );
        using Visitor staff = new(_app);
        await staff.SignInAsync(_app, Role.Staff);
        var sentence = $"联合单位“{part.Entrant.Name}”尚未确认参加";
        async Task<string> ReviewAsync() =>
            (await staff.SeeAsync($"/organise/{edition}/entries/{part.EntryId}")).Body!.TextContent;
        Assert.That(await ReviewAsync(), Does.Contain(sentence));

        var path = $"/my/organisations/{part.EntrantId}";
        var page = await partner.SeeAsync(path);
        var form = page.QuerySelectorAll("#parts form")
            .OfType<AngleSharp.Html.Dom.IHtmlFormElement>()
            .Single(f => f.QuerySelector($"[value='{part.EntryId}']") is not null);
        var confirmed = await partner.SubmitAsync(form, path, ("confirms", "true"));

        Assert.That(confirmed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await ReviewAsync(), Does.Not.Contain(sentence));
    }

    private async Task<Person> SignInAsync(Visitor visitor, string mailbox)
    {
        var person = await _app.WithAsync(
            (DemoPeople people) => people.AddAsync(mailbox, Role.Entrant, mailbox, null, default)
        );
        await visitor.SignInAsync(person.Id);
        return person;
    }
}

using System.Net;
using AngleSharp.Dom;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Voting.Fraud;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Voting;
using Contest.Infrastructure.Voting.Fraud;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Voting;

/// <summary>A case from the console, the entrant's page and the voter's own device, in one edition with one campaign.</summary>
public class VoteReviewPagesTests
{
    private LedgerApp _vote = null!;
    private Entry _entry = null!;

    private string Cases => $"/organise/{_vote.Slug}/vote/cases";
    private string Own => $"/my/{_vote.Slug}/entries/{_entry.Id}/vote-review/1";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _vote = await LedgerApp.StartAsync();
        var entries = await _vote.EntriesAsync();
        _entry = await OwnEntryAsync(entries);
        var start = _vote.App.TestClock.GetUtcNow();
        for (var n = 0; n < 120; n++)
        {
            _vote.App.TestClock.Set(start.AddMinutes(n * 2));
            await CastAsync(10_000 + (n % 40), entries[(n * 7 / 3) % entries.Count], new(n % 6, n % 5));
        }
        for (var n = 0; n < 60; n++)
        {
            _vote.App.TestClock.Set(start.AddMinutes(240 + (n * 4)));
            await CastAsync(20_000 + n, _entry, new(1000 + n, n % 5));
        }
        await _vote.RoundAsync();
        Assert.That(await _vote.App.WithAsync((ScanBallots act) => act.HandleAsync(default)), Is.EqualTo(60));
        await _vote.RoundAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _vote.DisposeAsync();

    [TestCase(390, "zh-CN")]
    [TestCase(1024, "zh-HK")]
    [TestCase(1440, "en")]
    public async Task The_pages_are_whole_for_everyone(int width, string culture)
    {
        await using var device = await Browser.NewDeviceAsync(_vote.App.Address, width, 900, culture);
        var page = await device.OpenAsync("/");
        foreach (
            var (role, paths) in new[]
            {
                (Role.Organizer, new[] { Cases, $"{Cases}/1", $"/organise/{_vote.Slug}/vote" }),
                (Role.Entrant, [Own]),
            }
        )
        {
            await SignInAsync(page, role);
            foreach (var path in paths)
            {
                Assert.That((await page.GotoAsync(path))!.Ok, path);
                if (Environment.GetEnvironmentVariable("LOOK") is { } folder)
                    await page.ScreenshotAsync(
                        new() { Path = $"{folder}/{path.Replace('/', '_')}-{width}-{culture}.png", FullPage = true }
                    );
                await page.HasNoAxeFindingsAsync();
                Assert.That(
                    await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                    $"{path} is wider than {width}"
                );
            }
        }
    }

    [Test]
    public async Task Staff_read_the_signs_and_no_number_of_votes_and_propose_nothing()
    {
        using Visitor staff = new(_vote.App, "en");
        await staff.SignInAsync(_vote.App, Role.Staff);

        var page = await staff.SeeAsync($"{Cases}/1");

        Assert.That(page.QuerySelectorAll("tbody tr"), Has.Length.EqualTo(9), "the signs");
        Assert.That(page.QuerySelector("svg.hour-chart"), Is.Null);
        Assert.That(page.QuerySelector("form[action*=Propose]"), Is.Null);
        Assert.That(page.QuerySelectorAll("main table"), Has.Length.EqualTo(1), "no ranking");
        Assert.That(page.QuerySelector("main summary")!.TextContent, Does.Not.Contain("ballots"));
        // sixty where hardly one is expected: the ratio would be the number
        Assert.That(page.QuerySelector("tbody tr")!.TextContent, Does.Contain("–").And.Not.Contain("× 60"));
        var sent = await staff.PostBlindlyAsync(
            $"{Cases}/1?handler=Propose",
            ("Choice", "restore:genuine"),
            ("Words", "…")
        );
        Assert.That(
            sent.StatusCode,
            Is.AnyOf(HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.Redirect)
        );
        Assert.That((await FileAsync()).Rulings, Is.Empty);
    }

    [Test]
    public async Task An_organizer_proposes_and_only_the_supervisor_gets_the_second_persons_form()
    {
        using Visitor organizer = new(_vote.App, "en");
        await organizer.SignInAsync(_vote.App, Role.Organizer);
        var early = await ProposeAsync(organizer, ("Choice", "void:automated"), ("Words", "Even pauses."));
        Assert.That(early.QuerySelector(".note-error")!.TextContent, Does.Contain("may answer until"));
        Assert.That(early.QuerySelector("textarea")!.TextContent, Is.EqualTo("Even pauses."), "what was typed is kept");

        var done = await ProposeAsync(organizer, ("Choice", "restore:no-proof"), ("Words", "No proof."));

        Assert.That(done.QuerySelector("form[action*=Propose], form[action*=Confirm]"), Is.Null);
        using Visitor supervisor = new(_vote.App, "en");
        await supervisor.SignInAsync(_vote.App, Role.Supervisor);
        var page = await supervisor.SeeAsync($"{Cases}/1");
        Assert.That(page.QuerySelector("form[action*=Confirm] [name=shownHash]"), Is.Not.Null);
        Assert.That(page.QuerySelector("form[action*=Propose]"), Is.Null);
        Assert.That(page.QuerySelector("svg.hour-chart .hour-marked"), Is.Not.Null);
        var asked = await _vote.App.WithDbAsync(db => db.Approvals.AsNoTracking().SingleAsync());
        A.Must(
            await _vote.App.WithAsync(
                (DecideApproval act) => act.HandleAsync(new(asked.Id, asked.ShownHash, false, A.Supervisor), default)
            )
        );
    }

    [Test]
    public async Task Another_entrant_and_a_visitor_see_nothing_of_it()
    {
        using Visitor nobody = new(_vote.App);
        Assert.That((await nobody.GetAsync(Own)).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        using Visitor entrant = new(_vote.App);
        await entrant.SignInAsync(_vote.App, Role.Entrant);
        var others = (await _vote.EntriesAsync()).Where(e => e.Id != _entry.Id).Take(3);
        foreach (var other in others)
            Assert.That(
                (await entrant.GetAsync($"/my/{_vote.Slug}/entries/{other.Id}/vote-review/1")).StatusCode,
                Is.EqualTo(HttpStatusCode.NotFound)
            );
        Assert.That((await entrant.GetAsync(Cases)).StatusCode, Is.Not.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(LeafKind.Quarantine, "under review")]
    [TestCase(LeafKind.Void, "voided: cast by a machine")]
    public async Task Only_the_voters_own_device_is_told_what_became_of_the_ballot(LeafKind kind, string words)
    {
        using Visitor voter = new(_vote.App, "en");
        var receipt = await _vote.CastAsync(voter);
        var file = await FileAsync();
        await _vote.App.WithDbAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                insert into ballot_decisions (competition_id, arrival, step, after, kind, reason, case_id, part, at)
                select b.competition_id, b.arrival, s.step, s.after, s.kind, s.reason, {file.Id}, 1, now()
                from ballots b cross join (values (1, null, 3, 'rotation'), (2, 1, 5, 'automated')) as s (step, after, kind, reason)
                where b.receipt = {receipt} and ({(int)kind} = 5 or s.step = 1) order by s.step
                """
            )
        );

        var mine = await voter.SeeAsync($"/{_vote.Slug}/vote/mine");
        using Visitor other = new(_vote.App, "en");
        var proof = await other.SeeAsync($"/{_vote.Slug}/vote/receipt?code={receipt}");

        Assert.That(mine.QuerySelector("tbody .pill")!.TextContent, Does.Contain(words));
        Assert.That(proof.Body!.Text(), Does.Not.Contain(words));
    }

    [Test]
    public async Task No_address_and_no_browser_stands_in_the_database()
    {
        using Visitor voter = new(_vote.App);
        await _vote.CastAsync(voter);

        var (network, agent) = await _vote.App.WithDbAsync(async db =>
        {
            var last = await db.Ballots.OrderByDescending(b => b.Arrival).FirstAsync();
            return (last.Network, last.Agent);
        });
        var columns = await _vote.App.WithDbAsync(db =>
            db.Database.SqlQuery<string>(
                    $"select column_name as \"Value\" from information_schema.columns where table_name in ('ballots', 'ballot_decisions', 'fraud_parts') and data_type in ('text', 'inet', 'character varying')"
                )
                .ToListAsync()
        );

        Assert.That(network, Is.Not.Zero, "ballots through the network of this test are known to be of one");
        Assert.That(agent, Is.Zero, "the client of this test says nothing");
        Assert.That(columns, Is.EquivalentTo(new[] { "receipt", "reason", "evidence" }));
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> ProposeAsync(
        Visitor organizer,
        params (string Name, string Value)[] fields
    )
    {
        var answer = await organizer.SendAsync($"{Cases}/1", fields);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? await organizer.SeeAsync($"{Cases}/1")
            : await Visitor.ReadAsync(answer);
    }

    private Task<FraudCase> FileAsync() =>
        _vote.App.WithDbAsync(async db => (await db.FraudCaseAsync(_vote.Edition, 1, default))!);

    private async Task SignInAsync(Microsoft.Playwright.IPage page, Role role)
    {
        var person = await _vote.App.WithDbAsync(db => db.Users.OrderBy(p => p.Email).FirstAsync(p => p.Role == role));
        await page.GotoAsync("/demo");
        await page.ClickAsync($"form:has(input[value='{person.Id}']) button");
        await page.WaitForURLAsync(url => !url.EndsWith("/demo", StringComparison.Ordinal));
    }

    private async Task<Entry> OwnEntryAsync(List<Entry> entries)
    {
        var values = await RouteValues.OfAsync(_vote.App, Role.Entrant);
        return entries.SingleOrDefault(e => e.Id == Guid.Parse(values["entryId"])) ?? entries[0];
    }

    private async Task CastAsync(int voter, Entry entry, BallotEvidence evidence)
    {
        CastBallot.Command command = new(
            _vote.Edition,
            Guid.NewGuid(),
            A.VoterOf(voter),
            [(short)entry.Number],
            Evidence: evidence
        );
        A.Must(await _vote.App.WithAsync((CastBallot act) => act.HandleAsync(command, default)));
    }
}

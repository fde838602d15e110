using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Mail;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Contest.Tests.Journeys;

/// <summary>
/// The whole life of an edition in a browser, from an empty database to a checked certificate, on the registration
/// workbook of an office (Done when, first journey): organizer, staff, supervisor, entrant, judges, voter and visitor
/// do everything by the product's own pages, mails and links. Only the clock is moved by the test.
/// </summary>
public sealed partial class AnEditionIsLivedTests
{
    private const string Slug = "yunjiang-2026";
    private const string Desk = $"/organise/{Slug}";
    private readonly List<Someone> _people = [];
    private SmtpServer _post = null!;
    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _post = new();
        _app = await ContestApp.StartEmptyAsync(
            new TestClock(new(2026, 2, 20, 1, 0, 0, TimeSpan.Zero)),
            ("Smtp:Host", "127.0.0.1"),
            ("Smtp:Port", $"{_post.Port}"),
            ("Smtp:From", "contest@example.invalid")
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var person in _people)
            await person.DisposeAsync();
        await _app.DisposeAsync();
        await _post.DisposeAsync();
    }

    [Test]
    public async Task An_edition_is_lived_from_an_empty_database_to_a_certificate_that_anyone_can_check()
    {
        var organizer = await OrganizerAsync();
        await EditionAsync(organizer);
        var staff = await InvitedAsync(organizer, "许若岚", Role.Staff);
        var supervisor = await InvitedAsync(organizer, "秦守正", Role.Supervisor);
        var entrant = await SomeoneAsync("吴婷恩", 390);
        await RegistrationAsync(organizer, staff, entrant);
        await JuryAsync(organizer);
        await VotingAsync();
        var visitor = await SomeoneAsync("Visitor", 1440, "en");
        await PreliminaryAsync(organizer, supervisor, visitor);
        await DrawAsync(organizer, supervisor, visitor);
        await FinalAsync(organizer, visitor);
        await ResultsAsync(organizer, supervisor, visitor);
        await CertificateAsync(visitor);

        Assert.That(_people.SelectMany(p => p.Complaints), Is.Empty);
    }

    /// <summary>The first organizer, by the command line and the link it prints.</summary>
    private async Task<Someone> OrganizerAsync()
    {
        var organizer = await SomeoneAsync("方慧敏", 1440);
        await organizer.Page.GotoAsync("/");
        var command = await ContestCommand.RunAsync(
            _app.ConnectionString,
            "create-organizer",
            "--email",
            organizer.Mailbox,
            "--name",
            organizer.Name,
            "--address",
            _app.Address
        );
        await organizer.OpenAccountAsync(command.Output.Trim());
        await organizer.SeesAsync("还没有");
        return organizer;
    }

    /// <summary>The edition from a preset; the organizer looks at its settings and changes one.</summary>
    private static async Task EditionAsync(Someone organizer)
    {
        var page = organizer.Page;
        await organizer.GoAsync("/organise");
        await page.FillAsync("[name='Input.Slug']", Slug);
        await page.SelectOptionAsync("[name='Input.Preset']", "jianggao-like");
        await page.FillAsync("[name='Input.FirstDay']", "2026-03-02");
        await organizer.PressAsync("main .panel .btn-primary");
        await organizer.GoAsync($"{Desk}/settings");
        await organizer.GoAsync(Desk);
    }

    private async Task<Someone> InvitedAsync(Someone organizer, string name, Role role, int width = 1024)
    {
        var person = await SomeoneAsync(name, width);
        var page = organizer.Page;
        await organizer.GoAsync($"{Desk}/people");
        await page.FillAsync("[name='Input.DisplayName']", name);
        await page.FillAsync("[name='Input.Email']", person.Mailbox);
        await page.SelectOptionAsync("[name='Input.Role']", role.ToString());
        await organizer.PressAsync("form[action*='Invite'] .btn-primary");
        await person.OpenAccountAsync(await LinkAsync(person));
        return person;
    }

    private async Task<Someone> SomeoneAsync(string name, int width = 1024, string culture = "zh-CN")
    {
        var person = await Someone.WithAsync(_app, name, width, culture);
        _people.Add(person);
        return person;
    }

    /// <summary>The link in the newest mail to this person.</summary>
    private async Task<string> LinkAsync(Someone person)
    {
        await _app.WithAsync((SendDueMail job) => job.HandleAsync(CancellationToken.None));
        return Link().Match(_post.Accepted.Last(m => m.To == person.Mailbox).Body).Value;
    }

    /// <summary>The clock comes to a stage's planned moment, and the stage moves by itself.</summary>
    private async Task ClockAsync(Stage stage, bool opens)
    {
        var edition = await _app.WithDbAsync(db => db.Competitions.AsNoTracking().SingleAsync());
        var rulebook = CanonicalJson.Read<Rulebook>(edition.RulebookJson);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var window = rulebook.Window(stage);
        var planned = opens ? window.Opens(zone) : window.Closes(zone);
        _app.TestClock.Advance(planned - _app.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        await _app.WithAsync((MoveDueStages job) => job.HandleAsync(CancellationToken.None));
        var run = await _app.WithDbAsync(db => db.StageRuns.AsNoTracking().SingleAsync(r => r.Stage == stage));
        Assert.That(opens ? run.OpenedAt : run.ClosedAt, Is.Not.Null, $"{stage} has not moved");
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}

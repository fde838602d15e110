using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Security;

/// <summary>
/// A number of votes that is nowhere else, looked for in every answer to everybody while the rulebook hides it and
/// after: nobody learns early how an entry stands, neither from a number nor from the order of a list (issue 3).
/// </summary>
public sealed partial class VoteCanaryTests
{
    private const int Votes = 7919;
    private const Who Oversight = Who.Organizer | Who.Supervisor;
    private const Who NotJudges = Who.Everyone & ~Who.Judge;

    private ContestApp _app = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _app = await ContestApp.StartAtAsync(DemoStage.Voting);
        await _app.WithAsync((DemoPeople people) => people.AddAsync("周文静", Role.Judge, "judge2", null, default));
        await Canaries.PlantAsync(_app); // what the crawl's addresses lead to
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    /// <summary>One story: the number is hidden, then hidden until the hour is full, then shown, then counted.</summary>
    [Test]
    public async Task Votes_are_seen_by_nobody_before_they_may_be_and_order_no_list()
    {
        await ShowAsync(CountDisplay.Hidden);
        var viewers = await VisitAsync();
        var before = await AskAsync(viewers, IsAboutVotes);
        await VoteAsync();
        var hidden = await AskAsync(viewers, path => !path.EndsWith("/card.png", StringComparison.Ordinal));
        AssertShownTo(Oversight, hidden, "hidden until the close");
        Assert.That(
            hidden
                .Where(a => (a.Viewer.Who & Oversight) == 0 && before.Any(b => b.Is(a) && b.Codes != a.Codes))
                .Select(a => $"{a.Viewer.Name} {a.Path}: another order or other entries"),
            Is.Empty
        );
        Assert.That(before.Count(b => b.Codes.Length > 30), Is.GreaterThan(20), "lists were compared");

        await ShowAsync(CountDisplay.Hourly);
        AssertShownTo(Oversight, await AskAsync(viewers, IsAboutVotes), "before the hour is full");
        _app.TestClock.Advance(TimeSpan.FromMinutes(30));
        AssertShownTo(NotJudges, await AskAsync(viewers, IsAboutVotes), "after the hour");

        await ShowAsync(CountDisplay.Hidden);
        await CloseAsync();
        AssertShownTo(NotJudges, await AskAsync(await VisitAsync(), IsAboutVotes), "after the close");
        foreach (var (_, visitor) in viewers)
            visitor.Dispose();
    }

    /// <summary>An answer's codes of entries in the order in which it names them, and whether it says the number.</summary>
    private sealed record Answer(Onlooker Viewer, string Path, string Codes, bool SaysNumber)
    {
        public bool Is(Answer other) => Viewer == other.Viewer && Path == other.Path;
    }

    /// <summary>Pages and lists of the edition: without its entries one by one, sheets and files.</summary>
    private static bool IsAboutVotes(string path) =>
        (path == "/" || path.Contains("yunjiang", StringComparison.Ordinal) || path is "/jury" or "/api/sheets")
        && !path.Contains("/entries/", StringComparison.Ordinal)
        && !path.Contains("/mail", StringComparison.Ordinal);

    private static void AssertShownTo(Who readers, IReadOnlyCollection<Answer> answers, string when)
    {
        Assert.That(
            answers.Where(a => a.SaysNumber && (a.Viewer.Who & readers) == 0).Select(a => $"{a.Viewer.Name} {a.Path}"),
            Is.Empty,
            $"{when}: seen by those who may not"
        );
        Assert.That(
            Crawl
                .Viewers.Where(v => (v.Who & readers) != 0)
                .Select(v => v.Name)
                .Except(answers.Where(a => a.SaysNumber).Select(a => a.Viewer.Name)),
            Is.Empty,
            $"{when}: not seen by those who may"
        );
    }

    private async Task<IReadOnlyList<(Onlooker Viewer, Visitor Visitor)>> VisitAsync()
    {
        List<(Onlooker, Visitor)> visits = [];
        foreach (var viewer in Crawl.Viewers)
        {
            Visitor visitor = new(_app);
            await Crawl.SignInAsync(_app, visitor, viewer);
            visits.Add((viewer, visitor));
        }
        return visits;
    }

    private async Task<IReadOnlyCollection<Answer>> AskAsync(
        IReadOnlyList<(Onlooker Viewer, Visitor Visitor)> viewers,
        Func<string, bool> isAsked
    )
    {
        ConcurrentBag<Answer> answers = [];
        await Task.WhenAll(
            viewers.Select(async v =>
            {
                foreach (var path in (await Crawl.PathsAsync(_app, v.Viewer.Role)).Where(isAsked))
                {
                    var text = await Crawl.ReadAsync(v.Visitor, path);
                    // the server's own counters may be any number
                    var says = path != "/metrics" && Number().IsMatch(text);
                    var codes = string.Join(' ', Code().Matches(Tag().Replace(text, " ")).Select(m => m.Value));
                    answers.Add(new(v.Viewer, path, codes, says));
                }
            })
        );
        return answers;
    }

    /// <summary>The vote's display, with no standstill at the end.</summary>
    private Task<int> ShowAsync(CountDisplay display) =>
        _app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.SingleAsync();
            var rulebook = await db.RulebookOfAsync(edition.Id, default);
            edition.RulebookJson = CanonicalJson.Write(
                rulebook with
                {
                    Vote = rulebook.Vote with { Display = display, EveryHours = 1, HiddenLastHours = 0 },
                }
            );
            edition.RulebookHash = CanonicalJson.HashText(edition.RulebookJson);
            return await db.SaveChangesAsync();
        });

    /// <summary>Ballots for the last entry of all and no others, ten minutes after the full hour; it is half past.</summary>
    private async Task VoteAsync()
    {
        var full = Database.DemoNow;
        _app.TestClock.Set(full.AddMinutes(30));
        await _app.WithDbAsync(async db =>
        {
            var last = await db
                .Entries.Where(e => e.State == EntryState.Accepted)
                .OrderByDescending(e => e.Code)
                .Select(e => (short)e.Number)
                .FirstAsync();
            await db.Database.ExecuteSqlAsync(
                $"""
                set session_replication_role = replica;
                delete from ballots where {last} = any (choices);
                set session_replication_role = origin;
                insert into ballots (competition_id, voter, nth, client_id, ledger_id, receipt, cast_at, day, tier, network, agent, choices)
                select (select id from competitions), gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 'KKKK-' || translate(lpad(n::text, 4, '0'), '01', 'YZ'),
                    {full.AddMinutes(10)}, '2026-09-02', 1, 0, 0, array[{last}]::smallint[]
                from generate_series(1, {Votes}) n
                """
            );
            return 0;
        });
    }

    private async Task CloseAsync()
    {
        var (id, closes) = await _app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.SingleAsync();
            var rulebook = await db.RulebookOfAsync(edition.Id, default);
            var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
            return (edition.Id, rulebook.Window(Stage.Voting).Closes(zone));
        });
        _app.TestClock.Set(closes.AddMinutes(1).ToUniversalTime());
        var closed = await _app.WithAsync(
            (CloseStage act) => act.HandleAsync(new(id, Stage.Voting, Actor.Clock), default)
        );
        Assert.That(closed.Refusal, Is.Null);
    }

    /// <summary>The number by itself: not a part of an id, a hash, a token or another number.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_.,+/=%-])7,?919(?![A-Za-z0-9_+/=%-])")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![A-Za-z0-9_+/=%.-])[A-Z]\d\d(?![A-Za-z0-9_+/=%-])")]
    private static partial Regex Code();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}

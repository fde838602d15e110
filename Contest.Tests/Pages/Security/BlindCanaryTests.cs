using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Security;

/// <summary>
/// An anonymous preliminary, open, closed and confirmed: every route as every viewer shows a judge no name, no number and
/// no code of an entry before the round is confirmed, and nobody what <see cref="JudgingSecrets"/> holds against Visibility
/// (issue 5). The other phases are <see cref="CanaryTests"/>'.
/// </summary>
public sealed partial class BlindCanaryTests
{
    private const string Organisation = "kanarie-organisation";

    /// <summary>What says whose an entry is and is not public by itself: never a judge's of an anonymous round.</summary>
    private static readonly string[] Naming =
    [
        "kanarie-contactname",
        "kanarie-contact@",
        "kanarie-team",
        "kanarie-video",
        "kanarie-patentnumber",
        "kanariepatentnumber",
        "kanarie-owners",
        "kanarie-inventors",
        "kanarie-agency",
        "kanarie-family",
        "kanarie-projectdeckname",
        "kanarie-projectdossiername",
        "kanarie-projectevidencename",
    ];

    private ContestApp _app = null!;
    private JudgingSecrets.Planted _planted = null!;
    private IReadOnlyList<string> _codes = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // its preliminary is judged to the end: closed and confirmed are shown with real standings
        _app = await ContestApp.StartAtAsync(DemoStage.Draw);
        await Canaries.PlantAsync(_app);
        _planted = await JudgingSecrets.PlantAsync(_app);
        _codes = await _app.WithDbAsync(PlantAsync);
        await _app.WithDbAsync(ForgetNoticesAsync);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public async Task No_route_tells_a_judge_whose_an_entry_is(bool isClosed, bool isConfirmed)
    {
        await GoToAsync(isClosed, isConfirmed);
        var now = await Moment.OfAsync(_app);
        ConcurrentBag<string> seen = [];
        ConcurrentDictionary<(string, string), bool> sung = [];
        await Task.WhenAll(
            Crawl.Viewers.Select(async viewer =>
            {
                using Visitor visitor = new(_app);
                await Crawl.SignInAsync(_app, visitor, viewer);
                foreach (
                    var path in (await Crawl.PathsAsync(_app, viewer.Role))
                        .Where(p => IsAsked(p, viewer))
                        .Union(_planted.Paths)
                )
                    Look(viewer, path, await Crawl.ReadAsync(visitor, path), now);
            })
        );

        Assert.That(seen, Is.Empty);
        Assert.That(JudgingSecrets.Unseen(_planted, now, (word, who) => sung.ContainsKey((word, who))), Is.Empty);
        // the cached public pages show it to everybody else at the same time, and to judges once it is confirmed
        string[] shown = ["nobody", nameof(Role.Organizer), nameof(Role.Entrant), .. isConfirmed ? Judges : []];
        Assert.That(
            shown.SelectMany(who => new[] { (Organisation, who), ("code", who) }).Where(k => !sung.ContainsKey(k)),
            Is.Empty,
            "there to be found"
        );

        void Look(Onlooker viewer, string path, string answer, Moment moment)
        {
            foreach (var secret in JudgingSecrets.All.Where(c => c.Sign.IsMatch(answer)))
                Note(secret.Name, secret.May(viewer, path, moment));
            if (answer.Contains(Organisation, StringComparison.OrdinalIgnoreCase))
                Note(Organisation, moment.Sees(viewer, Sight.PublicEntry));
            if (CodeIn(answer) is { } code && !path.Contains(code, StringComparison.Ordinal))
                Note("code", moment.Sees(viewer, Sight.PublicEntry));
            if (viewer.Role == Role.Judge)
                foreach (var name in Naming.Where(n => answer.Contains(n, StringComparison.OrdinalIgnoreCase)))
                    if (!Crawl.IsEcho(path, name))
                        seen.Add($"{viewer.Name} {path}: {name}");

            void Note(string word, bool may)
            {
                if (may)
                    sung[(word, viewer.Name)] = true;
                else
                    seen.Add($"{viewer.Name} {path}: {word}");
            }
        }
    }

    private static string[] Judges => [nameof(Role.Judge), "colleague"];

    /// <summary>
    /// Each route once, and the search for what is looked for; the lists' other questions are another test's. Cards of
    /// projects take a browser seconds to draw and hold no word: only judges ask. The demo's own sign-in page is no
    /// product's.
    /// </summary>
    private static bool IsAsked(string path, Onlooker viewer) =>
        path != "/demo"
        && (viewer.Role == Role.Judge || !path.EndsWith("/card.png", StringComparison.Ordinal))
        && (!path.Contains('?', StringComparison.Ordinal) || path.EndsWith("?q=kanarie", StringComparison.Ordinal));

    /// <summary>An entry's code in what is read, in a link, or a drawing's name.</summary>
    private string? CodeIn(string answer) =>
        Code()
            .Matches(Tag().Replace(answer, " "))
            .Select(m => m.Value)
            .Concat(Link().Matches(answer).Select(m => m.Groups[1].Value))
            .FirstOrDefault(_codes.Contains);

    private Task<int> GoToAsync(bool isClosed, bool isConfirmed) =>
        _app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.Include(c => c.Stages).SingleAsync();
            var rulebook = CanonicalJson.Read<Rulebook>(edition.RulebookJson);
            edition.RulebookJson = CanonicalJson.Write(
                rulebook with
                {
                    Preliminary = rulebook.Preliminary with { IsAnonymous = true },
                }
            );
            edition.RulebookHash = CanonicalJson.HashText(edition.RulebookJson);
            var (preliminary, draw) = (edition.Run(Stage.Preliminary), edition.Run(Stage.Draw));
            preliminary.ClosedAt = isClosed ? Database.DemoNow : null;
            preliminary.ConfirmedAt = isConfirmed ? Database.DemoNow : null;
            (draw.OpenedAt, draw.ClosedAt) = (null, null);
            return await db.SaveChangesAsync();
        });

    /// <summary>What was announced after the confirmation is not there before it.</summary>
    private static async Task<int> ForgetNoticesAsync(Infrastructure.Data.ContestDb db)
    {
        await db.Database.OpenConnectionAsync();
        await db.Database.ExecuteSqlAsync($"set session_replication_role = replica");
        var gone = await db.Database.ExecuteSqlAsync($"delete from notices");
        await db.Database.ExecuteSqlAsync($"set session_replication_role = origin");
        return gone;
    }

    /// <summary>The lead organisations of what the looking judges have to score; every code.</summary>
    private static async Task<IReadOnlyList<string>> PlantAsync(Infrastructure.Data.ContestDb db)
    {
        var entries = await db
            .JudgeSheets.Where(s =>
                s.Round == Stage.Preliminary
                && db.Judges.Any(j =>
                    j.Id == s.JudgeId
                    && db.Users.Any(u =>
                        u.Id == j.PersonId && (u.Email!.StartsWith("judge1@") || u.Email.StartsWith("judge2@"))
                    )
                )
            )
            .Select(s => s.EntryId)
            .Distinct()
            .ToListAsync();
        await db
            .Entrants.Where(e =>
                db.Entries.Any(x =>
                    entries.Contains(x.Id) && x.Participations.Any(p => p.EntrantId == e.Id && p.Position == 1)
                )
            )
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Name, e => Organisation));
        return await db.Entries.Where(e => e.State == EntryState.Accepted).Select(e => e.Code!).ToListAsync();
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_+/=%.-])[A-Z]\d\d(?![A-Za-z0-9_+/=%-])")]
    private static partial Regex Code();

    [GeneratedRegex("""(?:/entries/|<symbol id=")([A-Z]\d\d)\b""")]
    private static partial Regex Link();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}

using Contest.Core;
using Contest.Infrastructure.Demo;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>Somebody who looks.</summary>
/// <param name="Name">As reports call it.</param>
/// <param name="Role">The person's role; null for visitors.</param>
/// <param name="Who">What the table of readers knows this viewer by.</param>
/// <param name="Mailbox">Somebody else than the role's first person; to what is the first one's own, a stranger.</param>
public sealed record Onlooker(string Name, Role? Role, Who Who, string? Mailbox = null);

/// <summary>Every address of the product, asked by everybody.</summary>
public static class Crawl
{
    /// <summary>Everybody: each role's first person, the fifth entrant and the second judge, who are strangers to the first ones' things.</summary>
    public static IReadOnlyList<Onlooker> Viewers { get; } =
    [
        new("nobody", null, Who.Nobody),
        .. Enum.GetValues<Role>().Select(r => new Onlooker($"{r}", r, RouteValues.WhoIs(r))),
        new("stranger", Role.Entrant, Who.Nobody, "entrant5"),
        new("colleague", Role.Judge, Who.Judge, "judge2"),
    ];

    /// <summary>Asked of every public page and list.</summary>
    private static readonly string[] Questions =
    [
        "?export=csv",
        "?format=xlsx",
        "?handler=Export",
        "?handler=Json",
        "?handler=Csv",
    ];

    /// <summary>Asked of every list of entries.</summary>
    private static readonly string[] Searches =
    [
        "?q=kanarie",
        "?q=kanarie-patentnumber",
        "?q=kanariepatentnumber&sort=title",
        "?sort=contactname",
        "?sort=title&page=2",
        "?page=2",
        "?group=growth",
        "?culture=en",
    ];

    private static readonly string[] Kinds = ["csv", "entries", "entrants", "patents"];

    public static Task SignInAsync(ContestApp app, Visitor visitor, Onlooker viewer) =>
        viewer switch
        {
            { Role: null } => Task.CompletedTask,
            { Mailbox: { } mailbox } => SignInAsync(app, visitor, mailbox),
            { Role: { } role } => visitor.SignInAsync(app, role),
        };

    private static async Task SignInAsync(ContestApp app, Visitor visitor, string mailbox) =>
        await visitor.SignInAsync(
            await app.WithDbAsync(db =>
                db.Users.Where(u => u.Email == mailbox + DemoPeople.Domain).Select(u => u.Id).SingleAsync()
            )
        );

    public static bool IsEcho(string path, string word) =>
        path.Contains("q=", StringComparison.Ordinal) && path.Contains(word, StringComparison.Ordinal);

    /// <summary>Every route, of every accepted and hidden entry that is likeliest to differ, and the lists with questions.</summary>
    public static async Task<IReadOnlyList<string>> PathsAsync(ContestApp app, Role? role)
    {
        var values = await RouteValues.OfAsync(app, role);
        var others = await Canaries.OthersAsync(app);
        List<string> paths = [];
        foreach (var right in Rights.All.Where(r => r.Route is not ("/account/sign-out" or "/api/{edition}/events")))
        {
            var route = right.Route;
            paths.Add(RouteValues.Fill(route, values));
            if (route.Contains("{code}", StringComparison.Ordinal))
                paths.AddRange(others.Codes.Select(c => RouteValues.Fill(route, new(values) { ["code"] = c })));
            if (route.Contains("{entryId", StringComparison.Ordinal))
                paths.AddRange(
                    others.Entries.Select(e => RouteValues.Fill(route, new(values) { ["entryId"] = $"{e}" }))
                );
            if (route.Contains("{sheetId", StringComparison.Ordinal))
                paths.AddRange(
                    others.Sheets.Select(s => RouteValues.Fill(route, new(values) { ["sheetId"] = $"{s}" }))
                );
            if (
                route.Contains("{fileId", StringComparison.Ordinal)
                && !route.Contains("{page", StringComparison.Ordinal)
            )
                paths.AddRange(others.Files.Select(f => RouteValues.Fill(route, new(values) { ["fileId"] = $"{f}" })));
            if (route.Contains("{entrantId", StringComparison.Ordinal))
                paths.AddRange(
                    others.Entrants.Select(e => RouteValues.Fill(route, new(values) { ["entrantId"] = $"{e}" }))
                );
            if (route == "/organise/{edition}/mail-templates/edit")
                paths.Add(RouteValues.Fill(route, values) + "?kind=1&language=zh-CN");
            if (route == "/organise/{edition}/entries/export")
                paths.AddRange(Kinds.Select(k => RouteValues.Fill(route, values) + "?kind=" + k));
            if (IsList(route))
                paths.AddRange(Questions.Select(q => RouteValues.Fill(route, values) + q));
            if (IsList(route) && IsOfEntries(route))
                paths.AddRange(Searches.Select(q => RouteValues.Fill(route, values) + q));
        }
        return [.. paths.Distinct()];
    }

    private static bool IsOfEntries(string route) =>
        route is "/" or "/{edition}" or "/jury" or "/{edition}/vote" or "/{edition}/results/{handler?}"
        || route.EndsWith("/entries", StringComparison.Ordinal);

    private static bool IsList(string route) =>
        route is "/" or "/organise/{edition}/entries"
        || (
            route.StartsWith("/{edition}", StringComparison.Ordinal)
            && !route.Contains("/{code}", StringComparison.Ordinal)
        )
        || route is "/my/entries" or "/jury" or "/api/sheets";

    /// <summary>Head and body as text; archives unpacked, PDFs read.</summary>
    public static async Task<string> ReadAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        // a card says 503 while another is drawn for long, as the table of rights has it
        var isCard = path.EndsWith("/card.png", StringComparison.Ordinal);
        Assert.That((int)answer.StatusCode, isCard ? Is.LessThanOrEqualTo(503) : Is.LessThan(500), path);
        var body = await AnswerText.OfAsync(await answer.Content.ReadAsByteArrayAsync());
        return Uri.UnescapeDataString($"{answer.Headers}{answer.Content.Headers}") + body;
    }
}

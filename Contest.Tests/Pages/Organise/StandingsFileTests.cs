using System.Globalization;
using System.Net;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Organise;

/// <summary>What the oversight downloads is enough for a calculator that is not ours to come to the frozen result.</summary>
public sealed class StandingsFileTests
{
    [Test]
    public async Task The_second_calculator_comes_to_the_frozen_standings_from_the_downloaded_file()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Draw);
        await A.PersonAsync(app, "supervisor@example.invalid", Role.Supervisor);
        using Visitor supervisor = new(app, "zh-CN");
        await supervisor.SendAsync(
            "/account/sign-in",
            ("Email", "supervisor@example.invalid"),
            ("Password", A.Password)
        );
        var edition = await app.WithDbAsync(db => db.Competitions.Select(c => new { c.Id, c.Slug }).SingleAsync());
        var file = Path.GetTempFileName();

        var answer = await supervisor.GetAsync($"/organise/{edition.Slug}/jury/standings/recount");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
        var run = await ChildProgram.RunAsync("node", Checkout.Path("deploy", "verifier", "standings.mjs"), file);
        File.Delete(file);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var sheet = await app.WithDbAsync(db => db.StandingsOfAsync(edition.Id, Stage.Preliminary, default));
        var frozen = CanonicalJson.Read<Standings>(sheet!.Json);
        Assert.That(frozen.Groups, Is.Not.Empty);
        Assert.That(Lines(run.Output), Is.EqualTo(frozen.Groups.SelectMany(g => g.Standings.Select(Line))));
    }

    private static List<string> Lines(string answer)
    {
        using var read = JsonDocument.Parse(answer);
        return
        [
            .. read
                .RootElement.GetProperty("groups")
                .EnumerateArray()
                .SelectMany(g => g.GetProperty("standings").EnumerateArray())
                .Select(s => $"{Text(s, "label")} {s.GetProperty("rank").GetInt32()} {Number(s)} {Text(s, "exact")}"),
        ];
    }

    private static string Text(JsonElement standing, string name) => standing.GetProperty(name).GetString()!;

    private static string Number(JsonElement standing) =>
        decimal.Parse(Text(standing, "score"), CultureInfo.InvariantCulture)
            .ToString("0.####", CultureInfo.InvariantCulture);

    private static string Line(Standing standing) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{standing.Label} {standing.Rank} {standing.Score:0.####} {standing.Worked!.Exact}"
        );
}

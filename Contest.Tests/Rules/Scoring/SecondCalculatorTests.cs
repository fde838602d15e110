using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Contest.Core.Preliminary;
using Contest.Core.Scoring;
using Contest.Tests.Support;

namespace Contest.Tests.Rules.Scoring;

/// <summary>
/// Two calculators agree: Core, and deploy/verifier/standings.mjs, which was written in another language from
/// docs/scoring.md alone.
/// </summary>
public sealed class SecondCalculatorTests
{
    private const int Rounds = 1000;

    [Test]
    public async Task A_thousand_rounds_come_out_the_same()
    {
        List<GeneratedRound> rounds = [.. Enumerable.Range(1, Rounds).Select(seed => new GeneratedRound(seed))];
        var file = Path.Combine(Path.GetTempPath(), $"contest-rounds-{Guid.NewGuid():N}.jsonl");
        try
        {
            await File.WriteAllLinesAsync(
                file,
                rounds.Select(r => StandingsFile.Write(r.Rules, r.Sheets, r.Cuts, r.Entries, r.Uncounted)),
                new UTF8Encoding(false)
            );
            var run = await ChildProgram.RunAsync("node", Checkout.Path("deploy", "verifier", "standings.mjs"), file);
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            var answers = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.That(answers, Has.Length.EqualTo(Rounds));

            for (var n = 0; n < Rounds; n++)
                Assert.That(
                    JsonNode.DeepEquals(JsonNode.Parse(answers[n]), AnswerOf(rounds[n])),
                    $"round {n + 1}\n{answers[n]}\n{AnswerOf(rounds[n]).ToJsonString()}"
                );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task Its_own_tests_pass()
    {
        var run = await ChildProgram.RunAsync(
            "node",
            "--test",
            Checkout.Path("deploy", "verifier", "standings.test.mjs")
        );

        Assert.That(run.ExitCode, Is.Zero, run.Output);
    }

    [Test]
    public void The_thousand_rounds_hold_what_they_are_for()
    {
        List<GeneratedRound> rounds = [.. Enumerable.Range(1, Rounds).Select(seed => new GeneratedRound(seed))];
        List<Standing> all =
        [
            .. rounds.SelectMany(r => Standings.Of(r.Entries, r.Rules).Groups).SelectMany(g => g.Standings),
        ];
        var steps = all.SelectMany(s => s.Worked!.Steps).Select(s => s.Code).ToHashSet();

        Assert.Multiple(() =>
        {
            Assert.That(all.Count(s => s.IsJoint), Is.GreaterThan(500), "joint ranks");
            Assert.That(all.Count(s => s.Ties.Any(t => t.Decided)), Is.GreaterThan(500), "ties that a rule decided");
            Assert.That(rounds.Count(r => Standings.Of(r.Entries, r.Rules).Waiting.Count > 0), Is.GreaterThan(50));
            Assert.That(
                rounds.SelectMany(r => r.Uncounted).Select(u => u.State).Distinct(),
                Is.EquivalentTo(new[] { "open", "recused", "setAside" })
            );
            Assert.That(
                steps,
                Is.SupersetOf(
                    new[]
                    {
                        "calculation.dropped-high",
                        "calculation.dropped-low",
                        "calculation.not-trimmed",
                        "calculation.panel-factor",
                        "calculation.panel-too-small",
                        "calculation.panel-bounded",
                        "calculation.composite",
                    }
                )
            );
            Assert.That(
                all.SelectMany(s => s.Ties)
                    .Count(t => t.Rule.Kind == TieKind.Criterion && t.Values.Any(v => v.Value is null)),
                Is.GreaterThan(50),
                "ties by a criterion that another variant lacks"
            );
            Assert.That(
                rounds.SelectMany(r => r.Entries).Count(e => e.Sheets.DistinctBy(s => s.Variant).Count() > 1),
                Is.GreaterThan(200),
                "entries with sheets of two variants"
            );
            Assert.That(rounds.SelectMany(Cuts).Count(c => c.NeedsDraw), Is.GreaterThan(30), "lines left to a draw");
        });
    }

    private static IEnumerable<Cut> Cuts(GeneratedRound round) =>
        Standings.Of(round.Entries, round.Rules).Groups.Select(g => CutOf(round, g));

    private static Cut CutOf(GeneratedRound round, GroupStandings group) =>
        Cut.After(round.Cuts.Single(c => c.Group == group.Group).Rule, group.Standings);

    private static JsonObject AnswerOf(GeneratedRound round)
    {
        var standings = Standings.Of(round.Entries, round.Rules);
        var labels = round.Entries.ToDictionary(e => e.EntryId, e => e.Label);
        return new()
        {
            ["groups"] = new JsonArray([.. standings.Groups.Select(g => GroupOf(g, CutOf(round, g), labels))]),
            ["waiting"] = Labels(standings.Waiting, labels),
        };
    }

    private static JsonObject GroupOf(GroupStandings group, Cut cut, Dictionary<Guid, string> labels) =>
        new()
        {
            ["group"] = group.Group,
            ["standings"] = new JsonArray([.. group.Standings.Select(LineOf)]),
            ["through"] = Labels(cut.Through, labels),
            ["level"] = Labels(cut.Level, labels),
            ["placesLeft"] = cut.PlacesLeft,
        };

    private static JsonObject LineOf(Standing standing) =>
        new()
        {
            ["label"] = standing.Label,
            ["rank"] = standing.Rank,
            ["isJoint"] = standing.IsJoint,
            ["score"] = standing.Score.ToString(CultureInfo.InvariantCulture),
            ["exact"] = standing.Worked!.Exact.ToString(),
        };

    private static JsonArray Labels(IEnumerable<Guid> entries, Dictionary<Guid, string> labels) =>
        new([.. entries.Select(e => JsonValue.Create(labels[e]))]);
}

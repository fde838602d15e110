using System.Security.Cryptography;
using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Ledger;
using Contest.Tests.Support;

namespace Contest.Tests.Rules.Voting.Ledger;

/// <summary>The outsider's verifier (deploy/verifier) on ledgers made by Core: two programs that share no code agree.</summary>
public class VerifierTests
{
    private static readonly string Verifier = Checkout.Path("deploy", "verifier", "verify.mjs");
    private string folder = null!;

    [SetUp]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("contest-ledger-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_good_ledger_passes([Values] LedgerMode mode, [Values] bool hasTiers)
    {
        var ledger = PublishedLedger.Of(mode, hasTiers);

        var report = await ReportAsync(
            ledger,
            "--fingerprint",
            ledger.Fingerprint,
            "--receipt",
            PublishedLedger.Receipt(5)
        );

        Assert.That(report.Problems, Is.Empty);
        Assert.That(
            report.Facts.GetProperty("mode").GetString(),
            Is.EqualTo(mode == LedgerMode.Open ? "open" : "inclusion-only")
        );
        Assert.That(report.Facts.GetProperty("leaves").GetInt32(), Is.EqualTo(ledger.Leaves.Count));
        Assert.That(report.Facts.GetProperty("root").GetString(), Is.EqualTo(ledger.Checkpoints[^1].Checkpoint.Root));
        Assert.That(
            report.Facts.GetProperty("ballots").GetRawText(),
            Is.EqualTo("""{"received":75,"quarantined":5,"restored":1,"voided":3,"underReview":1,"counted":71}""")
        );
    }

    [Test]
    public async Task A_receipt_shows_its_choices_in_an_open_ledger_only([Values] LedgerMode mode)
    {
        var receipt = (
            await ReportAsync(PublishedLedger.Of(mode), "--receipt", PublishedLedger.Receipt(5))
        ).Facts.GetProperty("receipts")[0];

        Assert.That(receipt.GetProperty("leaf").GetInt32(), Is.EqualTo(5));
        Assert.That(
            receipt.GetProperty("labels").GetRawText(),
            Is.EqualTo(mode == LedgerMode.Open ? """["A-02","C-01"]""" : "null")
        );
    }

    [Test]
    public async Task Altering_dropping_adding_or_moving_any_one_leaf_is_found([Values] LedgerMode mode)
    {
        PublishedLedger.Of(mode).WriteTo(folder);

        var run = await ChildProgram.RunAsync(
            "node",
            Checkout.Path("Contest.Tests", "Data", "spoil-every-leaf.mjs"),
            folder
        );

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var unseen = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(run.Output)!;
        var leaves = File.ReadAllLines(Path.Combine(folder, "leaves.txt")).Length;
        foreach (var act in new[] { "altered", "dropped", "added", "moved" })
        {
            Assert.That(unseen[act].GetProperty("tried").GetInt32(), Is.GreaterThanOrEqualTo(leaves - 1), act);
            Assert.That(unseen[act].GetProperty("unseen").GetRawText(), Is.EqualTo("[]"), act);
        }
    }

    private static IEnumerable<TestCaseData<Action<PublishedLedger>, string, string>> Spoilt()
    {
        static TestCaseData<Action<PublishedLedger>, string, string> Case(
            string name,
            string code,
            string sentence,
            Action<PublishedLedger> spoil
        ) => new(spoil, code, sentence) { TestName = $"Found: {name}" };

        yield return Case(
            "a choice altered",
            "leaves.changed",
            "between 23 and 45",
            l => l.Leaves[30] = Other(l.Leaves[30])
        );
        yield return Case("a leaf dropped", "leaves.dropped", "1 leaves are missing", l => l.Leaves.RemoveAt(30));
        yield return Case(
            "a leaf added",
            "leaves.added",
            "1 leaves too many",
            l => l.Leaves.Insert(30, New(l.Leaves[30]))
        );
        yield return Case(
            "a leaf added after the last checkpoint",
            "leaves.uncovered",
            "signed by nobody",
            l => l.Leaves.Add(New(l.Leaves[0]))
        );
        yield return Case(
            "two leaves moved",
            "leaves.changed",
            "between 23 and 45",
            l => (l.Leaves[30], l.Leaves[31]) = (l.Leaves[31], l.Leaves[30])
        );
        yield return Case(
            "two checkpoints swapped",
            "checkpoint.number",
            "Part 3 of checkpoints.txt is checkpoint 4",
            l => (l.Checkpoints[2], l.Checkpoints[3]) = (l.Checkpoints[3], l.Checkpoints[2])
        );
        yield return Case("a checkpoint dropped", "checkpoint.number", "Part 3 of", l => l.Checkpoints.RemoveAt(2));
        yield return Case(
            "the last checkpoint dropped",
            "leaves.uncovered",
            "signed by nobody",
            l => l.Checkpoints.RemoveAt(l.Checkpoints.Count - 1)
        );
        yield return Case(
            "a signature of something else",
            "checkpoint.signature",
            "Checkpoint 3 ",
            l => l.Checkpoints[2] = l.Checkpoints[2] with { Signature = l.Checkpoints[3].Signature }
        );
        yield return Case(
            "a wrong key",
            "checkpoint.signature",
            "Checkpoint 1 ",
            l => l.Key = ECDsa.Create(ECCurve.NamedCurves.nistP256)
        );
        yield return Case(
            "a checkpoint that forgets the one before",
            "checkpoint.previous",
            "Checkpoint 4 does not name",
            l => Resign(l, 3, c => c with { PreviousSize = 22 })
        );
        yield return Case(
            "a checkpoint that goes back",
            "checkpoint.time",
            "Checkpoint 4 is earlier",
            l => Resign(l, 3, c => c with { At = c.At.AddDays(-1) })
        );
        yield return Case(
            "another edition's checkpoint",
            "checkpoint.edition",
            "other-2026",
            l => Resign(l, 3, c => c with { Edition = "other-2026" })
        );
        yield return Case(
            "an altered tally",
            "tally.hash",
            "not the one that was closed",
            l => l.Tally = l.Tally.Replace("A-01", "B-02", StringComparison.Ordinal)
        );
        yield return Case(
            "a receipt twice",
            "leaf.twin",
            "Leaf 10 repeats the ballot",
            Resigned(l => l.Leaves[10] = l.Leaves[9])
        );
        yield return Case(
            "a void of an unknown ballot",
            "leaf.unknownBallot",
            "which has no vote before it",
            Resigned(l => l.Leaves[^2] = $"void-v1|{PublishedLedger.Edition}|ZZZZ-ZZZZ|bought|2026-08-03T10|")
        );
        yield return Case(
            "voided without review",
            "leaf.order",
            "“void” may not follow “”",
            Resigned(l =>
                l.Leaves[^2] = $"void-v1|{PublishedLedger.Edition}|{PublishedLedger.Receipt(40)}|bought|2026-08-03T10|"
            )
        );
        yield return Case(
            "a leaf after the last",
            "leaf.afterClose",
            "stands after the closing leaf",
            Resigned(l => l.Leaves.Add(l.Leaves[^2]))
        );
        yield return Case(
            "no closing leaf",
            "close.missing",
            "There is no closing leaf",
            Resigned(l => l.Leaves.RemoveAt(l.Leaves.Count - 1))
        );
        yield return Case(
            "a vote dropped and signed again",
            "close.received",
            "says 75 ballots, there are 74",
            Resigned(l => l.Leaves.RemoveAt(30))
        );
        yield return Case(
            "a vote altered and signed again",
            "tally.number",
            "is published as",
            Resigned(l => l.Leaves[30] = Other(l.Leaves[30]))
        );
        yield return Case(
            "a leaf of no form",
            "leaf.form",
            "Leaf 30 has no form",
            Resigned(l => l.Leaves[30] = l.Leaves[30].Replace("2026-08-01T", "2026-08-32T", StringComparison.Ordinal))
        );
        yield return Case(
            "a leaf of another edition",
            "leaf.edition",
            "Leaf 30 belongs to another edition",
            Resigned(l => l.Leaves[30] = l.Leaves[30].Replace("jgs-2026", "jgs-2025", StringComparison.Ordinal))
        );
        yield return Case(
            "a vote of the other mode",
            "leaf.mode",
            "Leaf 30 does not fit",
            Resigned(l =>
                l.Leaves[30] = $"vote-v1|{PublishedLedger.Edition}|{PublishedLedger.BallotId(1)}|A-01|2026-08-01|"
            )
        );
    }

    [TestCaseSource(nameof(Spoilt))]
    public async Task What_is_wrong_is_found_and_named(Action<PublishedLedger> spoil, string code, string sentence)
    {
        var ledger = PublishedLedger.Of(LedgerMode.Open);
        spoil(ledger);
        ledger.WriteTo(folder);

        var run = await ChildProgram.RunAsync("node", Verifier, folder, "--lang", "en");

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output.Split('\n'), Has.Some.Contains(sentence).And.EndsWith($"[{code}]"), run.Output);
    }

    [Test]
    public async Task A_vote_nobody_cast_and_a_receipt_twice_are_found_in_an_unlinkable_ledger()
    {
        var stuffed = PublishedLedger.Of(LedgerMode.InclusionOnly);
        stuffed.Leaves.Insert(
            stuffed.Leaves.Count - 1,
            $"vote-v1|{PublishedLedger.Edition}|{new string('0', 32)}|A-01|2026-08-01|"
        );
        stuffed.SignAgain();
        var twin = PublishedLedger.Of(LedgerMode.InclusionOnly);
        twin.Leaves[10] = twin.Leaves[9];
        twin.SignAgain();

        Assert.That(
            (await ReportAsync(stuffed)).Problems,
            Does.Contain("leaf.noReceipt").And.Contain("close.received")
        );
        Assert.That((await ReportAsync(twin)).Problems, Does.Contain("leaf.twinReceipt").And.Contain("close.receipts"));
    }

    [Test]
    public async Task A_wrong_tally_that_was_closed_and_signed_is_found()
    {
        var tally = CanonicalJson.Read<PublicTally>(PublishedLedger.Of(LedgerMode.Open).Tally);
        var (first, second) = (tally.Entries[0], tally.Entries[1]);

        async Task<List<string>> FoundAsync(params TallyEntry[] entries)
        {
            var json = CanonicalJson.Write(tally with { Entries = [.. entries, .. tally.Entries.Skip(2)] });
            return (await ReportAsync(ClosedWith(json))).Problems;
        }

        Assert.That(
            (await FoundAsync(first with { Label = second.Label }, second with { Label = first.Label })).Distinct(),
            Is.EquivalentTo(new[] { "tally.number", "tally.rank", "more" })
        );
        Assert.That(await FoundAsync(first with { Rank = 2 }, second), Is.EqualTo(new[] { "tally.rank" }));
        Assert.That(await FoundAsync(first), Does.Contain("tally.missing"));
        Assert.That(await FoundAsync(first, second, second), Does.Contain("tally.twice"));
    }

    [Test]
    public async Task A_tally_with_a_hidden_member_or_none_at_all_is_found()
    {
        var tally = PublishedLedger.Of(LedgerMode.Open).Tally;

        Assert.That(
            (await ReportAsync(ClosedWith(tally.Insert(1, "\"edition\":\"shown\",")))).Problems,
            Is.EqualTo(new[] { "tally.canonical" })
        );
        Assert.That((await ReportAsync(ClosedWith("counted"))).Problems, Is.EqualTo(new[] { "tally.form" }));
        Assert.That(
            (await ReportAsync(ClosedWith("""{"entries":[null],"format":"contest-tally-1"}"""))).Problems,
            Does.Contain("tally.form")
        );
    }

    /// <summary>A ledger closed and signed over a false tally.</summary>
    private static PublishedLedger ClosedWith(string tally)
    {
        var ledger = PublishedLedger.Of(LedgerMode.Open);
        var at = ledger.Checkpoints[^1].Checkpoint.At;
        ledger.Tally = tally;
        ledger.Leaves[^1] = LedgerLeaf.Close(PublishedLedger.Edition, at, 75, CanonicalJson.HashText(tally)).FileLine;
        ledger.SignAgain();
        return ledger;
    }

    [Test]
    public async Task History_rewritten_and_signed_again_is_found_by_whoever_kept_a_checkpoint()
    {
        var ledger = PublishedLedger.Of(LedgerMode.Open);
        var kept = Path.Combine(folder, "kept.txt");
        await File.WriteAllTextAsync(kept, ledger.Checkpoints[3].FileText);
        Assert.That((await ReportAsync(ledger, "--known", kept)).Problems, Is.Empty);

        (ledger.Leaves[30], ledger.Leaves[31]) = (ledger.Leaves[31], ledger.Leaves[30]);
        ledger.SignAgain();

        Assert.That((await ReportAsync(ledger)).Problems, Is.Empty, "to whoever kept nothing it looks right");
        Assert.That(
            (await ReportAsync(ledger, "--known", kept)).Problems,
            Is.EquivalentTo(new[] { "known.unpublished", "known.rewritten" })
        );
    }

    [Test]
    public async Task Another_key_than_the_printed_one_and_a_receipt_that_is_not_there_are_told()
    {
        var ledger = PublishedLedger.Of(LedgerMode.Open);

        Assert.That(
            (await ReportAsync(ledger, "--fingerprint", new('0', 64))).Problems,
            Is.EqualTo(new[] { "key.fingerprint" })
        );
        Assert.That(
            (await ReportAsync(ledger, "--receipt", "2222-2222")).Problems,
            Is.EqualTo(new[] { "receipt.missing" })
        );
    }

    [TestCase("zh-CN", "全部一致")]
    [TestCase("zh-HK", "全部一致")]
    [TestCase("en", "Everything agrees")]
    public async Task It_says_in_three_languages_what_it_found_and_what_it_does_not_prove(string lang, string sentence)
    {
        PublishedLedger.Of(LedgerMode.InclusionOnly).WriteTo(folder);

        var run = await ChildProgram.RunAsync("node", Verifier, folder, "--lang", lang);

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(run.Output, Does.Contain(sentence));
        Assert.That(Script.Strangers(run.Output, lang), Is.Empty);
    }

    [Test]
    public async Task The_folder_that_is_not_there_is_no_verdict()
    {
        var run = await ChildProgram.RunAsync("node", Verifier, Path.Combine(folder, "nothing"));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
    }

    private sealed record Report(List<string> Problems, JsonElement Facts);

    private async Task<Report> ReportAsync(PublishedLedger ledger, params string[] options)
    {
        ledger.WriteTo(folder);
        var run = await ChildProgram.RunAsync("node", [Verifier, folder, "--json", .. options]);
        Assert.That(run.Error, Is.Empty);
        var report = JsonDocument.Parse(run.Output).RootElement;
        List<string> problems =
        [
            .. report.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()!),
        ];
        Assert.That(run.ExitCode, Is.EqualTo(problems.Count == 0 ? 0 : 1));
        return new(problems, report.GetProperty("facts"));
    }

    private static Action<PublishedLedger> Resigned(Action<PublishedLedger> spoil) =>
        ledger =>
        {
            spoil(ledger);
            ledger.SignAgain();
        };

    private static void Resign(PublishedLedger ledger, int at, Func<Checkpoint, Checkpoint> change) =>
        ledger.Checkpoints[at] = change(ledger.Checkpoints[at].Checkpoint).Sign(ledger.Key);

    /// <summary>The same ballot with other choices.</summary>
    private static string Other(string line)
    {
        var fields = line.Split('|');
        return string.Join('|', [.. fields[..3], fields[3] == "B-02" ? "A-01" : "B-02", .. fields[4..]]);
    }

    /// <summary>A ballot like it with a receipt of its own.</summary>
    private static string New(string line)
    {
        var fields = line.Split('|');
        return string.Join('|', [.. fields[..2], "ZZZZ-ZZZZ", .. fields[3..]]);
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;
using Contest.Tests.Support;

namespace Contest.Tests.Rules.Voting.Ledger;

/// <summary>docs/ledger-format.md: its worked example is true, and a verifier written from it alone works.</summary>
public partial class LedgerFormatTests
{
    private static readonly string Document = File.ReadAllText(Checkout.Path("docs", "ledger-format.md"));
    private string folder = null!;

    [SetUp]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("contest-ledger-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Core_writes_the_examples_files_byte_for_byte()
    {
        var leaves = Example("leaves")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(LedgerLeaf.ParseFileLine)
            .ToList();
        var signed = SignedCheckpoint.ParseFile(Example("checkpoints"));
        using var key = ECDsa.Create();
        key.ImportFromPem(Example("pem"));
        var hashes = leaves.Select(leaf => leaf.Hash()).ToList();

        Assert.That(string.Concat(leaves.Select(leaf => leaf.FileLine + "\n")), Is.EqualTo(Example("leaves")));
        Assert.That(string.Concat(signed.Select(one => one.FileText)), Is.EqualTo(Example("checkpoints")));
        Assert.That(LedgerKey.Pem(key.ExportSubjectPublicKeyInfo()), Is.EqualTo(Example("pem")));
        Assert.That(signed.Select(one => one.IsSignedBy(key)), Is.All.True);
        Assert.That(
            signed.Select(one => one.Checkpoint.Root),
            Is.EqualTo(
                signed.Select(one =>
                    Convert.ToHexStringLower(MerkleLog.Root([.. hashes.Take((int)one.Checkpoint.Size)]))
                )
            )
        );
        Assert.That(
            CanonicalJson.Write(Recount.Of(leaves).Tally(["A-03", "A-07", "B-01"])),
            Is.EqualTo(Example("tally").TrimEnd('\n'))
        );
        Assert.That(CanonicalJson.HashText(Example("tally").TrimEnd('\n')), Is.EqualTo(leaves[^1].TallyHash));
    }

    [Test]
    public void Every_number_of_the_example_is_true()
    {
        var leaves = Example("leaves")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(LedgerLeaf.ParseFileLine)
            .ToList();
        var h = leaves.Select(leaf => leaf.Hash()).ToList();
        var (n01, n23, n45) = (MerkleLog.Node(h[0], h[1]), MerkleLog.Node(h[2], h[3]), MerkleLog.Node(h[4], h[5]));
        byte[][] all = [.. h, n01, n23, n45, MerkleLog.Node(n01, n23), MerkleLog.Root(h[..3]), MerkleLog.Root(h)];
        using var key = ECDsa.Create();
        key.ImportFromPem(Example("pem"));
        var der = key.ExportSubjectPublicKeyInfo();

        Assert.That(
            Row().Matches(Document).Select(m => m.Groups[1].Value),
            Is.EqualTo(all.Select(Convert.ToHexStringLower))
        );
        Assert.That(Document, Does.Contain($"DER, hex: `{Convert.ToHexStringLower(der)}`"));
        Assert.That(Document, Does.Contain($"Fingerprint: `{LedgerKey.Fingerprint(der)}`"));
        Assert.That(Document, Does.Contain($"`{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(leaves[0].Text))}`"));
        Assert.That(MerkleLog.InclusionProof(h, 1), Is.EqualTo(new[] { h[0], n23, n45 }), "leaf 0, node 23, node 45");
        Assert.That(
            MerkleLog.ConsistencyProof(h, 3),
            Is.EqualTo(new[] { h[2], h[3], n01, n45 }),
            "leaf 2, leaf 3, node 01, node 45"
        );
    }

    [Test]
    public async Task The_example_passes_both_verifiers()
    {
        WriteExample();

        var node = await ChildProgram.RunAsync("node", Checkout.Path("deploy", "verifier", "verify.mjs"), folder);
        var python = await PythonAsync();

        Assert.That((node.ExitCode, node.Error), Is.EqualTo((0, "")), node.Output);
        Assert.That((python.ExitCode, python.Output.Trim()), Is.EqualTo((0, "")), python.Error);
    }

    [Test]
    public async Task A_verifier_written_from_the_document_alone_agrees_with_Core(
        [Values] LedgerMode mode,
        [Values] bool hasTiers
    )
    {
        var ledger = PublishedLedger.Of(mode, hasTiers);
        ledger.WriteTo(folder);
        var good = await PythonAsync();
        ledger.Leaves[30] = ledger.Leaves[30].Replace("2026-08-01", "2026-08-02", StringComparison.Ordinal);
        ledger.WriteTo(folder);
        var altered = await PythonAsync();

        Assert.That((good.ExitCode, good.Output.Trim()), Is.EqualTo((0, "")), good.Error);
        Assert.That(
            (altered.ExitCode, altered.Output.Split('\n')[0]),
            Is.EqualTo((1, "checkpoint 3 root")),
            altered.Error
        );
    }

    private Task<ChildProgram.Answer> PythonAsync()
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(path => File.Exists(Path.Combine(path, "python3")));
        if (!isThere)
            Assert.Ignore("python3 is not installed: the second verifier was not run.");
        return ChildProgram.RunAsync("python3", Checkout.Path("Contest.Tests", "Data", "verify-ledger.py"), folder);
    }

    private void WriteExample()
    {
        File.WriteAllText(Path.Combine(folder, "key.pem"), Example("pem"));
        File.WriteAllText(Path.Combine(folder, "leaves.txt"), Example("leaves"));
        File.WriteAllText(Path.Combine(folder, "checkpoints.txt"), Example("checkpoints"));
        File.WriteAllText(Path.Combine(folder, "tally.json"), Example("tally").TrimEnd('\n'));
    }

    private static string Example(string name) =>
        Regex
            .Match(Document, $@"^```{name}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Groups[1]
            .Value;

    [GeneratedRegex(@"^\| (?:leaf|node|root) .*`([0-9a-f]{64})` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

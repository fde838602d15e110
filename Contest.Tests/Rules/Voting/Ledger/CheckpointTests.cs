using System.Security.Cryptography;
using Contest.Core.Voting;
using Contest.Core.Voting.Ledger;

namespace Contest.Tests.Rules.Voting.Ledger;

public class CheckpointTests
{
    private static readonly DateTimeOffset At = new(2026, 8, 1, 10, 0, 0, TimeSpan.FromHours(8));
    private static readonly byte[] Root = MerkleLog.Leaf("1"u8);

    [Test]
    public void A_checkpoint_names_the_one_before()
    {
        var first = Checkpoint.After(null, "jgs-2026", 1, Root, At);
        var second = Checkpoint.After(first, "jgs-2026", 5, MerkleLog.Leaf("2"u8), At.AddHours(1));

        Assert.That(
            first.Text,
            Is.EqualTo(
                "contest-checkpoint-v1\njgs-2026\n1\n1\n2215e8ac4e2b871c2a48189e79738c956c081e23ac2f2415bf77da199dfd920c\n0\n"
                    + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n2026-08-01T02:00:00Z\n"
            )
        );
        Assert.That((second.Number, second.PreviousSize, second.PreviousRoot), Is.EqualTo((2L, 1L, first.Root)));
        Assert.That(Checkpoint.Parse(second.Text), Is.EqualTo(second));
    }

    [Test]
    public void A_shorter_ledger_or_an_earlier_clock_gets_no_checkpoint()
    {
        var first = Checkpoint.After(null, "jgs-2026", 5, Root, At);

        Assert.That(
            () => Checkpoint.After(first, "jgs-2026", 4, Root, At),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
        Assert.That(
            () => Checkpoint.After(first, "jgs-2026", 5, Root, At.AddSeconds(-1)),
            Throws.InstanceOf<ArgumentOutOfRangeException>()
        );
    }

    [Test]
    public void Only_the_key_that_signed_this_text_verifies_it_also_after_the_file()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var known = LedgerKey.Public(key.ExportSubjectPublicKeyInfo());
        var first = Checkpoint.After(null, "jgs-2026", 1, Root, At).Sign(key);
        var second = Checkpoint.After(first.Checkpoint, "jgs-2026", 2, Root, At).Sign(key);

        var read = SignedCheckpoint.ParseFile(first.FileText + second.FileText);

        Assert.That(read, Is.EqualTo(new[] { first, second }));
        Assert.That(read.Select(one => one.IsSignedBy(known)), Is.All.True);
        Assert.That(first.IsSignedBy(other), Is.False);
        Assert.That((first with { Checkpoint = second.Checkpoint }).IsSignedBy(known), Is.False);
        Assert.That((first with { Signature = "no base64" }).IsSignedBy(known), Is.False);
    }

    [TestCase("")]
    [TestCase("contest-checkpoint-v1\njgs-2026\n0\n1\nx\n0\nx\n2026-08-01T02:00:00Z\n")]
    public void What_is_no_checkpoint_is_refused(string text) =>
        Assert.That(() => Checkpoint.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void The_fingerprint_is_the_hash_of_the_key_in_the_pem_file()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var spki = key.ExportSubjectPublicKeyInfo();
        using var read = ECDsa.Create();
        read.ImportFromPem(LedgerKey.Pem(spki));

        Assert.That(read.ExportSubjectPublicKeyInfo(), Is.EqualTo(spki));
        Assert.That(LedgerKey.Fingerprint(spki), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(spki))));
    }
}

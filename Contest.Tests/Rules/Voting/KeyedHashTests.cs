using System.Net;
using Contest.Infrastructure.Voting;

namespace Contest.Tests.Rules.Voting;

/// <summary>A ballot by the script and one by the plain form are one voter's.</summary>
public class KeyedHashTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [TestCase("203.0.113.7")]
    [TestCase("2001:db8:1::1")]
    [TestCase(null)]
    public void One_asked_for_and_one_of_many_are_the_same(string? address)
    {
        using KeyedHash many = new(Key);
        NetworkHashes networks = new(many);
        var from = address is null ? null : IPAddress.Parse(address);
        Parallel.For(
            0,
            200,
            _ =>
            {
                var device = Guid.NewGuid();
                Assert.That(VoterPseudonym.Of(many, device), Is.EqualTo(VoterPseudonym.Of(Key, device)));
                Assert.That(
                    BallotEvidence.Of(networks, from, "MicroMessenger/8"),
                    Is.EqualTo(BallotEvidence.Of(Key, from, "MicroMessenger/8"))
                );
            }
        );
    }

    // RFC 4231, test case 2
    [Test]
    public void It_is_the_hmac_of_the_standard()
    {
        using KeyedHash hash = new("Jefe"u8.ToArray());
        var result = new byte[KeyedHash.Bytes];
        hash.Of("what do ya want for nothing?"u8, result);
        Assert.That(
            Convert.ToHexStringLower(result),
            Is.EqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        );
        Assert.That(hash.IsOf("Jefe"u8) && !hash.IsOf("jefe"u8));
    }
}

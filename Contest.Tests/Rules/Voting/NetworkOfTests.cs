using System.Net;
using Contest.Infrastructure.Voting;

namespace Contest.Tests.Rules.Voting;

/// <summary>What codes, crowds of new devices and a ballot's evidence take for one network.</summary>
public class NetworkOfTests
{
    private static readonly byte[] Key = [1, 2, 3, 4];

    [TestCase("203.0.113.7", "203.0.113.200", true)]
    [TestCase("203.0.113.7", "::ffff:203.0.113.7", true)]
    [TestCase("203.0.113.7", "203.0.114.7", false)]
    [TestCase("2001:db8:1::1", "2001:db8:1:ffff::2", true)]
    [TestCase("2001:db8:1::1", "2001:db8:2::1", false)]
    public void Two_addresses_are_of_one_network(string one, string other, bool isOne)
    {
        var (a, b) = (IPAddress.Parse(one), IPAddress.Parse(other));
        Assert.That(NetworkOf.Address(a) == NetworkOf.Address(b), Is.EqualTo(isOne));
        Assert.That(
            BallotEvidence.Of(Key, a, null).Network == BallotEvidence.Of(Key, b, null).Network,
            Is.EqualTo(isOne)
        );
    }

    [Test]
    public void Networks_of_two_editions_cannot_be_linked()
    {
        var address = IPAddress.Parse("203.0.113.7");
        Assert.That(
            BallotEvidence.Of(Key, address, null).Network,
            Is.Not.EqualTo(BallotEvidence.Of([4, 3, 2, 1], address, null).Network)
        );
    }

    // 1.2.3.0/24 and 102:300::/48 begin with the same bytes
    [TestCase("1.2.3.4", "102:300::4")]
    [TestCase("102:300::4", "1.2.3.4")]
    public void A_remembered_network_is_not_taken_for_another(string first, string second)
    {
        using KeyedHash key = new(Key);
        NetworkHashes networks = new(key);
        foreach (var address in new[] { first, second, first }.Select(IPAddress.Parse))
            Assert.That(networks.Of(address), Is.EqualTo(BallotEvidence.Of(Key, address, null).Network));
    }

    [Test]
    public void More_networks_than_are_remembered_have_their_own_hashes()
    {
        using KeyedHash key = new(Key);
        NetworkHashes networks = new(key);
        Parallel.For(
            0,
            10_000,
            n =>
            {
                IPAddress address = new([10, (byte)(n / 256), (byte)(n % 256), 1]);
                Assert.That(networks.Of(address), Is.EqualTo(BallotEvidence.Of(Key, address, null).Network));
            }
        );
    }
}

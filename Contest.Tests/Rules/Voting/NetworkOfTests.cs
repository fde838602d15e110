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
}

using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Voting;

namespace Contest.Tests.Rules.Voting;

public class VoterContactTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    [TestCase("Zhou.Wen@Example.COM", "zhou.wen@example.com")]
    [TestCase("  zhou@example.com ", "zhou@example.com")]
    [TestCase("zhou＠example.com", "zhou@example.com")]
    [TestCase("zhou@专利.中国", "zhou@xn--ohq82h.xn--fiqs8s")]
    [TestCase("zhou+vote2@example.com", "zhou+vote2@example.com")]
    [TestCase("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk")]
    public void A_mailbox_has_one_form(string typed, string form) =>
        Assert.That(VoterContact.Mailbox(typed), Is.EqualTo(form));

    [TestCase("")]
    [TestCase("zhou")]
    [TestCase("zhou@localhost")]
    [TestCase("zhou@@example.com")]
    [TestCase("zhou wen@example.com")]
    [TestCase(".zhou@example.com")]
    [TestCase("zhou@example..com")]
    [TestCase("周@example.com")]
    [TestCase("zhou@example.com\r\nBcc: all@example.com")]
    [TestCase("<zhou@example.com>")]
    public void What_no_mail_goes_to_is_no_mailbox(string typed) => Assert.That(VoterContact.Mailbox(typed), Is.Null);

    [Test]
    public void A_mailbox_longer_than_mail_allows_is_none()
    {
        Assert.That(VoterContact.Mailbox($"{new string('a', 65)}@example.com"), Is.Null);
        Assert.That(
            VoterContact.Mailbox($"a@{string.Join('.', Enumerable.Repeat(new string('b', 60), 5))}.cn"),
            Is.Null
        );
    }

    [TestCase("138 0013 8000", "+8613800138000")]
    [TestCase("+86 138-0013-8000", "+8613800138000")]
    [TestCase("008613800138000", "+8613800138000")]
    [TestCase("8613800138000", "+8613800138000")]
    [TestCase("１３８００１３８０００", "+8613800138000")]
    [TestCase("+852 5123 4567", "+85251234567")]
    [TestCase("+853 6612 3456", "+85366123456")]
    public void A_mobile_number_has_one_form(string typed, string form) =>
        Assert.That(VoterContact.Phone(typed), Is.EqualTo(form));

    [TestCase("12800138000")]
    [TestCase("1380013800")]
    [TestCase("+852 2123 4567")]
    [TestCase("+853 2812 3456")]
    [TestCase("51234567")]
    [TestCase("+1 415 555 2671")]
    [TestCase("0755 8600 0000")]
    public void Landlines_other_countries_and_numbers_without_their_place_are_none(string typed) =>
        Assert.That(VoterContact.Phone(typed), Is.Null);

    [Test]
    public void An_openid_is_taken_exactly_as_it_is()
    {
        Assert.That(VoterContact.Normal(VoterIdentity.WeChat, "oAbC-12_Xyz"), Is.EqualTo("oAbC-12_Xyz"));
        Assert.That(VoterContact.Normal(VoterIdentity.WeChat, "o bc"), Is.Null);
        Assert.That(VoterContact.Normal(VoterIdentity.Device, "anything"), Is.Null);
    }

    [Test]
    public void The_same_value_of_two_tiers_or_two_editions_is_two_voters_and_none_is_a_device()
    {
        const string Value = "same-value-00001"; // sixteen bytes, as long as a device id
        byte[] otherKey = [.. Key.Reverse()];
        Guid[] voters =
        [
            VoterPseudonym.Of(Key, VoterIdentity.Email, Value),
            VoterPseudonym.Of(Key, VoterIdentity.Phone, Value),
            VoterPseudonym.Of(Key, VoterIdentity.WeChat, Value),
            VoterPseudonym.Of(Key, new Guid(System.Text.Encoding.ASCII.GetBytes(Value))),
            VoterPseudonym.Of(otherKey, VoterIdentity.Email, Value),
        ];
        Assert.That(voters, Is.Unique);
    }

    [Test]
    public void Labels_after_a_plus_are_one_mailbox_and_so_one_voter()
    {
        Assert.That(
            VoterPseudonym.Of(Key, VoterIdentity.Email, "zhou+2@example.com"),
            Is.EqualTo(VoterPseudonym.Of(Key, VoterIdentity.Email, "zhou@example.com"))
        );
        Assert.That(VoterContact.SameMailbox("+zhou@example.com"), Is.EqualTo("+zhou@example.com"));
    }

    /// <summary>Worked out with Python's hmac: the key 01…20, "contest-voter-tier-1\nEmail\nzhou@example.com".</summary>
    [Test]
    public void The_voters_key_is_the_hmac_that_anyone_can_work_out() =>
        Assert.That(
            Convert.ToHexStringLower(VoterPseudonym.Of(Key, VoterIdentity.Email, "zhou@example.com").ToByteArray()),
            Is.EqualTo("feefc1ba1abaa42b10329aaf5dcd328f")
        );
}

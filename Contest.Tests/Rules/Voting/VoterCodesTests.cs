using Contest.Core.Competitions;
using Contest.Core.Voting;

namespace Contest.Tests.Rules.Voting;

public class VoterCodesTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly CodesBefore None = new(null, 0, 0, 0, 0);

    private static IEnumerable<TestCaseData> Sendings =>
        [
            new TestCaseData(None, null),
            new TestCaseData(None with { Last = Now.AddSeconds(-60) }, null),
            new TestCaseData(None with { Last = Now.AddSeconds(-59.5) }, "voting.code_too_soon"),
            new TestCaseData(None with { ContactHour = 3, ContactDay = 7 }, null),
            new TestCaseData(None with { ContactHour = 4 }, "voting.code_too_many"),
            new TestCaseData(None with { ContactDay = 8 }, "voting.code_too_many"),
            new TestCaseData(None with { DeviceHour = 7, NetworkHour = 299 }, null),
            new TestCaseData(None with { DeviceHour = 8 }, "voting.code_too_many_here"),
            new TestCaseData(None with { NetworkHour = 300 }, "voting.code_too_many_here"),
        ];

    [TestCaseSource(nameof(Sendings))]
    public void A_code_is_sent_within_the_limits_of_mailbox_device_and_network(CodesBefore before, string? code) =>
        Assert.That(VoterCodes.WhyNotSend(before, mostOfNetwork: 300, Now)?.Code, Is.EqualTo(code));

    [Test]
    public void Who_asks_too_soon_is_told_for_how_long() =>
        Assert.That(
            VoterCodes.WhyNotSend(None with { Last = Now.AddSeconds(-10.2) }, 300, Now)!.Arguments,
            Is.EqualTo(new object[] { 50 })
        );

    private static IEnumerable<TestCaseData> Entries =>
        [
            new TestCaseData(Sent(), true, null),
            new TestCaseData(Sent(secondsAgo: 599), true, null),
            new TestCaseData(Sent(secondsAgo: 600), true, "voting.code_expired"),
            new TestCaseData(Sent(), false, "voting.code_wrong"),
            new TestCaseData(Sent(wrong: 3), false, "voting.code_wrong"),
            new TestCaseData(Sent(wrong: 4), false, "voting.code_spent"),
            new TestCaseData(Sent(wrong: 4), true, null),
            new TestCaseData(Sent(wrong: 5), true, "voting.code_spent"),
            new TestCaseData(Sent(isUsed: true), true, "voting.code_used"),
            new TestCaseData(null, true, "voting.code_expired"),
        ];

    [TestCaseSource(nameof(Entries))]
    public void A_code_is_good_once_for_ten_minutes_and_five_tries(VoterCode? code, bool isRight, string? refusal) =>
        Assert.That(VoterCodes.WhyNotTake(code, isRight, Now)?.Code, Is.EqualTo(refusal));

    [Test]
    public void The_strongest_way_shown_that_the_vote_admits_casts_the_ballot()
    {
        VoteRules all = new() { Identities = [.. Enum.GetValues<VoterIdentity>()] };
        VoteRules mail = new() { Identities = [VoterIdentity.Email] };
        Assert.That(
            new[]
            {
                VoterTiers.Strongest(all, []),
                VoterTiers.Strongest(all, [VoterIdentity.Email, VoterIdentity.Phone]),
                VoterTiers.Strongest(all, [VoterIdentity.Phone, VoterIdentity.WeChat]),
                VoterTiers.Strongest(mail, [VoterIdentity.Email, VoterIdentity.Phone]),
                VoterTiers.Strongest(mail, [VoterIdentity.Phone]),
                VoterTiers.Strongest(mail, []),
            },
            Is.EqualTo(
                new VoterIdentity?[]
                {
                    VoterIdentity.Device,
                    VoterIdentity.Phone,
                    VoterIdentity.WeChat,
                    VoterIdentity.Email,
                    null,
                    null,
                }
            )
        );
        Assert.That(VoterTiers.WhyNot(mail, VoterIdentity.Device)?.Code, Is.EqualTo("voting.identity_needed"));
        Assert.That(VoterTiers.WhyNot(mail, VoterIdentity.Email), Is.Null);
    }

    [Test]
    public void The_voter_key_ends_so_many_days_after_the_results_have_closed()
    {
        RetentionRules rules = new() { VoterKeyDays = 90 };
        Assert.That(Retention.VoterKeyEnds(rules, new() { OpenedAt = Now }), Is.Null);
        Assert.That(
            Retention.VoterKeyEnds(rules, new() { OpenedAt = Now, ClosedAt = Now.AddDays(5) }),
            Is.EqualTo(Now.AddDays(95))
        );
    }

    private static VoterCode Sent(int secondsAgo = 1, short wrong = 0, bool isUsed = false) =>
        new()
        {
            Contact = [],
            Network = [],
            CodeHash = [],
            SentAt = Now.AddSeconds(-secondsAgo),
            ExpiresAt = Now.AddSeconds(-secondsAgo) + VoterCodes.Life,
            WrongTries = wrong,
            UsedAt = isUsed ? Now.AddSeconds(-1) : null,
        };
}

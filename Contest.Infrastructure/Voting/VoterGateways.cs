using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Mail;
using Microsoft.Extensions.Options;

namespace Contest.Infrastructure.Voting;

/// <summary>Which ways of showing who votes are set up on this installation.</summary>
public sealed class VoterGateways(IOptions<VerificationSettings> settings, IOptions<SmtpSettings> smtp)
{
    public bool IsReady(VoterIdentity tier) =>
        tier switch
        {
            VoterIdentity.Device => true,
            VoterIdentity.Email => smtp.Value.Host is { Length: > 0 },
            VoterIdentity.Phone => settings.Value is { PhoneAddress.Length: > 0, PhoneSecret.Length: > 0 },
            VoterIdentity.WeChat => settings.Value is { WeChatAppId.Length: > 0, WeChatSecret.Length: > 0 },
            _ => false,
        };

    /// <summary>The ways a vote admits that nobody can take yet: the organizer is told.</summary>
    public IReadOnlyList<VoterIdentity> Missing(VoteRules rules) =>
        [.. VoterTiers.Verified(rules).Where(t => !IsReady(t))];
}

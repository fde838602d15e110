using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Web.Texts;
using QRCoder;

namespace Contest.Web.Pages.Voting;

/// <summary>The ways to show who votes, in words.</summary>
public static class VerifyWords
{
    public static string Tier(VoterIdentity tier) =>
        tier switch
        {
            VoterIdentity.Email => Verifying.TierEmail,
            VoterIdentity.Phone => Verifying.TierPhone,
            _ => Verifying.TierWeChat,
        };

    public static string Title(VoterIdentity tier) =>
        tier switch
        {
            VoterIdentity.Email => Verifying.EmailTitle,
            VoterIdentity.Phone => Verifying.PhoneTitle,
            _ => Verifying.WeChatTitle,
        };

    public static string Contact(VoterIdentity tier) => tier == VoterIdentity.Phone ? Verifying.Phone : Verifying.Email;

    /// <summary>What the operator sets for a way to be there (README.md).</summary>
    public static string SettingsOf(VoterIdentity tier) =>
        tier switch
        {
            VoterIdentity.Email => "Smtp__Host",
            VoterIdentity.Phone => "Verification__PhoneAddress, Verification__PhoneSecret",
            _ => "Verification__WeChatAppId, Verification__WeChatSecret",
        };

    /// <summary>One sentence for the voting page where another identity than the device's is admitted; null where none is.</summary>
    public static string? Strip(VoteRules rules)
    {
        var ways = VoterTiers.Verified(rules);
        if (ways.Count == 0)
            return null;
        var names = string.Join(Verifying.Between, ways.Select(Tier));
        var text = rules.Identities.Contains(VoterIdentity.Device) ? Verifying.StripOptional : Verifying.StripNeeded;
        return string.Format(null, text, names);
    }

    /// <summary>An address as a picture for another phone's camera.</summary>
    public static string Qr(string address)
    {
        using QRCodeGenerator generator = new();
        using var data = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using SvgQRCode qr = new(data);
        return qr.GetGraphic(
            new System.Drawing.Size(180, 180),
            "#000000",
            "#ffffff",
            sizingMode: SvgQRCode.SizingMode.WidthHeightAttribute
        );
    }
}

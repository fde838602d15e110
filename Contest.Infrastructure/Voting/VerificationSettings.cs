using System.ComponentModel.DataAnnotations;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// The section <c>Verification</c>: how voters show who they are. Secrets come from the environment or a secret store,
/// never from the repository; without them a way is not offered and the organizer is told.
/// </summary>
public sealed class VerificationSettings
{
    /// <summary>Codes one network (/24, /48) may ask for an hour; a company or a carrier's gateway shares one.</summary>
    [Range(1, 1_000_000)]
    public int CodesPerNetworkHour { get; init; } = 300;

    /// <summary>The text message gateway (docs/formats/phone-gateway.md), e.g. https://sms.example.cn/contest.</summary>
    [Url]
    public string? PhoneAddress { get; init; }

    /// <summary>The secret shared with the gateway, at least 16 letters: requests are signed with it.</summary>
    [MinLength(16)]
    public string? PhoneSecret { get; init; }

    /// <summary>How long the gateway may think, in seconds.</summary>
    [Range(1, 60)]
    public int PhoneSeconds { get; init; } = 8;

    /// <summary>The service account's AppID.</summary>
    public string? WeChatAppId { get; init; }

    /// <summary>The service account's AppSecret.</summary>
    public string? WeChatSecret { get; init; }

    /// <summary>Where a visitor inside WeChat is sent for the silent sign-in.</summary>
    [Url]
    public string WeChatAuthorize { get; init; } = "https://open.weixin.qq.com/connect/oauth2/authorize";

    /// <summary>Where the code is exchanged for the OpenID.</summary>
    [Url]
    public string WeChatApi { get; init; } = "https://api.weixin.qq.com";

    /// <summary>How long WeChat may think, in seconds.</summary>
    [Range(1, 60)]
    public int WeChatSeconds { get; init; } = 8;
}

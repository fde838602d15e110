using System.Net;
using System.Security.Cryptography;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// What is kept of where a ballot came from, so that a purchased campaign can be told from a village: that ballots share
/// a network or a kind of browser, never which. The address and the browser's own words are not kept anywhere.
/// </summary>
/// <param name="Network">Keyed hash of the /24 or /48; 0 where the address is not known.</param>
/// <param name="Agent">Hash of the kind of browser; 0 where it said nothing.</param>
public readonly record struct BallotEvidence(long Network, int Agent)
{
    private static readonly string[] Systems =
    [
        "HarmonyOS",
        "OpenHarmony",
        "Android",
        "iPhone",
        "iPad",
        "Windows",
        "Macintosh",
        "Linux",
    ];

    /// <summary>The first that is named, as many browsers name others after their own name.</summary>
    private static readonly string[] Browsers =
    [
        "MicroMessenger/",
        "QQ/",
        "DingTalk/",
        "AlipayClient/",
        "UCBrowser/",
        "MQQBrowser/",
        "HuaweiBrowser/",
        "MiuiBrowser/",
        "HeadlessChrome/",
        "Edg/",
        "Firefox/",
        "Chrome/",
        "Version/",
    ];

    /// <summary>Of a request.</summary>
    /// <param name="editionKey">The edition's own key: networks of two editions cannot be linked.</param>
    public static BallotEvidence Of(byte[] editionKey, IPAddress? address, string? agent) =>
        new(
            address is null ? 0 : BitConverter.ToInt64(HMACSHA256.HashData(editionKey, NetworkOf.Prefix(address))),
            AgentOf(agent)
        );

    /// <summary>As <see cref="Of(byte[], IPAddress, string)"/>, where many are asked for.</summary>
    public static BallotEvidence Of(NetworkHashes networks, IPAddress? address, string? agent)
    {
        ArgumentNullException.ThrowIfNull(networks);
        return new(address is null ? 0 : networks.Of(address), AgentOf(agent));
    }

    /// <summary>FNV-1a over system, browser and the browser's major version.</summary>
    private static int AgentOf(string? agent)
    {
        if (string.IsNullOrEmpty(agent))
            return 0;
        var hash = 2_166_136_261u;
        Mix(ref hash, FirstIn(agent, Systems));
        var browser = FirstIn(agent, Browsers);
        Mix(ref hash, browser);
        if (browser is not null)
            Mix(ref hash, Major(agent.AsSpan(agent.IndexOf(browser, StringComparison.Ordinal) + browser.Length)));
        return unchecked((int)hash);
    }

    private static string? FirstIn(string agent, string[] names)
    {
        foreach (var name in names)
            if (agent.Contains(name, StringComparison.Ordinal))
                return name;
        return null;
    }

    private static ReadOnlySpan<char> Major(ReadOnlySpan<char> version)
    {
        var end = version.IndexOfAnyExceptInRange('0', '9');
        return version[..int.Min(4, end < 0 ? version.Length : end)];
    }

    private static void Mix(ref uint hash, ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * 16_777_619);
        hash = unchecked((hash ^ '|') * 16_777_619);
    }
}

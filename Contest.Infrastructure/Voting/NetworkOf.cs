using System.Net;
using System.Net.Sockets;

namespace Contest.Infrastructure.Voting;

/// <summary>An address cut to its network, /24 or /48 (DOMAIN.md 1.6): all that is ever looked at.</summary>
public static class NetworkOf
{
    /// <summary>In words, for counting by network.</summary>
    public static string Address(IPAddress? address)
    {
        var prefix = Prefix(address ?? IPAddress.Loopback);
        return prefix.Length == 3
            ? $"{prefix[0]}.{prefix[1]}.{prefix[2]}.0/24"
            : $"{Convert.ToHexStringLower(prefix)}/48";
    }

    /// <summary>Its first three bytes, or six.</summary>
    public static byte[] Prefix(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.GetAddressBytes()[..(plain.AddressFamily == AddressFamily.InterNetwork ? 3 : 6)];
    }
}

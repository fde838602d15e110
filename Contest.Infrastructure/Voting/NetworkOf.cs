using System.Net;
using System.Net.Sockets;

namespace Contest.Infrastructure.Voting;

/// <summary>An address cut to its network, /24 or /48 (DOMAIN.md 1.6): all that is ever looked at.</summary>
public static class NetworkOf
{
    public static string Address(IPAddress? address)
    {
        var known = address ?? IPAddress.Loopback;
        var plain = known.IsIPv4MappedToIPv6 ? known.MapToIPv4() : known;
        var bytes = plain.GetAddressBytes();
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.0/24"
            : $"{Convert.ToHexStringLower(bytes, 0, 6)}/48";
    }
}

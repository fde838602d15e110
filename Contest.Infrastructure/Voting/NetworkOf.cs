using System.Net;

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

    /// <summary>The longest prefix.</summary>
    public const int MostBytes = 6;

    /// <summary>Its first three bytes, or six.</summary>
    public static byte[] Prefix(IPAddress address)
    {
        Span<byte> prefix = stackalloc byte[MostBytes];
        return prefix[..Prefix(address, prefix)].ToArray();
    }

    /// <summary>As <see cref="Prefix(IPAddress)"/>, into <see cref="MostBytes"/> bytes.</summary>
    /// <returns>How many it has.</returns>
    public static int Prefix(IPAddress address, Span<byte> prefix)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> whole = stackalloc byte[16];
        address.TryWriteBytes(whole, out var length);
        var isMapped = address.IsIPv4MappedToIPv6; // the last four bytes of sixteen
        var bytes = length == 4 || isMapped ? 3 : MostBytes;
        whole.Slice(isMapped ? 12 : 0, bytes).CopyTo(prefix);
        return bytes;
    }
}

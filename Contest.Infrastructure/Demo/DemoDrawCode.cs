using System.Security.Cryptography;
using System.Text;

namespace Contest.Infrastructure.Demo;

/// <summary>The codes the demo's parties committed to: known to everybody, so that anyone can play the draw to its end.</summary>
public static class DemoDrawCode
{
    /// <summary>Lower-case hex.</summary>
    public static string Of(string party) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"contest-demo-1:{party}")));
}

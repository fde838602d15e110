using System.Globalization;
using System.Text;

namespace Contest.Core.Voting;

/// <summary>One counted choice as it stands in the public log: no person, only the hour (DOMAIN.md 3.9).</summary>
/// <param name="Edition">The edition's code, e.g. <c>jgs-2026</c>.</param>
/// <param name="Receipt">The ballot's receipt.</param>
/// <param name="Label">The project's public number.</param>
/// <param name="CastAt">When; only date and hour of the given offset are written.</param>
public sealed record VoteLeaf(string Edition, string Receipt, string Label, DateTimeOffset CastAt)
{
    /// <summary>Five lines: <c>vote-v1</c>, edition, receipt, project, hour; each ended by a line feed.</summary>
    public string Text =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"vote-v1\n{Edition}\n{Receipt}\n{Label}\n{CastAt:yyyy-MM-ddTHH}\n"
        );

    /// <summary>The leaf's hash.</summary>
    public byte[] Hash() => MerkleLog.Leaf(Encoding.UTF8.GetBytes(Text));
}

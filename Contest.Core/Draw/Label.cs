using System.Security.Cryptography;
using System.Text;

namespace Contest.Core.Draw;

/// <summary>
/// What a project is called in a draw. Canonical form: Unicode NFC, no white space at the ends, any run of white space
/// inside one space; sorted by its UTF-8 bytes.
/// </summary>
public static class Label
{
    /// <summary>The canonical form.</summary>
    /// <exception cref="ArgumentException">Nothing is left, or a control character stands in it.</exception>
    public static string Canonical(string label)
    {
        var words = label
            .Normalize(NormalizationForm.FormC)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var text = string.Join(' ', words);
        return text.Length > 0 && !text.Any(char.IsControl)
            ? text
            : throw new ArgumentException("A label needs visible text.", nameof(label));
    }

    /// <summary>Canonical labels in the order of their bytes.</summary>
    /// <exception cref="ArgumentException">Two are the same.</exception>
    public static IReadOnlyList<string> List(IEnumerable<string> labels)
    {
        List<string> sorted = [.. labels.Select(Canonical).Order(Comparer<string>.Create(CompareBytes))];
        return sorted.Distinct().Count() == sorted.Count
            ? sorted
            : throw new ArgumentException("Two labels are the same.", nameof(labels));
    }

    /// <summary>SHA-256, as lower-case hex, over the sorted canonical labels, each followed by a line feed.</summary>
    public static string ListHash(IEnumerable<string> labels)
    {
        var text = string.Concat(List(labels).Select(label => label + "\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static int CompareBytes(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}

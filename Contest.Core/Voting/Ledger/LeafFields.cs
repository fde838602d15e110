using System.Globalization;
using System.Text.RegularExpressions;

namespace Contest.Core.Voting.Ledger;

/// <summary>What may stand in a leaf's lines. Nothing here can hold a line feed or the bar that stands for it in the file.</summary>
internal static partial class LeafFields
{
    public const string Hour = "yyyy-MM-ddTHH";
    public const string Day = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-ddTHH:mm:ss'Z'";

    public static string Edition(string value) => Slug().IsMatch(value) ? value : throw No("edition", value);

    /// <summary>A receipt by its form; the check character is for those who type it, not for the ledger.</summary>
    public static string Receipt(string value) => Code8().IsMatch(value) ? value : throw No("receipt", value);

    public static string BallotId(string value) => Id().IsMatch(value) ? value : throw No("ballot id", value);

    /// <summary>A receipt or a ballot id, as it stands in the ballot's own leaf.</summary>
    public static string Ballot(string value) => Id().IsMatch(value) ? value : Receipt(value);

    public static string Reason(string value) => Code().IsMatch(value) ? value : throw No("reason code", value);

    public static string Tier(string value) => Code().IsMatch(value) ? value : throw No("identity tier", value);

    public static string Hash(string value) => Sha256().IsMatch(value) ? value : throw No("hash", value);

    public static string Label(string value) => PublicCode().IsMatch(value) ? value : throw No("label", value);

    /// <summary>The chosen entries in ordinal order; at least one, none twice.</summary>
    public static IReadOnlyList<string> Labels(IReadOnlyList<string> value)
    {
        var isOrdered = value.Zip(value.Skip(1)).All(two => string.CompareOrdinal(two.First, two.Second) < 0);
        return value.Count > 0 && isOrdered
            ? [.. value.Select(Label)]
            : throw No("list of labels", string.Join(' ', value));
    }

    public static DateTimeOffset HourOf(string value) =>
        DateTimeOffset.TryParseExact(
            value,
            Hour,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : throw No("hour", value);

    public static DateOnly DayOf(string value) =>
        DateOnly.TryParseExact(value, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw No("day", value);

    public static long Count(string value) =>
        Number().IsMatch(value) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw No("number", value);

    public static string Moments(DateTimeOffset at) => at.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture);

    public static DateTimeOffset MomentOf(string value) =>
        DateTimeOffset.TryParseExact(
            value,
            Moment,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : throw No("moment", value);

    public static FormatException No(string what, string value) => new($"“{value}” is no {what} of the vote ledger.");

    [GeneratedRegex(@"\A[a-z0-9](-?[a-z0-9])*\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\z")]
    private static partial Regex Code8();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"\A[!-{}~]{1,32}\z")]
    private static partial Regex PublicCode();

    [GeneratedRegex(@"\A(0|[1-9][0-9]{0,17})\z")]
    private static partial Regex Number();
}

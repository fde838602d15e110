namespace Contest.Core.Registration;

/// <summary>
/// A patent portfolio in numbers: what is public of every accepted entry, whether or not its list of patents is
/// (PRODUCT.md, promise 8). Counts only; no number, title, owner or inventor.
/// </summary>
/// <param name="Kinds">How many of each kind, by the kinds' own order; kinds without a patent are left out.</param>
/// <param name="InForce">Rights with a standing where they are granted and valid.</param>
/// <param name="Pending">Published or examined, not yet decided.</param>
/// <param name="Lapsed">Ended, refused, withdrawn or declared invalid.</param>
/// <param name="Unstated">The rest: what is said of them fits none of the glossary's words.</param>
/// <param name="HasCore">A core patent (核心专利) is named.</param>
/// <param name="Jurisdictions">The offices (ST.3) they are held at, in the order of their codes, each once.</param>
public sealed record Portfolio(
    IReadOnlyList<Portfolio.OfKind> Kinds,
    int InForce,
    int Pending,
    int Lapsed,
    int Unstated,
    bool HasCore,
    IReadOnlyList<string> Jurisdictions
)
{
    // the glossary's list (DOMAIN.md 2, legal status), read liberally; the first list that says something decides
    private static readonly string[] StandingWords = ["部分无效", "无效程序"];
    private static readonly string[] EndedWords =
    [
        "失效",
        "终止",
        "无效",
        "驳回",
        "撤回",
        "放弃",
        "届满",
        "EXPIRED",
        "LAPSED",
    ];
    private static readonly string[] PendingWords = ["审", "公开", "申请", "受理", "PENDING"];
    private static readonly string[] ValidWords = ["有效", "授权", "维持", "INFORCE", "GRANTED"];

    /// <summary>The patents of one kind.</summary>
    /// <param name="Kind">专利类型.</param>
    /// <param name="Count">At least 1.</param>
    public sealed record OfKind(PatentKind Kind, int Count);

    /// <summary>All patents.</summary>
    public int Total => InForce + Pending + Lapsed + Unstated;

    /// <summary>The numbers of these patents, in whatever order they come.</summary>
    public static Portfolio Of(IReadOnlyCollection<Patent> patents)
    {
        ArgumentNullException.ThrowIfNull(patents);
        var standings = patents.CountBy(p => StandingOf(p.LegalStatus)).ToDictionary();
        return new(
            [.. patents.CountBy(p => p.Kind).OrderBy(k => k.Key).Select(k => new OfKind(k.Key, k.Value))],
            standings.GetValueOrDefault(Standing.InForce),
            standings.GetValueOrDefault(Standing.Pending),
            standings.GetValueOrDefault(Standing.Lapsed),
            standings.GetValueOrDefault(Standing.Unstated),
            patents.Any(p => p.IsCore),
            [.. patents.Select(p => p.Jurisdiction).Where(j => j.Length > 0).Distinct().Order(StringComparer.Ordinal)]
        );
    }

    private enum Standing
    {
        Unstated,
        InForce,
        Pending,
        Lapsed,
    }

    /// <summary>An end says more than anything else; 授权 in 授权后终止 does not make it valid again.</summary>
    private static Standing StandingOf(string words)
    {
        var key = Plain.Key(words);
        return Says(StandingWords) ? Standing.InForce
            : Says(EndedWords) ? Standing.Lapsed
            : Says(PendingWords) ? Standing.Pending
            : Says(ValidWords) ? Standing.InForce
            : Standing.Unstated;

        bool Says(string[] any) => any.Any(word => key.Contains(word, StringComparison.Ordinal));
    }
}

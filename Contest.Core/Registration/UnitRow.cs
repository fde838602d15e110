using System.Globalization;

namespace Contest.Core.Registration;

/// <summary>A recommending unit as typed on its page or in a line of a pasted list.</summary>
/// <param name="Name">推荐单位.</param>
/// <param name="Kind">What it is, by the words of <see cref="Say"/> or their Chinese and English short forms; empty: <see cref="UnitKind.Other"/>.</param>
/// <param name="Region">所在地区, or empty.</param>
/// <param name="Quota">名额: a whole number; empty: no limit.</param>
/// <param name="ContactEmail">Whom to write to, or empty.</param>
public sealed record UnitRow(
    string Name,
    string Kind = "",
    string Region = "",
    string Quota = "",
    string ContactEmail = ""
)
{
    private const int LongestRegion = 100;
    private const int MostLines = 1000;

    private static readonly Dictionary<string, UnitKind> Kinds = new (UnitKind Kind, string Words)[]
    {
        (UnitKind.Authority, "主管部门 政府部门 知识产权局 AUTHORITY"),
        (UnitKind.Academia, "高校、科研院所 高等院校、科研院所 高校 大学 科研院所 院校 ACADEMIA UNIVERSITY"),
        (UnitKind.Association, "行业协会、学会 行業協會、學會 行业协会 协会 学会 商会 ASSOCIATION"),
        (UnitKind.Park, "产业园区 產業園區 园区 高新区 PARK"),
        (UnitKind.Agency, "服务机构 服務機構 代理机构 AGENCY"),
        (UnitKind.Other, "其他 其它 OTHER"),
    }
        .SelectMany(kind => kind.Words.Split(' ').Select(word => (kind.Kind, Word: Plain.Key(word))))
        .ToDictionary(pair => pair.Word, pair => pair.Kind);

    /// <summary>The kind in the culture of the current thread.</summary>
    public static string Say(UnitKind kind) => Words.Say("unit.kind_" + kind.ToString().ToLowerInvariant());

    /// <summary>A word <see cref="Read"/> understands, whatever the culture.</summary>
    public static string Word(UnitKind kind) => kind.ToString();

    /// <summary>Lines as spreadsheets copy them: name, kind, region, quota, mailbox; a line of headings is left out.</summary>
    /// <param name="text">As pasted; after 1,000 lines nothing is read.</param>
    public static IReadOnlyList<(int Line, UnitRow Row)> Pasted(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
        [
            .. PastedCells
                .Of(text)
                .Where(line => !line.IsBlank)
                .Take(MostLines)
                .Select(line => (line.Number, Of(line.Cells)))
                .Where(line => Plain.Key(line.Item2.Name) is not ("推荐单位" or "单位名称" or "名称" or "NAME")),
        ];
    }

    /// <summary>What the row says, or why it cannot be kept.</summary>
    public Outcome<Facts> Read()
    {
        var name = Plain.AsTyped(Name);
        if (OrganisationName.Key(name).Length == 0)
            return new Refusal("unit.no_name");
        if (name.Length > RecommendingUnit.LongestName)
            return new Refusal("unit.long_name", RecommendingUnit.LongestName);
        if (!TryKind(out var kind))
            return new Refusal("unit.unknown_kind", Plain.Tidy(Kind));
        if (!TryQuota(out var quota))
            return new Refusal("unit.quota", Plain.Tidy(Quota), RecommendingUnit.HighestQuota);
        var region = Plain.AsTyped(Region);
        if (region.Length > LongestRegion)
            return new Refusal("unit.long_region", LongestRegion);
        var mail = EmailAddress.Check(ContactEmail);
        if (Plain.Tidy(ContactEmail).Length > 0 && mail.Result == CheckResult.Error)
            return new Refusal("unit.email", Plain.Tidy(ContactEmail));
        return new Facts(name, OrganisationName.Key(name), kind, region, quota, mail.Normalized);
    }

    /// <summary>A row that can be kept.</summary>
    /// <param name="Name">As typed.</param>
    /// <param name="NameKey">What it is compared by.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Region">As typed; empty for none.</param>
    /// <param name="Quota">Null: no limit.</param>
    /// <param name="ContactEmail">Well formed, or empty.</param>
    public sealed record Facts(
        string Name,
        string NameKey,
        UnitKind Kind,
        string Region,
        int? Quota,
        string ContactEmail
    );

    private static UnitRow Of(IReadOnlyList<string> cells)
    {
        return new(Cell(0), Cell(1), Cell(2), Cell(3), Cell(4));

        string Cell(int at) => at < cells.Count ? cells[at] : "";
    }

    private bool TryKind(out UnitKind kind)
    {
        kind = UnitKind.Other;
        return Plain.Key(Kind).Length == 0 || Kinds.TryGetValue(Plain.Key(Kind), out kind);
    }

    private bool TryQuota(out int? quota)
    {
        quota = null;
        if (Plain.Tidy(Quota).Length == 0)
            return true;
        var isWhole = int.TryParse(Plain.Tidy(Quota), NumberStyles.None, CultureInfo.InvariantCulture, out var most);
        quota = most;
        return isWhole && most <= RecommendingUnit.HighestQuota;
    }
}

namespace Contest.Core.Registration;

/// <summary>
/// The words of the contest's lists and what they stand for: read liberally (simplified or traditional, full-width,
/// with or without 专利), written from <c>Texts/kind.resx</c>.
/// </summary>
public static class KindWords
{
    private static readonly Dictionary<string, EntrantKind> Entrants = Read<EntrantKind>(
        (EntrantKind.Company, "企业 公司 企业法人 COMPANY ENTERPRISE"),
        (EntrantKind.University, "高校 高等院校 高等学校 大学 院校 UNIVERSITY"),
        (
            EntrantKind.ResearchInstitute,
            "科研院所 科研机构 研究机构 研究院 研究所 事业单位 RESEARCHINSTITUTE INSTITUTE"
        ),
        (
            EntrantKind.SocialOrganisation,
            "社会组织 社会团体 民办非企业单位 民办非企业 社会服务机构 基金会 协会 SOCIALORGANISATION NONPROFIT"
        ),
        (EntrantKind.SoleTrader, "个体工商户 个体户 SOLETRADER"),
        (EntrantKind.Individual, "个人 自然人 INDIVIDUAL"),
        (EntrantKind.HongKongOrMacao, "港澳机构 港澳企业 香港机构 澳门机构 香港企业 澳门企业 HONGKONGORMACAO")
    );

    private static readonly Dictionary<string, IdentifierKind> Identifiers = Read<IdentifierKind>(
        (IdentifierKind.CreditCode, "统一社会信用代码 社会信用代码 信用代码 统一信用代码 营业执照 USCC CREDITCODE"),
        (
            IdentifierKind.BusinessRegistration,
            "商业登记号码 商业登记号 香港商业登记号码 商业登记证号码 商业登记证 商业登记 商业登记号码香港 BRN UBI"
        ),
        (
            IdentifierKind.MacaoRegistration,
            "澳门商业登记编号 澳门商业登记号码 商业登记编号 澳门登记编号 澳门商业登记 商业登记编号澳门"
        ),
        (IdentifierKind.Other, "其他 其它 其他证件 OTHER")
    );

    private static readonly Dictionary<string, PatentKind> Patents = Read<PatentKind>(
        (PatentKind.Invention, "发明 发明专利 中国发明专利 发明专利申请 INVENTION"),
        (PatentKind.UtilityModel, "实用新型 实用新型专利 新型 UTILITYMODEL"),
        (PatentKind.Design, "外观设计 外观设计专利 外观 外观专利 DESIGN"),
        (
            PatentKind.PctInvention,
            "PCT进入国家阶段发明 PCT进入国家阶段的发明 PCT进入中国国家阶段发明 PCT进入国家阶段发明专利 PCT发明 PCT发明专利"
        ),
        (
            PatentKind.PctUtilityModel,
            "PCT进入国家阶段实用新型 PCT进入国家阶段的实用新型 PCT进入中国国家阶段实用新型 PCT实用新型"
        ),
        (PatentKind.LayoutDesign, "集成电路布图设计 布图设计 布图 LAYOUTDESIGN"),
        (PatentKind.Trademark, "商标 注册商标 TRADEMARK")
    );

    private static readonly Dictionary<string, MarketStage> Markets = Read<MarketStage>(
        (MarketStage.PreMarket, "未上市 尚未上市 上市前 未 否 PREMARKET"),
        (MarketStage.OnMarket, "已上市 上市 已 是 ONMARKET")
    );

    private static readonly HashSet<string> Yeses =
    [
        .. "是 是的 Y YES T TRUE 1 1.0 有 对 核心 核心专利 核心專利 同意 已同意 √ ✓ ✔ ☑ ● ★ V".Split(' '),
    ];

    /// <summary>The entrant's kind the words name, or null.</summary>
    public static EntrantKind? Entrant(string? words) => Find(Entrants, words);

    /// <summary>The identifier's kind the words name, or null.</summary>
    public static IdentifierKind? Identifier(string? words) => Find(Identifiers, words);

    /// <summary>The patent's kind the words name, or null.</summary>
    public static PatentKind? Patent(string? words) => Find(Patents, words);

    /// <summary>The market stage the words name, or null.</summary>
    public static MarketStage? Market(string? words) => Find(Markets, words);

    /// <summary>是, √, yes, 1 …; anything else, and nothing, is no.</summary>
    public static bool IsYes(string? words) => Yeses.Contains(Plain.Compact(words));

    /// <summary>牵头 or 第一; nothing counts as no.</summary>
    public static bool IsLead(string? words) => Plain.Key(words) is "牵头" or "牵头单位" or "第一" or "主" or "LEAD";

    /// <summary>The kind's name in the current language.</summary>
    public static string Say(EntrantKind kind) => Words.Say(Code(kind));

    /// <summary>The kind's name in the current language.</summary>
    public static string Say(IdentifierKind kind) => Words.Say(Code(kind));

    /// <summary>The kind's name in the current language.</summary>
    public static string Say(PatentKind kind) => Words.Say(Code(kind));

    /// <summary>The market stage in the current language.</summary>
    public static string Say(MarketStage stage) => Words.Say(Code(stage));

    /// <summary>The kind as a workbook writes it, whatever the current language.</summary>
    public static string Write(EntrantKind kind) => InWorkbook(Code(kind));

    /// <summary>The kind as a workbook writes it, whatever the current language.</summary>
    public static string Write(IdentifierKind kind) => InWorkbook(Code(kind));

    /// <summary>The kind as a workbook writes it, whatever the current language.</summary>
    public static string Write(PatentKind kind) => InWorkbook(Code(kind));

    /// <summary>The market stage as a workbook writes it, whatever the current language.</summary>
    public static string Write(MarketStage stage) => InWorkbook(Code(stage));

    private static string InWorkbook(string code) =>
        Words.Find(code, System.Globalization.CultureInfo.InvariantCulture)!;

    private static string Code(EntrantKind kind) =>
        kind switch
        {
            EntrantKind.Company => "kind.company",
            EntrantKind.University => "kind.university",
            EntrantKind.ResearchInstitute => "kind.research-institute",
            EntrantKind.SocialOrganisation => "kind.social-organisation",
            EntrantKind.SoleTrader => "kind.sole-trader",
            EntrantKind.Individual => "kind.individual",
            _ => "kind.hong-kong-or-macao",
        };

    private static string Code(IdentifierKind kind) =>
        kind switch
        {
            IdentifierKind.CreditCode => "kind.credit-code",
            IdentifierKind.BusinessRegistration => "kind.business-registration",
            IdentifierKind.MacaoRegistration => "kind.macao-registration",
            _ => "kind.other",
        };

    private static string Code(PatentKind kind) =>
        kind switch
        {
            PatentKind.Invention => "kind.invention",
            PatentKind.UtilityModel => "kind.utility-model",
            PatentKind.Design => "kind.design",
            PatentKind.PctInvention => "kind.pct-invention",
            PatentKind.PctUtilityModel => "kind.pct-utility-model",
            PatentKind.LayoutDesign => "kind.layout-design",
            _ => "kind.trademark",
        };

    private static string Code(MarketStage stage) =>
        stage == MarketStage.OnMarket ? "kind.on-market" : "kind.pre-market";

    /// <summary>By the lists' words, or by the kind's own name in our code, which is what a form's choices send.</summary>
    private static T? Find<T>(Dictionary<string, T> words, string? typed)
        where T : struct, Enum =>
        words.TryGetValue(Plain.Key(typed), out var kind)
        || (Enum.GetNames<T>().Contains(typed) && Enum.TryParse(typed, out kind))
            ? kind
            : null;

    private static Dictionary<string, T> Read<T>(params (T Kind, string Words)[] lines) =>
        lines
            .SelectMany(line => line.Words.Split(' ').Select(word => (word, line.Kind)))
            .ToDictionary(pair => pair.word, pair => pair.Kind);
}

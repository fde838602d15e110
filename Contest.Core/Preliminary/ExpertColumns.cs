using Contest.Core.Registration;

namespace Contest.Core.Preliminary;

/// <summary>What a column of pasted experts says.</summary>
internal enum ExpertColumn
{
    Name = 1,
    Email,
    Discipline,
    Employer,
    Ipc,
    Fields,
    Languages,
    MostDossiers,
    From,
    Until,
    Patents,
}

/// <summary>Which column of a pasted table of experts is which.</summary>
/// <param name="Places">By what it says.</param>
internal sealed record ExpertColumns(IReadOnlyDictionary<ExpertColumn, int> Places)
{
    private const int Sample = 50;

    private static readonly Dictionary<string, ExpertColumn> Headings = Keys(
        (ExpertColumn.Name, "姓名|专家姓名|專家姓名|专家|專家|名字|name|expert|judge|full name"),
        (ExpertColumn.Email, "邮箱|郵箱|电子邮箱|電子郵箱|电子邮件|電子郵件|电邮|電郵|mailbox|email|e-mail|mail"),
        (ExpertColumn.Discipline, "专业类别|專業類別|类别|類別|专业|專業|专家类别|discipline|field of expertise|trade"),
        (
            ExpertColumn.Employer,
            "单位|單位|工作单位|工作單位|任职单位|任職單位|机构|機構|所在单位|employer|organisation|organization|affiliation|company"
        ),
        (ExpertColumn.Ipc, "ipc|ipc分类|ipc分類|ipc分类号|ipc分類號|分类号|分類號|ipc class|ipc classes"),
        (
            ExpertColumn.Fields,
            "产业领域|產業領域|领域|領域|技术领域|技術領域|擅长领域|擅長領域|研究方向|fields|field|industry|industries"
        ),
        (ExpertColumn.Languages, "语言|語言|可阅读语言|可閱讀語言|language|languages"),
        (ExpertColumn.MostDossiers, "最多份数|最多份數|份数上限|份數上限|上限|max dossiers|most dossiers|at most"),
        (ExpertColumn.From, "可评起|可評起|可评自|可評自|开始日期|開始日期|available from|from"),
        (ExpertColumn.Until, "可评止|可評止|可评至|可評至|结束日期|結束日期|available until|until|to"),
        (ExpertColumn.Patents, "专利|專利|本人专利|本人專利|专利号|專利號|patents|own patents")
    );

    private static readonly Dictionary<string, Discipline> Disciplines = Keys(
        (Discipline.IntellectualProperty, "知识产权|知識產權|知产|專利|专利|ip|intellectual property"),
        (Discipline.Technology, "技术|技術|科技|technology|tech|technical"),
        (
            Discipline.Finance,
            "金融|投资与金融|投資與金融|投资|投資|投融资|投融資|finance|investment|investment and finance"
        ),
        (Discipline.Industry, "产业|產業|企业|企業|行业|行業|industry|business")
    );

    private static readonly Dictionary<string, string> Tongues = Keys(
        ("zh-CN", "zh-CN|中文|简体中文|簡體中文|简体|簡體|汉语|漢語|普通话|chinese|simplified chinese|mandarin"),
        ("zh-HK", "zh-HK|繁体中文|繁體中文|繁体|繁體|粤语|粵語|traditional chinese|cantonese"),
        ("en", "en|英文|英语|英語|english")
    );

    /// <summary>The columns a row of headings names; null when the line is none: no name among them.</summary>
    public static ExpertColumns? ByHeadings(PastedCells.Line line)
    {
        Dictionary<ExpertColumn, int> places = [];
        for (var at = 0; at < line.Cells.Count; at++)
            if (Headings.TryGetValue(Plain.Key(line.Cells[at]), out var column))
                places.TryAdd(column, at);
        return places.Count > 1 && places.ContainsKey(ExpertColumn.Name) ? new(places) : null;
    }

    /// <summary>The columns by what stands in them: mailboxes, trades, classes, languages, and texts in their order.</summary>
    public static ExpertColumns ByContent(IReadOnlyList<PastedCells.Line> lines)
    {
        var some = lines.Take(Sample).ToList();
        Dictionary<ExpertColumn, int> places = [];
        for (var at = 0; at < some.Select(line => line.Cells.Count).DefaultIfEmpty(0).Max(); at++)
        {
            var cells = some.Where(line => at < line.Cells.Count)
                .Select(line => Plain.Tidy(line.Cells[at]))
                .Where(cell => cell.Length > 0)
                .ToList();
            if (cells.Count > 0 && Guesses(cells).FirstOrDefault(c => !places.ContainsKey(c)) is var found and not 0)
                places[found] = at;
        }
        return new(places);
    }

    public static Discipline? DisciplineOf(string typed) =>
        Disciplines.TryGetValue(Plain.Key(typed), out var discipline) ? discipline : null;

    public static string? LanguageOf(string typed) => Tongues.GetValueOrDefault(Plain.Key(typed));

    public string Cell(PastedCells.Line line, ExpertColumn column) =>
        Places.TryGetValue(column, out var at) && at < line.Cells.Count ? Plain.AsTyped(line.Cells[at]) : "";

    private static ExpertColumn[] Guesses(List<string> cells)
    {
        bool Most(Func<string, bool> isOne) => cells.Count(isOne) * 2 > cells.Count;

        return Most(cell => cell.Contains('@', StringComparison.Ordinal)) ? [ExpertColumn.Email]
            : Most(cell => DisciplineOf(cell) is not null) ? [ExpertColumn.Discipline]
            : Most(cell => ExpertRules.IpcClasses(cell).TrueForAll(ExpertRules.IsIpcClass)) ? [ExpertColumn.Ipc]
            : Most(cell => ExpertRules.Words(cell).TrueForAll(w => LanguageOf(w) is not null))
                ? [ExpertColumn.Languages]
            : Most(cell => cell.All(char.IsAsciiDigit)) ? [] // a running number
            : Most(cell => SheetDate.Read(cell) is not null) ? [ExpertColumn.From, ExpertColumn.Until]
            : [ExpertColumn.Name, ExpertColumn.Employer, ExpertColumn.Fields];
    }

    private static Dictionary<string, T> Keys<T>(params (T Says, string Words)[] columns) =>
        columns
            .SelectMany(c => c.Words.Split('|').Select(word => (Key: Plain.Key(word), c.Says)))
            .DistinctBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key, pair => pair.Says);
}

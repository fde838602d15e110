namespace Contest.Core.Registration;

/// <summary>The sheets and columns of the workbook, by the names they go under (compared by <see cref="Plain.Key"/>).</summary>
public static class Headings
{
    /// <summary>The sheet of projects, as findings name it.</summary>
    public const string ProjectsSheet = "项目";

    /// <summary>The sheet of entrants, as findings name it.</summary>
    public const string EntrantsSheet = "参赛主体";

    /// <summary>The sheet of patents, as findings name it.</summary>
    public const string PatentsSheet = "专利清单";

    /// <summary>序号 of a project.</summary>
    public const string Number = "序号";

    /// <summary>项目名称.</summary>
    public const string Title = "项目名称";

    /// <summary>组别: computed, never needed.</summary>
    public const string Group = "组别";

    /// <summary>产业领域.</summary>
    public const string Industry = "产业领域";

    /// <summary>项目简介.</summary>
    public const string Summary = "项目简介";

    /// <summary>市场阶段.</summary>
    public const string Market = "市场阶段";

    /// <summary>首次上市日期.</summary>
    public const string FirstMarketOn = "首次上市日期";

    /// <summary>联系人.</summary>
    public const string ContactName = "联系人";

    /// <summary>手机.</summary>
    public const string Phone = "手机";

    /// <summary>邮箱.</summary>
    public const string Email = "邮箱";

    /// <summary>推荐单位.</summary>
    public const string Recommender = "推荐单位";

    /// <summary>一句话介绍.</summary>
    public const string Pitch = "一句话介绍";

    /// <summary>团队介绍.</summary>
    public const string Team = "团队介绍";

    /// <summary>视频链接.</summary>
    public const string Video = "视频链接";

    /// <summary>短名称, for big screens.</summary>
    public const string ShortTitle = "短名称";

    /// <summary>公开内容: the fields the entrant consents to publish.</summary>
    public const string Published = "公开内容";

    /// <summary>项目序号 of entrants and patents.</summary>
    public const string Project = "项目序号";

    /// <summary>主体名称.</summary>
    public const string EntrantName = "主体名称";

    /// <summary>主体类型.</summary>
    public const string EntrantKind = "主体类型";

    /// <summary>证件类型.</summary>
    public const string IdentifierKind = "证件类型";

    /// <summary>证件号码.</summary>
    public const string Identifier = "证件号码";

    /// <summary>所在地区.</summary>
    public const string Region = "所在地区";

    /// <summary>上年度营业收入（万元）.</summary>
    public const string Revenue = "上年度营业收入（万元）";

    /// <summary>角色: 牵头 or 联合.</summary>
    public const string Part = "角色";

    /// <summary>专利号.</summary>
    public const string PatentNumber = "专利号";

    /// <summary>专利名称.</summary>
    public const string PatentTitle = "专利名称";

    /// <summary>专利类型.</summary>
    public const string PatentKind = "专利类型";

    /// <summary>专利权人.</summary>
    public const string Owners = "专利权人";

    /// <summary>发明人.</summary>
    public const string Inventors = "发明人";

    /// <summary>申请日.</summary>
    public const string FiledOn = "申请日";

    /// <summary>授权公告日.</summary>
    public const string GrantedOn = "授权公告日";

    /// <summary>法律状态.</summary>
    public const string LegalStatus = "法律状态";

    /// <summary>核心专利.</summary>
    public const string Core = "核心专利";

    /// <summary>专利局: the office by its ST.3 code.</summary>
    public const string Jurisdiction = "专利局";

    /// <summary>公开（公告）号.</summary>
    public const string PublicationNumber = "公开（公告）号";

    /// <summary>代理机构.</summary>
    public const string Agency = "代理机构";

    /// <summary>状态核查日.</summary>
    public const string StatusCheckedOn = "状态核查日";

    /// <summary>IPC主分类号.</summary>
    public const string Ipc = "IPC主分类号";

    /// <summary>同族专利.</summary>
    public const string Family = "同族专利";

    /// <summary>权利负担.</summary>
    public const string Encumbrances = "权利负担";

    /// <summary>在项目中的作用.</summary>
    public const string RoleInProject = "在项目中的作用";

    /// <summary>共有权利人同意.</summary>
    public const string Consent = "共有权利人同意";

    internal static readonly TableForm Projects = new(
        ProjectsSheet,
        ["项目", "项目清单", "项目表", "项目信息", "参赛项目"],
        Number,
        [
            new(Number, "项目序号 编号 项目编号 NO"),
            new(Title, "名称 参赛项目名称 参赛项目"),
            new(Group, "参赛组别", IsNeeded: false),
            new(Industry, "产业类别 行业领域 行业 所属产业"),
            new(Summary, "简介 项目介绍 项目概述"),
            new(Market, "上市阶段 市场状态 是否上市"),
            new(FirstMarketOn, "首次上市时间 上市日期", IsNeeded: false),
            new(ContactName, "联系人姓名 联络人 项目联系人"),
            new(Phone, "手机号 手机号码 联系电话 电话 联络电话 流动电话 联系手机"),
            new(Email, "电子邮箱 邮箱地址 电邮 EMAIL 电子邮件 电邮地址"),
            new(Recommender, "推荐机构", IsNeeded: false),
            new(Pitch, "一句话简介 项目亮点", IsNeeded: false),
            new(Team, "团队 团队情况", IsNeeded: false),
            new(Video, "视频 视频地址", IsNeeded: false),
            new(ShortTitle, "项目短名称", IsNeeded: false),
            new(Published, "公开字段", IsNeeded: false),
        ]
    );

    internal static readonly TableForm Entrants = new(
        EntrantsSheet,
        ["参赛主体", "主体", "参赛单位", "参赛主体清单", "主体清单"],
        Project,
        [
            new(Project, "序号 项目编号 所属项目 项目"),
            new(EntrantName, "名称 单位名称 参赛主体名称 参赛主体"),
            new(EntrantKind, "类型 单位类型 参赛主体类型"),
            new(IdentifierKind, "证件种类 证照类型"),
            new(Identifier, "证件号 证照号码 统一社会信用代码 证件编号"),
            new(Region, "地区 所属地区"),
            new(Revenue, "上年度营业收入 营业收入万元 营业收入 上年营业收入万元 上年度营收万元", IsNeeded: false),
            new(Part, "参赛角色 牵头联合 牵头或联合"),
        ]
    );

    internal static readonly TableForm Patents = new(
        PatentsSheet,
        ["专利清单", "专利", "专利列表", "专利组合"],
        Project,
        [
            new(Project, "序号 项目编号 所属项目 项目"),
            new(PatentNumber, "专利号码 专利编号 申请号 专利申请号 申请号专利号 专利号申请号 申请编号"),
            new(PatentTitle, "名称 发明名称"),
            new(PatentKind, "类型 专利种类"),
            new(Owners, "权利人 专利拥有人 申请人 专利权人申请人"),
            new(Inventors, "设计人 发明人设计人", IsNeeded: false),
            new(FiledOn, "申请日期 申请日"),
            new(GrantedOn, "授权日 授权日期 授权公告日期 授权公布日"),
            new(LegalStatus, "状态 专利状态 当前法律状态"),
            new(Core, "是否核心专利 是否核心 核心"),
            new(Jurisdiction, "国别 受理局 国家地区", IsNeeded: false),
            new(PublicationNumber, "公开号 公告号 公开公告号 授权公告号", IsNeeded: false),
            new(Agency, "专利代理机构 代理公司", IsNeeded: false),
            new(StatusCheckedOn, "状态查询日 状态查询日期 核查日期", IsNeeded: false),
            new(Ipc, "IPC IPC分类号 主分类号 国际分类号", IsNeeded: false),
            new(Family, "专利族 同族 PCT申请号", IsNeeded: false),
            new(Encumbrances, "质押许可情况 质押情况", IsNeeded: false),
            new(RoleInProject, "作用 保护对象", IsNeeded: false),
            new(Consent, "共有人同意 权利人同意", IsNeeded: false),
        ]
    );

    internal static readonly IReadOnlyList<TableForm> All = [Projects, Entrants, Patents];
}

/// <summary>A column and the other names it goes under.</summary>
internal sealed record Column(string Name, string Others, bool IsNeeded = true)
{
    public bool Is(string heading) => IsKey(Plain.Key(heading));

    /// <summary>Without a remark in brackets: 是否核心专利（填“是”）.</summary>
    public bool IsWithRemark(string heading) => IsKey(Plain.Key(Plain.Tidy(heading).Split('(')[0]));

    private bool IsKey(string key) => key.Length > 0 && (key == Plain.Key(Name) || Others.Split(' ').Contains(key));
}

/// <summary>What a sheet looks like.</summary>
internal sealed record TableForm(
    string Name,
    IReadOnlyList<string> Names,
    string NumberColumn,
    IReadOnlyList<Column> Columns
);

/// <summary>A sheet whose headings were found.</summary>
internal sealed record SheetTable(string Name, IReadOnlyDictionary<string, int> Places, IReadOnlyList<SheetRow> Rows)
{
    private const int HeadingWithin = 20;

    /// <summary>The cell under a heading, or nothing where the column is missing.</summary>
    public string Cell(SheetRow row, string heading) =>
        Places.TryGetValue(heading, out var at) && at < row.Cells.Count ? row.Cells[at] : "";

    public static SheetTable Find(
        IReadOnlyList<Sheet> sheets,
        TableForm form,
        List<Finding> problems,
        ColumnMapping mapping
    )
    {
        var sheet = SheetOf(sheets, form, mapping);
        if (sheet is null)
        {
            problems.Add(new(form.Name, 0, "workbook.sheet_missing", CheckResult.Error, "", "", form.Name));
            return new(form.Name, new Dictionary<string, int>(), []);
        }
        var heading = HeadingRow(sheet, form, mapping);
        var places = PlacesIn(heading, form, mapping);
        var missing = form.Columns.Where(c => c.IsNeeded && !places.ContainsKey(c.Name)).ToList();
        problems.AddRange(
            missing.Select(column => new Finding(
                sheet.Name,
                heading.Number,
                "workbook.heading_missing",
                CheckResult.Error,
                column.Name,
                "",
                sheet.Name,
                column.Name
            ))
        );
        SheetTable table = new(sheet.Name, places, []);
        return places.Count < 2
            ? table
            : table with
            {
                // headings stand again on every printed page, or twice where their cells are merged
                Rows =
                [
                    .. sheet.Rows.Where(r =>
                        r.Number > heading.Number && !r.Cells.SequenceEqual(heading.Cells) && table.IsFilled(r, form)
                    ),
                ],
            };
    }

    /// <summary>The sheet a form's rows stand on: the one a person named, ours by its name, or by a nickname.</summary>
    public static Sheet? SheetOf(IReadOnlyList<Sheet> sheets, TableForm form, ColumnMapping mapping) =>
        (mapping.SheetOf(form.Name) is { } named ? sheets.FirstOrDefault(s => s.Name == named) : null)
        ?? sheets.FirstOrDefault(s => Plain.Key(s.Name) == Plain.Key(form.Name))
        ?? sheets.FirstOrDefault(s => form.Names.Contains(Plain.Key(s.Name)))
        ?? sheets.FirstOrDefault(s => Plain.Key(s.Name).EndsWith(Plain.Key(form.Name), StringComparison.Ordinal));

    /// <summary>The row with most of our headings, among the first twenty; where none has any, the fullest.</summary>
    public static SheetRow HeadingRow(Sheet sheet, TableForm form, ColumnMapping mapping)
    {
        var best = sheet.Rows.Take(HeadingWithin).MaxBy(row => PlacesIn(row, form, mapping).Count);
        if (best is not null && PlacesIn(best, form, mapping).Count >= 2)
            return best;
        return FullestRow(sheet);
    }

    /// <summary>The first with most filled cells, near the top: the headings of a file whose names are not ours.</summary>
    public static SheetRow FullestRow(Sheet sheet) =>
        sheet.Rows.Take(HeadingWithin).MaxBy(row => row.Cells.Count(c => c.Length > 0)) ?? new SheetRow(0, []);

    /// <summary>What a person said first; then exact names, so that 项目名称 is not taken for another column's nickname.</summary>
    public static Dictionary<string, int> PlacesIn(SheetRow row, TableForm form, ColumnMapping mapping)
    {
        Dictionary<string, int> places = [];
        foreach (var column in form.Columns)
            if (mapping.HeadingOf(form.Name, column.Name) is { } theirs)
                for (var at = 0; at < row.Cells.Count && !places.ContainsKey(column.Name); at++)
                    if (Plain.AsTyped(row.Cells[at]) == theirs)
                        places[column.Name] = at;
        foreach (var column in form.Columns)
            for (var at = 0; at < row.Cells.Count && !places.ContainsKey(column.Name); at++)
                if (Plain.Key(row.Cells[at]) == Plain.Key(column.Name))
                    places[column.Name] = at;
        foreach (var column in form.Columns)
            for (var at = 0; at < row.Cells.Count && !places.ContainsKey(column.Name); at++)
                if (!places.ContainsValue(at) && column.Is(row.Cells[at]))
                    places[column.Name] = at;
        foreach (var column in form.Columns)
            for (var at = 0; at < row.Cells.Count && !places.ContainsKey(column.Name); at++)
                if (!places.ContainsValue(at) && column.IsWithRemark(row.Cells[at]))
                    places[column.Name] = at;
        return places;
    }

    /// <summary>A remark in the first column alone is no row.</summary>
    private bool IsFilled(SheetRow row, TableForm form) =>
        form.Columns.Any(c => c.Name != form.NumberColumn && Plain.Key(Cell(row, c.Name)).Length > 0)
        || Plain.Compact(Cell(row, form.NumberColumn)) is { Length: > 0 } number && number.All(char.IsAsciiDigit);
}

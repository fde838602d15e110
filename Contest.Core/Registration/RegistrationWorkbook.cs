namespace Contest.Core.Registration;

/// <summary>A row of a sheet as text, numbered as the spreadsheet numbers it.</summary>
/// <param name="Number">1 is the first row of the sheet.</param>
/// <param name="Cells">From column A on; empty where there is nothing.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells);

/// <summary>A sheet of a workbook as text.</summary>
/// <param name="Name">As on the tab.</param>
/// <param name="Rows">The rows that hold something.</param>
public sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows);

/// <summary>A row of the sheet 项目, as typed.</summary>
/// <param name="Row">The spreadsheet's row number.</param>
/// <param name="Number">序号.</param>
/// <param name="Title">项目名称.</param>
/// <param name="Group">组别; ignored, the rule computes it.</param>
/// <param name="Industry">产业领域.</param>
/// <param name="Summary">项目简介.</param>
/// <param name="Market">市场阶段.</param>
/// <param name="FirstMarketOn">首次上市日期.</param>
/// <param name="ContactName">联系人.</param>
/// <param name="ContactPhone">手机.</param>
/// <param name="ContactEmail">邮箱.</param>
/// <param name="Recommender">推荐单位.</param>
/// <param name="Pitch">一句话介绍.</param>
/// <param name="Team">团队.</param>
/// <param name="Video">视频链接.</param>
/// <param name="ShortTitle">短名称.</param>
/// <param name="Published">公开内容; empty: what such lists print.</param>
public sealed record ProjectRow(
    int Row,
    string Number,
    string Title,
    string Group,
    string Industry,
    string Summary,
    string Market,
    string FirstMarketOn,
    string ContactName,
    string ContactPhone,
    string ContactEmail,
    string Recommender,
    string Pitch = "",
    string Team = "",
    string Video = "",
    string ShortTitle = "",
    string Published = ""
);

/// <summary>A row of the sheet 参赛主体, as typed.</summary>
/// <param name="Row">The spreadsheet's row number.</param>
/// <param name="Project">项目序号.</param>
/// <param name="Name">主体名称.</param>
/// <param name="Kind">主体类型.</param>
/// <param name="IdentifierKind">证件类型.</param>
/// <param name="Identifier">证件号码.</param>
/// <param name="Region">所在地区.</param>
/// <param name="Revenue">上年度营业收入 in 万元.</param>
/// <param name="Part">角色: 牵头 or 联合.</param>
public sealed record EntrantRow(
    int Row,
    string Project,
    string Name,
    string Kind,
    string IdentifierKind,
    string Identifier,
    string Region,
    string Revenue,
    string Part
);

/// <summary>A row of the sheet 专利清单, as typed.</summary>
/// <param name="Row">The spreadsheet's row number.</param>
/// <param name="Project">项目序号.</param>
/// <param name="Number">专利号.</param>
/// <param name="Title">专利名称.</param>
/// <param name="Kind">专利类型.</param>
/// <param name="Owners">专利权人.</param>
/// <param name="Inventors">发明人.</param>
/// <param name="FiledOn">申请日.</param>
/// <param name="GrantedOn">授权公告日.</param>
/// <param name="LegalStatus">法律状态.</param>
/// <param name="Core">核心专利: 是 or empty.</param>
/// <param name="Jurisdiction">专利局 by its ST.3 code; empty: what the number says.</param>
/// <param name="PublicationNumber">公开（公告）号.</param>
/// <param name="Agency">代理机构.</param>
/// <param name="StatusCheckedOn">状态核查日.</param>
/// <param name="Ipc">IPC 主分类号.</param>
/// <param name="Family">同族专利.</param>
/// <param name="Encumbrances">权利负担.</param>
/// <param name="RoleInProject">在项目中的作用.</param>
/// <param name="Consent">共有权利人同意: 是 or empty.</param>
public sealed record PatentRow(
    int Row,
    string Project,
    string Number,
    string Title,
    string Kind,
    string Owners,
    string Inventors,
    string FiledOn,
    string GrantedOn,
    string LegalStatus,
    string Core,
    string Jurisdiction = "",
    string PublicationNumber = "",
    string Agency = "",
    string StatusCheckedOn = "",
    string Ipc = "",
    string Family = "",
    string Encumbrances = "",
    string RoleInProject = "",
    string Consent = ""
);

/// <summary>
/// The workbook a registration comes in: three sheets, found by their names and headings in either script and any order.
/// </summary>
/// <param name="Projects">The rows of 项目.</param>
/// <param name="Entrants">The rows of 参赛主体.</param>
/// <param name="Patents">The rows of 专利清单.</param>
/// <param name="ProjectSheet">The name of the first sheet as on its tab.</param>
/// <param name="EntrantSheet">The name of the second.</param>
/// <param name="PatentSheet">The name of the third.</param>
/// <param name="Problems">Sheets and columns that are not there.</param>
public sealed record RegistrationWorkbook(
    IReadOnlyList<ProjectRow> Projects,
    IReadOnlyList<EntrantRow> Entrants,
    IReadOnlyList<PatentRow> Patents,
    string ProjectSheet,
    string EntrantSheet,
    string PatentSheet,
    IReadOnlyList<Finding> Problems
)
{
    /// <summary>Where each of our sheets and columns was found in the file; empty for a form.</summary>
    public IReadOnlyList<SheetLook> Looks { get; init; } = [];

    /// <summary>The column a finding is about, 0 for A; null when it is about no column of the file.</summary>
    public int? ColumnOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return
            Looks.FirstOrDefault(l => l.Name == finding.Sheet) is { } look
            && look.Places.TryGetValue(finding.Column, out var at)
            ? at
            : null;
    }

    /// <summary>Most rows of a sheet.</summary>
    public const int MostRows = 20_000;

    /// <summary>The project's running number as compared: 1, 01 and １ are one.</summary>
    public static string NumberKey(string typed)
    {
        var key = Plain.Compact(typed);
        return key.EndsWith(".0", StringComparison.Ordinal) ? NumberKey(key[..^2])
            : key.Length > 1 && key.All(char.IsAsciiDigit) ? key.TrimStart('0').PadLeft(1, '0')
            : key;
    }

    /// <summary>The same with more to say about the file as a whole.</summary>
    public RegistrationWorkbook With(IReadOnlyList<Finding> problems) =>
        problems.Count == 0 ? this : this with { Problems = [.. Problems, .. problems] };

    /// <summary>Finds the sheets, the headings and the rows. Never refuses: what is missing is a problem.</summary>
    /// <param name="sheets">The file's sheets as text.</param>
    /// <param name="mapping">The file's names for ours, where a person said so.</param>
    public static RegistrationWorkbook Of(IReadOnlyList<Sheet> sheets, ColumnMapping? mapping = null)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        List<Finding> problems = [];
        var columns = mapping ?? ColumnMapping.None;
        var projects = SheetTable.Find(sheets, Headings.Projects, problems, columns);
        var entrants = SheetTable.Find(sheets, Headings.Entrants, problems, columns);
        var patents = SheetTable.Find(sheets, Headings.Patents, problems, columns);
        return new(
            [.. projects.Rows.Select(r => Project(projects, r))],
            [.. entrants.Rows.Select(r => Entrant(entrants, r))],
            [.. patents.Rows.Select(r => Patent(patents, r))],
            projects.Name,
            entrants.Name,
            patents.Name,
            problems
        )
        {
            Looks =
            [
                SheetLook.Of(sheets, Headings.Projects, columns),
                SheetLook.Of(sheets, Headings.Entrants, columns),
                SheetLook.Of(sheets, Headings.Patents, columns),
            ],
        };
    }

    private static ProjectRow Project(SheetTable table, SheetRow row) =>
        new(
            row.Number,
            table.Cell(row, Headings.Number),
            table.Cell(row, Headings.Title),
            table.Cell(row, Headings.Group),
            table.Cell(row, Headings.Industry),
            table.Cell(row, Headings.Summary),
            table.Cell(row, Headings.Market),
            table.Cell(row, Headings.FirstMarketOn),
            table.Cell(row, Headings.ContactName),
            table.Cell(row, Headings.Phone),
            table.Cell(row, Headings.Email),
            table.Cell(row, Headings.Recommender),
            table.Cell(row, Headings.Pitch),
            table.Cell(row, Headings.Team),
            table.Cell(row, Headings.Video),
            table.Cell(row, Headings.ShortTitle),
            table.Cell(row, Headings.Published)
        );

    private static EntrantRow Entrant(SheetTable table, SheetRow row) =>
        new(
            row.Number,
            table.Cell(row, Headings.Project),
            table.Cell(row, Headings.EntrantName),
            table.Cell(row, Headings.EntrantKind),
            table.Cell(row, Headings.IdentifierKind),
            table.Cell(row, Headings.Identifier),
            table.Cell(row, Headings.Region),
            table.Cell(row, Headings.Revenue),
            table.Cell(row, Headings.Part)
        );

    private static PatentRow Patent(SheetTable table, SheetRow row) =>
        new(
            row.Number,
            table.Cell(row, Headings.Project),
            table.Cell(row, Headings.PatentNumber),
            table.Cell(row, Headings.PatentTitle),
            table.Cell(row, Headings.PatentKind),
            table.Cell(row, Headings.Owners),
            table.Cell(row, Headings.Inventors),
            table.Cell(row, Headings.FiledOn),
            table.Cell(row, Headings.GrantedOn),
            table.Cell(row, Headings.LegalStatus),
            table.Cell(row, Headings.Core),
            table.Cell(row, Headings.Jurisdiction),
            table.Cell(row, Headings.PublicationNumber),
            table.Cell(row, Headings.Agency),
            table.Cell(row, Headings.StatusCheckedOn),
            table.Cell(row, Headings.Ipc),
            table.Cell(row, Headings.Family),
            table.Cell(row, Headings.Encumbrances),
            table.Cell(row, Headings.RoleInProject),
            table.Cell(row, Headings.Consent)
        );
}

namespace Contest.Core.Registration;

/// <summary>A project of a workbook without errors, read into the values that are stored.</summary>
/// <param name="Number">Its running number, or null when the workbook's is not a positive whole number.</param>
/// <param name="Row">As typed.</param>
/// <param name="Market">市场阶段.</param>
/// <param name="FirstMarketOn">首次上市日期.</param>
/// <param name="Entrants">The lead first, then as listed.</param>
/// <param name="Patents">As listed.</param>
public sealed record RegisteredProject(
    int? Number,
    ProjectRow Row,
    MarketStage Market,
    DateOnly? FirstMarketOn,
    IReadOnlyList<RegisteredEntrant> Entrants,
    IReadOnlyList<RegisteredPatent> Patents
)
{
    /// <summary>The projects of a workbook in its order. Only for a workbook whose findings hold no error.</summary>
    public static IReadOnlyList<RegisteredProject> Of(RegistrationWorkbook workbook, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(workbook);
        var entrants = workbook.Entrants.ToLookup(e => RegistrationWorkbook.NumberKey(e.Project));
        var patents = workbook.Patents.ToLookup(p => RegistrationWorkbook.NumberKey(p.Project));
        return
        [
            .. workbook.Projects.Select(row =>
            {
                var key = RegistrationWorkbook.NumberKey(row.Number);
                return new RegisteredProject(
                    int.TryParse(key, out var number) && number > 0 ? number : null,
                    row,
                    KindWords.Market(row.Market) ?? MarketStage.PreMarket,
                    SheetDate.Read(row.FirstMarketOn),
                    [.. entrants[key].OrderByDescending(e => KindWords.IsLead(e.Part)).Select(RegisteredEntrant.Of)],
                    [.. patents[key].Select(p => RegisteredPatent.Of(p, today))]
                );
            }),
        ];
    }
}

/// <summary>An entrant's row read.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Kind">主体类型.</param>
/// <param name="IdentifierKind">证件类型.</param>
/// <param name="Identifier">证件号码, normalised.</param>
/// <param name="Region">所在地区.</param>
/// <param name="RevenueWan">In 万元, two decimals.</param>
public sealed record RegisteredEntrant(
    string Name,
    EntrantKind Kind,
    IdentifierKind IdentifierKind,
    string Identifier,
    string Region,
    decimal? RevenueWan
)
{
    internal static RegisteredEntrant Of(EntrantRow row)
    {
        var kind = KindWords.Identifier(row.IdentifierKind) ?? Registration.IdentifierKind.Other;
        return new(
            Plain.AsTyped(row.Name),
            KindWords.Entrant(row.Kind) ?? EntrantKind.Company,
            kind,
            EntrantIdentity.Check(kind, row.Identifier).Normalized,
            Plain.AsTyped(row.Region),
            EntrantFindings.Revenue(row.Revenue)
        );
    }
}

/// <summary>A patent's row read.</summary>
/// <param name="Row">As typed.</param>
/// <param name="NumberKey">The number as compared.</param>
/// <param name="Kind">专利类型.</param>
/// <param name="FiledOn">申请日.</param>
/// <param name="GrantedOn">授权公告日.</param>
/// <param name="IsCore">核心专利.</param>
public sealed record RegisteredPatent(
    PatentRow Row,
    string NumberKey,
    PatentKind Kind,
    DateOnly? FiledOn,
    DateOnly? GrantedOn,
    bool IsCore
)
{
    internal static RegisteredPatent Of(PatentRow row, DateOnly today) =>
        new(
            row,
            PatentFindings.CheckNumber(row, today).Normalized,
            KindWords.Patent(row.Kind) ?? PatentKind.Invention,
            SheetDate.Read(row.FiledOn),
            SheetDate.Read(row.GrantedOn),
            KindWords.IsYes(row.Core)
        );
}

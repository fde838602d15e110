namespace Contest.Core.Registration;

/// <summary>Where an entry stands between draft and decision (DOMAIN.md 1.4, 1.5).</summary>
public enum EntryState
{
    /// <summary>草稿: being written by the entrant.</summary>
    Draft = 1,

    /// <summary>已提交: waiting for formal review.</summary>
    Submitted = 2,

    /// <summary>退回补正: back with the entrant for correction.</summary>
    Returned = 3,

    /// <summary>通过: takes part.</summary>
    Accepted = 4,

    /// <summary>不通过: does not take part.</summary>
    Rejected = 5,

    /// <summary>撤回: taken back by the entrant.</summary>
    Withdrawn = 6,
}

/// <summary>Whether the product is on the market, and since when: what some rulebooks group by.</summary>
public enum MarketStage
{
    /// <summary>未上市.</summary>
    PreMarket = 1,

    /// <summary>已上市.</summary>
    OnMarket = 2,
}

/// <summary>A participating project (参赛项目) with its entrants and its patents.</summary>
public sealed class Entry
{
    /// <summary>The entry's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition it takes part in.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>
    /// 1, 2 … in the order of registration; the running number of the workbook on import. At most
    /// <see cref="EntryNumbers.Highest"/>: ballots name entries by it.
    /// </summary>
    public int Number { get; init; }

    /// <summary>The public code (A07): the group's letter and a number, given on acceptance; unique in the edition.</summary>
    public string? Code { get; set; }

    /// <summary>项目名称, as typed; at most 100 characters.</summary>
    public required string Title { get; set; }

    /// <summary>A name of at most 10 characters for big screens; null: the title is cut.</summary>
    public string? ShortTitle { get; set; }

    /// <summary>The group's code in the rulebook, computed by its rule; a reviewer may override with a reason.</summary>
    public string? Group { get; set; }

    /// <summary>产业领域, one of the edition's list.</summary>
    public required string Industry { get; set; }

    /// <summary>项目简介: what voters and judges read.</summary>
    public required string Summary { get; set; }

    /// <summary>一句话介绍: the line on the vote card, at most 60 characters; null where none was written.</summary>
    public string? Pitch { get; set; }

    /// <summary>团队: who works on it, as typed; null where nothing was written.</summary>
    public string? Team { get; set; }

    /// <summary>视频链接, https; null where there is none.</summary>
    public string? VideoUrl { get; set; }

    /// <summary>
    /// The fields the entrant consents to publish, by name (<see cref="PublishedFields"/>); title and organisations of an
    /// accepted entry are always public.
    /// </summary>
    public List<string> Published { get; set; } = [];

    /// <summary>市场阶段.</summary>
    public MarketStage MarketStage { get; set; }

    /// <summary>首次上市日期, when on the market.</summary>
    public DateOnly? FirstMarketOn { get; set; }

    /// <summary>联系人. Confidential.</summary>
    public required string ContactName { get; set; }

    /// <summary>手机, E.164. Confidential.</summary>
    public required string ContactPhone { get; set; }

    /// <summary>邮箱. Confidential.</summary>
    public required string ContactEmail { get; set; }

    /// <summary>推荐单位 as typed, or null.</summary>
    public string? Recommender { get; set; }

    /// <summary>
    /// What <see cref="Recommender"/> is compared by; empty for none. Follows from it, so no writer can forget it; stored
    /// for the search.
    /// </summary>
    public string RecommenderKey
    {
        get => OrganisationName.Key(Recommender);
        private set => _ = value;
    }

    /// <summary>
    /// The edition's recommending unit: set where the name typed is exactly its name (<see cref="RecommenderKey"/>) or
    /// an organizer linked it by hand; else null.
    /// </summary>
    public Guid? RecommenderUnitId { get; set; }

    /// <summary>Where it stands.</summary>
    public EntryState State { get; set; }

    /// <summary>When it was last submitted (the moment the request arrived).</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When the declaration (承诺书) was accepted, with <see cref="DeclarationVersion"/>.</summary>
    public DateTimeOffset? DeclaredAt { get; set; }

    /// <summary>The exact text version of the declaration that was accepted.</summary>
    public string? DeclarationVersion { get; set; }

    /// <summary>The person who registers it; null while nobody has claimed an imported entry.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>The import that brought it, or null when it was typed.</summary>
    public Guid? ImportRunId { get; init; }

    /// <summary>Its organisations in order, the lead first.</summary>
    public List<Participation> Participations { get; init; } = [];

    /// <summary>Its patents in the order given.</summary>
    public List<Patent> Patents { get; init; } = [];

    /// <summary>Its formal review, decision by decision.</summary>
    public List<ReviewDecision> Decisions { get; init; } = [];

    /// <summary>Row version: two people who edit at once are told, never overwritten.</summary>
    public uint Version { get; set; }
}

/// <summary>An organisation or person that takes part (参赛主体); its identity is its identifier, never its name.</summary>
public sealed class Entrant
{
    /// <summary>The entrant's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>主体名称, as typed; at most 100 characters.</summary>
    public required string Name { get; set; }

    /// <summary>The name normalised for comparison only (DOMAIN.md risk 5).</summary>
    public required string NameKey { get; set; }

    /// <summary>主体类型.</summary>
    public EntrantKind Kind { get; set; }

    /// <summary>证件类型.</summary>
    public IdentifierKind IdentifierKind { get; set; }

    /// <summary>证件号码, normalised; unique with its kind.</summary>
    public required string Identifier { get; set; }

    /// <summary>所在地区.</summary>
    public required string Region { get; set; }
}

/// <summary>One entrant's part in one entry.</summary>
public sealed class Participation
{
    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>The entrant.</summary>
    public Guid EntrantId { get; init; }

    /// <summary>The organisation itself.</summary>
    public Entrant Entrant { get; init; } = null!;

    /// <summary>1 for the lead (牵头), then the partners (联合) in order.</summary>
    public int Position { get; init; }

    /// <summary>上年度营业收入 in 万元 (CNY 10,000), two decimals; null where it is not asked.</summary>
    public decimal? RevenueWan { get; set; }

    /// <summary>The lead organisation of the entry.</summary>
    public bool IsLead => Position == 1;
}

/// <summary>One patent of an entry's portfolio (专利清单).</summary>
public sealed class Patent
{
    /// <summary>The record's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The entry.</summary>
    public Guid EntryId { get; init; }

    /// <summary>1, 2 … in the order given.</summary>
    public int Position { get; init; }

    /// <summary>专利号, as typed.</summary>
    public required string Number { get; set; }

    /// <summary>The number normalised (DOMAIN.md 3.1): what two entries are compared by.</summary>
    public required string NumberKey { get; set; }

    /// <summary>专利名称.</summary>
    public required string Title { get; set; }

    /// <summary>专利类型.</summary>
    public PatentKind Kind { get; set; }

    /// <summary>专利权人, as typed; several are separated by 、.</summary>
    public required string Owners { get; set; }

    /// <summary>发明人, as typed; several are separated by 、.</summary>
    public required string Inventors { get; set; }

    /// <summary>申请日.</summary>
    public DateOnly? FiledOn { get; set; }

    /// <summary>授权公告日; null while not granted.</summary>
    public DateOnly? GrantedOn { get; set; }

    /// <summary>法律状态, in the words of the glossary's list.</summary>
    public required string LegalStatus { get; set; }

    /// <summary>The office it is held at by its ST.3 code: CN, HK, MO, WO …; empty where nothing says.</summary>
    public string Jurisdiction { get; set; } = "";

    /// <summary>公开（公告）号, normalised; empty while unpublished or not given.</summary>
    public string PublicationNumber { get; set; } = "";

    /// <summary>代理机构, as typed: what a judge's conflict may rest on.</summary>
    public string Agency { get; set; } = "";

    /// <summary>The day the legal status was looked up; null where nobody says.</summary>
    public DateOnly? StatusCheckedOn { get; set; }

    /// <summary>IPC main class (DOMAIN.md, industry classes: the pattern), normalised; empty where not given.</summary>
    public string Ipc { get; set; } = "";

    /// <summary>同族: numbers of the family or the PCT application, separated by 、; compared between entries.</summary>
    public string Family { get; set; } = "";

    /// <summary>权利负担: pledge, licence, dispute, in words; empty for none.</summary>
    public string Encumbrances { get; set; } = "";

    /// <summary>What it protects in the project, in words.</summary>
    public string RoleInProject { get; set; } = "";

    /// <summary>共有权利人同意: all owners agree to its taking part.</summary>
    public bool HasConsent { get; set; }

    /// <summary>核心专利.</summary>
    public bool IsCore { get; set; }

    /// <summary>
    /// What it is found by in other entries: number, publication number and family, each as compared. Follows from them,
    /// so no writer can forget it; stored for the search.
    /// </summary>
    public IReadOnlyList<string> Keys
    {
        get => PatentFamily.Keys(NumberKey, PublicationNumber, Family);
        private set => _ = value;
    }
}

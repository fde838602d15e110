namespace Contest.Core.Registration;

/// <summary>主体类型: what an entrant is (DOMAIN.md 1.4).</summary>
public enum EntrantKind
{
    /// <summary>企业.</summary>
    Company = 1,

    /// <summary>高校.</summary>
    University = 2,

    /// <summary>科研院所.</summary>
    ResearchInstitute = 3,

    /// <summary>社会组织.</summary>
    SocialOrganisation = 4,

    /// <summary>个体工商户.</summary>
    SoleTrader = 5,

    /// <summary>个人.</summary>
    Individual = 6,

    /// <summary>港澳机构.</summary>
    HongKongOrMacao = 7,
}

/// <summary>证件类型: what an entrant is identified by. Resident ID numbers are never collected (DOMAIN.md 3.5).</summary>
public enum IdentifierKind
{
    /// <summary>统一社会信用代码 (GB 32100-2015).</summary>
    CreditCode = 1,

    /// <summary>商业登记号码 of Hong Kong (DOMAIN.md 3.4).</summary>
    BusinessRegistration = 2,

    /// <summary>商业登记编号 of Macao; its form is not confirmed.</summary>
    MacaoRegistration = 3,

    /// <summary>Anything else, checked by a person.</summary>
    Other = 4,
}

/// <summary>专利类型: what a right is (DOMAIN.md 2, 3.1).</summary>
public enum PatentKind
{
    /// <summary>发明; kind digit 1.</summary>
    Invention = 1,

    /// <summary>实用新型; kind digit 2.</summary>
    UtilityModel = 2,

    /// <summary>外观设计; kind digit 3.</summary>
    Design = 3,

    /// <summary>PCT 进入国家阶段发明; kind digit 8.</summary>
    PctInvention = 8,

    /// <summary>PCT 进入国家阶段实用新型; kind digit 9.</summary>
    PctUtilityModel = 9,

    /// <summary>集成电路布图设计: has no application number of this form.</summary>
    LayoutDesign = 20,

    /// <summary>商标: has no application number of this form.</summary>
    Trademark = 21,
}

namespace Contest.Core.Registration;

/// <summary>What a recommending unit is.</summary>
public enum UnitKind
{
    /// <summary>主管部门: an intellectual property office or another authority.</summary>
    Authority = 1,

    /// <summary>高校、科研院所.</summary>
    Academia = 2,

    /// <summary>行业协会、学会.</summary>
    Association = 3,

    /// <summary>产业园区.</summary>
    Park = 4,

    /// <summary>服务机构.</summary>
    Agency = 5,

    /// <summary>其他.</summary>
    Other = 6,
}

/// <summary>A unit that recommends entries of an edition (推荐单位; DOMAIN.md 1.4), with its quota.</summary>
public sealed class RecommendingUnit
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 100;

    /// <summary>The highest quota.</summary>
    public const int HighestQuota = 9999;

    /// <summary>The unit's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>As typed.</summary>
    public required string Name { get; set; }

    /// <summary><see cref="OrganisationName.Key"/> of the name; unique in the edition.</summary>
    public required string NameKey { get; set; }

    /// <summary>What it is.</summary>
    public UnitKind Kind { get; set; }

    /// <summary>所在地区, as typed; empty where not given.</summary>
    public string Region { get; set; } = "";

    /// <summary>名额: how many entries it may recommend; null: no limit.</summary>
    public int? Quota { get; set; }

    /// <summary>Whom to write to; empty where not given. Confidential.</summary>
    public string ContactEmail { get; set; } = "";

    /// <summary>1, 2 … in the order shown.</summary>
    public int Position { get; set; }

    /// <summary>Row version: two people who edit at once are told.</summary>
    public uint Version { get; set; }
}

/// <summary>How full a unit's quota is.</summary>
/// <param name="Name">The unit's.</param>
/// <param name="Quota">How many it may recommend.</param>
/// <param name="HandedIn">Other entries it recommends, neither draft nor withdrawn.</param>
public sealed record UnitLoad(string Name, int Quota, int HandedIn);

namespace Contest.Core.Preliminary;

/// <summary>
/// A member of the pool of experts (专家库), which outlives editions. Whoever is appointed to an edition's jury is a
/// <see cref="Judge"/> there. What is kept is what conflicts and assignment need (DOMAIN.md 1.15, 1.7), nothing more.
/// </summary>
public sealed class Expert
{
    /// <summary>The expert's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The person who signs in; null until an invitation was taken.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The name, as typed; at most 100 characters.</summary>
    public required string Name { get; set; }

    /// <summary>Where invitations and reminders go; null where none is known. Confidential.</summary>
    public string? Email { get; set; }

    /// <summary>The trade.</summary>
    public Discipline Discipline { get; set; }

    /// <summary>IPC classes the expert knows, e.g. <c>H01M</c>: section, class and subclass, 3 or 4 characters (WIPO ST.8).</summary>
    public List<string> IpcClasses { get; set; } = [];

    /// <summary>产业领域 the expert knows, as the rulebook's industries are coded.</summary>
    public List<string> Fields { get; set; } = [];

    /// <summary>Languages of dossiers the expert reads: <c>zh-CN</c>, <c>zh-HK</c>, <c>en</c>.</summary>
    public List<string> Languages { get; set; } = [];

    /// <summary>The most dossiers the expert takes on in one round, from 1; null: as many as anyone.</summary>
    public int? MostDossiers { get; set; }

    /// <summary>The first day the expert can judge; null: no limit.</summary>
    public DateOnly? AvailableFrom { get; set; }

    /// <summary>The last day the expert can judge; null: no limit.</summary>
    public DateOnly? AvailableUntil { get; set; }

    /// <summary>Employers, the present one without an end.</summary>
    public List<Employment> Employments { get; init; } = [];

    /// <summary>Patents the expert is an inventor or owner of.</summary>
    public List<ExpertPatent> Patents { get; init; } = [];

    /// <summary>Interests the expert has declared (申报利益).</summary>
    public List<DeclaredInterest> Interests { get; init; } = [];

    /// <summary>Row version: two people who edit at once are told, never overwritten.</summary>
    public uint Version { get; set; }
}

/// <summary>One employer of an expert, with its dates.</summary>
public sealed class Employment
{
    /// <summary>The record's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The expert.</summary>
    public Guid ExpertId { get; init; }

    /// <summary>The employer, as typed; at most 200 characters.</summary>
    public required string Name { get; set; }

    /// <summary>The employer's identifier (18-digit code and its kin), normalised; null where it is not known.</summary>
    public string? Identifier { get; set; }

    /// <summary>The first day; null: not known, taken as always.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The last day; null: still.</summary>
    public DateOnly? Until { get; set; }
}

/// <summary>A patent an expert has a part in.</summary>
public sealed class ExpertPatent
{
    /// <summary>The record's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The expert.</summary>
    public Guid ExpertId { get; init; }

    /// <summary>The number, normalised as the portfolios' numbers are.</summary>
    public required string Number { get; set; }

    /// <summary>The expert owns it or a part of it; otherwise the expert is an inventor.</summary>
    public bool IsOwner { get; set; }
}

/// <summary>What ties an expert to an organisation or person (DOMAIN.md 1.15).</summary>
public enum InterestKind
{
    /// <summary>股东、顾问: shareholder or adviser.</summary>
    Stake = 1,

    /// <summary>亲属: kin of someone there.</summary>
    Kin = 2,

    /// <summary>师生: teacher or student of someone there.</summary>
    Teacher = 3,

    /// <summary>合作者: co-author or co-inventor within the rulebook's years.</summary>
    Coauthor = 4,

    /// <summary>投资: bank or investor with a position.</summary>
    Investor = 5,

    /// <summary>竞争: works for a competitor.</summary>
    Competitor = 6,

    /// <summary>代理: agent or agency of a project.</summary>
    Agency = 7,
}

/// <summary>An interest an expert has declared.</summary>
public sealed class DeclaredInterest
{
    /// <summary>The record's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The expert.</summary>
    public Guid ExpertId { get; init; }

    /// <summary>What kind.</summary>
    public InterestKind Kind { get; set; }

    /// <summary>The organisation or person, as typed; at most 200 characters.</summary>
    public required string With { get; set; }

    /// <summary>The last day it counts; null: still.</summary>
    public DateOnly? Until { get; set; }
}

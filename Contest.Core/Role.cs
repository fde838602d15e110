namespace Contest.Core;

/// <summary>What a signed-in person is to the contest (PRODUCT.md, who uses it). Voters and visitors have no role.</summary>
public enum Role
{
    /// <summary>组委会: sets up, moves stages, decides, publishes. Never edits a score or a vote.</summary>
    Organizer = 1,

    /// <summary>工作人员: formal review and communications.</summary>
    Staff = 2,

    /// <summary>监督员: reads everything, is the second person for what cannot be undone, changes nothing.</summary>
    Supervisor = 3,

    /// <summary>参赛单位: acts for an organisation that registers projects.</summary>
    Entrant = 4,

    /// <summary>评审专家: scores the dossiers assigned to them.</summary>
    Judge = 5,
}

namespace Contest.Core;

/// <summary>Who acts: what the audit log and every record of a decision keep.</summary>
/// <param name="PersonId">The signed-in person, or null for the system's own clock and command line.</param>
/// <param name="Name">The name as shown to an auditor.</param>
/// <param name="Role">The role the person acts in, or null for the system.</param>
public sealed record Actor(Guid? PersonId, string Name, Role? Role)
{
    /// <summary>The clock: a stage that opens or closes at its planned time.</summary>
    public static Actor Clock { get; } = new(null, "clock", null);

    /// <summary>A command typed on the server.</summary>
    public static Actor Console { get; } = new(null, "console", null);
}

namespace Contest.Core.Competitions;

/// <summary>How the running order is drawn (DOMAIN.md 1.10).</summary>
public sealed record DrawRules
{
    /// <summary>The committing parties, in order: <c>organizer</c>, <c>supervisor</c>, <c>entrants</c>.</summary>
    public IReadOnlyList<string> Parties { get; init; } = ["organizer", "supervisor", "entrants"];

    /// <summary>The public sources named in advance.</summary>
    public IReadOnlyList<DrawSource> Sources { get; init; } = [];

    /// <summary>Two entries with an entrant in common do not follow each other.</summary>
    public bool KeepKinApart { get; init; } = true;
}

/// <summary>A public value named in advance.</summary>
/// <param name="Name">What it is, as announced.</param>
/// <param name="Count">How many numbers it has.</param>
/// <param name="IsOrdered">The order of its numbers means something.</param>
/// <param name="Outcomes">How many equally likely outcomes it has, digits only.</param>
public sealed record DrawSource(LocalizedText Name, int Count, bool IsOrdered, string Outcomes);

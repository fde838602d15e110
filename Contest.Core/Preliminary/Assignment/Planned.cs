namespace Contest.Core.Preliminary.Assignment;

/// <summary>An entry as the plan sees one.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Code">Its public code: the stable key that breaks ties.</param>
/// <param name="Ipc">The IPC main classes of its core patents, e.g. <c>H01M 10/0525</c>.</param>
/// <param name="Field">产业领域.</param>
/// <param name="Language">The dossier's language, e.g. <c>zh-CN</c>; null where it is not known.</param>
public sealed record PlannedEntry(
    Guid EntryId,
    string Code,
    IReadOnlyCollection<string> Ipc,
    string Field,
    string? Language = null
);

/// <summary>A judge as the plan sees one.</summary>
/// <param name="JudgeId">The judge: the stable key that breaks ties.</param>
/// <param name="Discipline">The trade.</param>
/// <param name="Ipc">IPC classes the judge knows, 3 or 4 characters each, e.g. <c>H01M</c>.</param>
/// <param name="Fields">产业领域 the judge knows.</param>
/// <param name="Languages">Languages of dossiers the judge reads; empty: any.</param>
/// <param name="MostDossiers">The most dossiers the judge takes on, from 0; null: as many as anyone.</param>
/// <param name="Panel">The panel the judge already sits in, from 1; null: none yet.</param>
/// <param name="Days">Days of the round the judge can judge, where it is not all of them; they are part of the limit.</param>
public sealed record PlannedJudge(
    Guid JudgeId,
    Discipline Discipline,
    IReadOnlyCollection<string> Ipc,
    IReadOnlyCollection<string> Fields,
    IReadOnlyCollection<string> Languages,
    int? MostDossiers = null,
    int? Panel = null,
    int? Days = null
);

/// <summary>One judge for one entry.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="EntryId">The entry.</param>
public sealed record Pairing(Guid JudgeId, Guid EntryId);

/// <summary>What the rulebook asks of a plan (DOMAIN.md 1.7).</summary>
/// <param name="JudgesPerEntry">Judges an entry, from 1.</param>
/// <param name="Disciplines">Trades of which every entry has at least one judge.</param>
/// <param name="Panels">评审组; 0: none.</param>
/// <param name="Bridges">With panels: entries each panel lends the next one for comparison, 0 … 5.</param>
/// <param name="Connects">Without panels: give up a little fit where judges could not be compared otherwise.</param>
public sealed record PlanRules(
    int JudgesPerEntry,
    IReadOnlyList<Discipline> Disciplines,
    int Panels = 0,
    int Bridges = 1,
    bool Connects = true
)
{
    /// <summary>What a rulebook's round asks.</summary>
    public static PlanRules Of(Competitions.JudgingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new(rules.JudgesPerEntry, rules.Disciplines, rules.Panels);
    }
}

/// <summary>Everything a plan is made from; the plan follows from nothing else.</summary>
/// <param name="Entries">The entries to be read.</param>
/// <param name="Judges">The judges there are.</param>
/// <param name="Barred">Pairs that must not be: conflicts, recusals.</param>
/// <param name="Fixed">Pairs that stay: sheets with something on them, pairs placed by hand.</param>
/// <param name="Panels">The panel that already reads an entry.</param>
/// <param name="Rules">What the rulebook asks.</param>
public sealed record PlanInput(
    IReadOnlyList<PlannedEntry> Entries,
    IReadOnlyList<PlannedJudge> Judges,
    IReadOnlySet<Pairing> Barred,
    IReadOnlySet<Pairing> Fixed,
    IReadOnlyDictionary<Guid, int> Panels,
    PlanRules Rules
);

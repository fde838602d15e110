namespace Contest.Core.Preliminary.Assignment;

/// <summary>Why a judge reads an entry.</summary>
public enum SeatKind
{
    /// <summary>An ordinary seat; with panels, a judge of the entry's panel.</summary>
    Regular = 1,

    /// <summary>A judge of another panel, because the entry's own has nobody free or would be read to death.</summary>
    Substitute = 2,

    /// <summary>A judge of the next panel beside the full number, so that panels can be compared.</summary>
    Bridge = 3,
}

/// <summary>One judge for one entry in a plan.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="Kind">Why this judge.</param>
/// <param name="IsFixed">It stays in every new plan: there is something on the sheet, or a person placed it.</param>
public sealed record PlannedSeat(Guid JudgeId, Guid EntryId, SeatKind Kind, bool IsFixed)
{
    /// <summary>The pair.</summary>
    public Pairing Pair => new(JudgeId, EntryId);
}

/// <summary>What an entry lacks in a plan.</summary>
public enum ShortOf
{
    /// <summary>Judges without conflict and with room for another dossier.</summary>
    Judges = 1,

    /// <summary>A judge of a trade the rulebook asks for.</summary>
    Discipline = 2,
}

/// <summary>An entry for which the plan cannot give what the rulebook asks.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Code">Its code.</param>
/// <param name="Of">What is lacking.</param>
/// <param name="Missing">How many judges; 1 for a trade.</param>
/// <param name="Discipline">The trade that is lacking.</param>
public sealed record ShortEntry(Guid EntryId, string Code, ShortOf Of, int Missing, Discipline? Discipline = null);

/// <summary>
/// Who reads what (DOMAIN.md 1.7): so many judges an entry with the trades the rulebook asks for, load balanced within
/// one where conflicts allow, the best fit of knowledge, and judges who can be compared because their entries overlap.
/// The same input gives the same plan.
/// </summary>
/// <param name="Seats">Every judge of every entry, by entry code, then judge.</param>
/// <param name="JudgePanels">The panel of each judge; empty without panels.</param>
/// <param name="EntryPanels">The panel of each entry; empty without panels.</param>
/// <param name="Short">Entries the plan could not serve in full, by code.</param>
public sealed record AssignmentPlan(
    IReadOnlyList<PlannedSeat> Seats,
    IReadOnlyDictionary<Guid, int> JudgePanels,
    IReadOnlyDictionary<Guid, int> EntryPanels,
    IReadOnlyList<ShortEntry> Short
)
{
    /// <summary>The pairs.</summary>
    public IReadOnlyList<Pairing> Pairs => [.. Seats.Select(s => s.Pair)];

    /// <summary>Plans.</summary>
    public static AssignmentPlan Of(PlanInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var judgePanels = PanelSplit.OfJudges(input);
        var entryPanels = PanelSplit.OfEntries(input, judgePanels);
        PlanTable table = new(input, judgePanels, entryPanels);
        table.Solve();
        if (input.Rules.Panels <= 1 && input.Rules.Connects)
            PlanRepair.Connect(table);
        return table.ToPlan();
    }
}

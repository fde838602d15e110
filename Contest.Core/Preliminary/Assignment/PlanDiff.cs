namespace Contest.Core.Preliminary.Assignment;

/// <summary>A sheet of the preliminary as the plan sees it.</summary>
/// <param name="SheetId">The sheet.</param>
/// <param name="Pair">Whose it is.</param>
/// <param name="Counts">The judge has not stepped back and the marks are not set aside.</param>
/// <param name="IsTouched">Something was typed on it: it is never removed.</param>
/// <param name="IsSubmitted">The judge is done with it.</param>
public sealed record PlanSheet(Guid SheetId, Pairing Pair, bool Counts, bool IsTouched, bool IsSubmitted);

/// <summary>What applying a plan does to the sheets there are.</summary>
/// <param name="New">Pairs that get a sheet.</param>
/// <param name="Gone">Untouched sheets that are taken away.</param>
/// <param name="Kept">Sheets the plan no longer names but somebody has typed on: they stay.</param>
/// <param name="Same">How many stay as planned.</param>
public sealed record PlanDiff(
    IReadOnlyList<Pairing> New,
    IReadOnlyList<PlanSheet> Gone,
    IReadOnlyList<PlanSheet> Kept,
    int Same
)
{
    /// <summary>Applying changes nothing.</summary>
    public bool IsEmpty => New.Count == 0 && Gone.Count == 0;

    /// <summary>The difference. A sheet of a judge who stepped back, or set aside, is a record and stays whatever is planned.</summary>
    public static PlanDiff Of(IReadOnlyCollection<PlanSheet> sheets, IReadOnlyCollection<Pairing> pairs)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        ArgumentNullException.ThrowIfNull(pairs);
        var there = sheets.Select(s => s.Pair).ToHashSet();
        var planned = pairs.ToHashSet();
        var leaving = sheets.Where(s => s.Counts && !planned.Contains(s.Pair)).ToList();
        return new(
            [.. pairs.Where(p => !there.Contains(p))],
            [.. leaving.Where(s => !s.IsTouched)],
            [.. leaving.Where(s => s.IsTouched)],
            sheets.Count(s => s.Counts && planned.Contains(s.Pair))
        );
    }
}

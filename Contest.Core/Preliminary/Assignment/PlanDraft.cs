namespace Contest.Core.Preliminary.Assignment;

/// <summary>A plan that is not applied yet: looked at, changed by hand, and applied as it was seen, or replaced.</summary>
public sealed class PlanDraft
{
    /// <summary>The draft's identity.</summary>
    public Guid Id { get; init; }

    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary><see cref="DraftPlanContent"/>, canonical JSON.</summary>
    public required string Json { get; set; }

    /// <summary>Lower-case hex SHA-256 of <see cref="Json"/>: whoever changes or applies it names the one they saw.</summary>
    public required string Hash { get; set; }

    /// <summary>When it was computed.</summary>
    public DateTimeOffset ComputedAt { get; set; }

    /// <summary>Who let it be computed.</summary>
    public required string ComputedBy { get; set; }

    /// <summary>When it was last changed by hand.</summary>
    public DateTimeOffset? ChangedAt { get; set; }

    /// <summary>When it was applied; it never changes from then on.</summary>
    public DateTimeOffset? AppliedAt { get; set; }

    /// <summary>Who applied it.</summary>
    public string? AppliedBy { get; set; }
}

/// <summary>What a draft holds.</summary>
/// <param name="Judges">The judges it was made with, each with the panel.</param>
/// <param name="Entries">The entries in the order of their codes, each with its panel and judges.</param>
/// <param name="Leaver">The judge who drops out with this plan; null: nobody does.</param>
public sealed record DraftPlanContent(
    IReadOnlyList<DraftJudge> Judges,
    IReadOnlyList<DraftEntry> Entries,
    DraftLeaver? Leaver = null
)
{
    /// <summary>The seats with their kinds.</summary>
    public IEnumerable<PlannedSeat> Seats() =>
        Entries.SelectMany(
            e => e.Seats,
            (e, s) => new PlannedSeat(s.JudgeId, e.EntryId, s.Kind, s.IsFixed || s.IsByHand)
        );

    /// <summary>The pairs.</summary>
    public IReadOnlyCollection<Pairing> Pairs() => [.. Seats().Select(s => s.Pair)];

    /// <summary>A plan as a draft; what a person had placed stays marked as placed by hand.</summary>
    public static DraftPlanContent Of(
        PlanInput input,
        AssignmentPlan plan,
        IReadOnlySet<Pairing> byHand,
        IReadOnlySet<Pairing> touched
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(touched);
        var seats = plan.Seats.ToLookup(s => s.EntryId);
        return new(
            [
                .. PlanTable
                    .InOrder(input.Judges)
                    .Select(j => new DraftJudge(j.JudgeId, Panel(plan.JudgePanels, j.JudgeId))),
            ],
            [
                .. PlanTable
                    .InOrder(input.Entries)
                    .Select(e => new DraftEntry(
                        e.EntryId,
                        Panel(plan.EntryPanels, e.EntryId),
                        [
                            .. seats[e.EntryId]
                                .Select(s => new DraftSeat(
                                    s.JudgeId,
                                    s.Kind,
                                    touched.Contains(s.Pair),
                                    byHand.Contains(s.Pair)
                                )),
                        ]
                    )),
            ]
        );
    }

    /// <summary>With one more judge for an entry, placed by hand; unchanged where the judge reads it already.</summary>
    public DraftPlanContent With(Pairing pair, SeatKind kind) =>
        this with
        {
            Entries =
            [
                .. Entries.Select(e =>
                    e.EntryId == pair.EntryId && e.Seats.All(s => s.JudgeId != pair.JudgeId)
                        ? e with
                        {
                            Seats = [.. e.Seats, new(pair.JudgeId, kind, IsFixed: false, IsByHand: true)],
                        }
                        : e
                ),
            ],
        };

    /// <summary>Without a judge for an entry.</summary>
    public DraftPlanContent Without(Pairing pair) =>
        this with
        {
            Entries =
            [
                .. Entries.Select(e =>
                    e.EntryId == pair.EntryId
                        ? e with
                        {
                            Seats = [.. e.Seats.Where(s => s.JudgeId != pair.JudgeId)],
                        }
                        : e
                ),
            ],
        };

    private static int? Panel(IReadOnlyDictionary<Guid, int> panels, Guid id) =>
        panels.TryGetValue(id, out var panel) ? panel : null;
}

/// <summary>A judge who drops out: what is not submitted goes to others.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="Reason">Why, as typed.</param>
public sealed record DraftLeaver(Guid JudgeId, string Reason);

/// <summary>A judge of a draft.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="Panel">The panel, from 1; null without panels.</param>
public sealed record DraftJudge(Guid JudgeId, int? Panel);

/// <summary>An entry of a draft.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Panel">The panel that reads it; null without panels.</param>
/// <param name="Seats">Its judges.</param>
public sealed record DraftEntry(Guid EntryId, int? Panel, IReadOnlyList<DraftSeat> Seats);

/// <summary>A judge of an entry of a draft.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="Kind">Why this judge.</param>
/// <param name="IsFixed">There is something on the sheet when the draft was computed.</param>
/// <param name="IsByHand">A person placed it: it stays when the plan is computed again.</param>
public sealed record DraftSeat(Guid JudgeId, SeatKind Kind, bool IsFixed, bool IsByHand);

namespace Contest.Core.Competitions;

/// <summary>What is still open in an edition: counted by the act, weighed by <see cref="StageGates"/>.</summary>
public sealed record OpenItems
{
    /// <summary>Problems of the rulebook as a whole.</summary>
    public int RulebookProblems { get; init; }

    /// <summary>Entries submitted or returned that formal review has not decided.</summary>
    public int UndecidedEntries { get; init; }

    /// <summary>Entries that take part.</summary>
    public int AcceptedEntries { get; init; }

    /// <summary>Accepted entries with fewer judges than the rulebook asks for.</summary>
    public int EntriesWithoutJudges { get; init; }

    /// <summary>Sheets of the preliminary neither submitted nor recused.</summary>
    public int OpenSheets { get; init; }

    /// <summary>Cases of ballots under review that are not decided.</summary>
    public int OpenFraudCases { get; init; }

    /// <summary>The vote is counted.</summary>
    public bool HasTally { get; init; }

    /// <summary>Conflicts of interest nobody has decided where the judge has already given marks.</summary>
    public int OpenConflicts { get; init; }

    /// <summary>Tasks about judges far apart that are not settled.</summary>
    public int OpenDiscrepancies { get; init; }

    /// <summary>The standings of the preliminary are closed and confirmed by two people: it is known who goes on.</summary>
    public bool HasStandings { get; init; }

    /// <summary>The running order is drawn.</summary>
    public bool IsDrawn { get; init; }

    /// <summary>Turns of the final neither revealed nor forfeited.</summary>
    public int OpenTurns { get; init; }
}

/// <summary>The gates between stages (PRODUCT.md, promise 2): asked by every act that opens, closes or uses a stage.</summary>
public static class StageGates
{
    /// <summary>Why an act of this stage may not happen now, or null when it may.</summary>
    public static Refusal? WhyNotAct(StageRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.OpenedAt is null ? new("stage.not_open_yet", Words.Later(NameCode(run.Stage)))
            : run.ClosedAt is not null ? new("stage.is_closed", Words.Later(NameCode(run.Stage)))
            : null;
    }

    /// <summary>
    /// Why an act of this stage may not happen now by the run and by the plan both: a stage whose planned end has passed
    /// takes nothing more from the public, although the clock has not closed it yet. A window contains its opening
    /// moment and not its closing one; a stage opened early is open from that moment.
    /// </summary>
    public static Refusal? WhyNotAct(StageRun run, Rulebook rulebook, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        if (WhyNotAct(run) is { } refusal)
            return refusal;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        return rulebook.Window(run.Stage).Closes(zone) <= now
            ? new("stage.is_closed", Words.Later(NameCode(run.Stage)))
            : null;
    }

    /// <summary>Why the stage may not open, or null when it may.</summary>
    public static Refusal? WhyNotOpen(Stage stage, IReadOnlyList<StageRun> runs, OpenItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var run = runs.Single(r => r.Stage == stage);
        if (run.OpenedAt is not null)
            return new("stage.already_opened", Words.Say(NameCode(stage)));
        if (MissingBefore(stage, runs) is { } missing)
            return new("stage.earlier_not_closed", Words.Say(NameCode(stage)), Words.Say(NameCode(missing)));
        return stage switch
        {
            Stage.Registration when items.RulebookProblems > 0 => new(
                "stage.rulebook_has_problems",
                items.RulebookProblems
            ),
            Stage.Voting or Stage.Preliminary when items.UndecidedEntries > 0 => new(
                "stage.undecided_before_opening",
                items.UndecidedEntries
            ),
            Stage.Voting or Stage.Preliminary when items.AcceptedEntries == 0 => new("stage.no_entries"),
            Stage.Draw when !items.HasTally => new("stage.no_tally"),
            Stage.Draw when !items.HasStandings => new("stage.no_cut"),
            Stage.Final when !items.IsDrawn => new("stage.not_drawn"),
            _ => null,
        };
    }

    /// <summary>Why the stage may not close, or null when it may.</summary>
    public static Refusal? WhyNotClose(Stage stage, IReadOnlyList<StageRun> runs, OpenItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var run = runs.Single(r => r.Stage == stage);
        if (!run.IsOpen)
            return new("stage.not_open", Words.Say(NameCode(stage)));
        return stage switch
        {
            Stage.Registration when items.UndecidedEntries > 0 => new(
                "stage.undecided_entries",
                items.UndecidedEntries
            ),
            // counted once: the count waits for the decision, ballots end at the window's end all the same
            Stage.Voting when items.OpenFraudCases > 0 => new("fraud.cases_open", items.OpenFraudCases),
            Stage.Preliminary when items.EntriesWithoutJudges > 0 => new(
                "stage.unassigned_entries",
                items.EntriesWithoutJudges
            ),
            Stage.Preliminary when items.OpenSheets > 0 => new("stage.open_sheets", items.OpenSheets),
            Stage.Preliminary when items.OpenConflicts > 0 => new("stage.open_conflicts", items.OpenConflicts),
            Stage.Preliminary when items.OpenDiscrepancies > 0 => new(
                "stage.open_discrepancies",
                items.OpenDiscrepancies
            ),
            Stage.Draw when !items.IsDrawn => new("stage.not_drawn"),
            Stage.Final when items.OpenTurns > 0 => new("stage.open_turns", items.OpenTurns),
            _ => null,
        };
    }

    /// <summary>Closing or opening before the planned moment: takes a second person (PRODUCT.md, promise 7).</summary>
    public static bool IsEarly(DateTimeOffset planned, DateTimeOffset now) => now < planned;

    /// <summary>
    /// Why a change notice may not move the vote, or null. The clock follows the rulebook, so an earlier opening or an
    /// earlier end of the open vote is opening or closing early: for two people (PRODUCT.md, promise 7).
    /// </summary>
    public static Refusal? WhyNotMoveVote(Rulebook before, Rulebook after, StageRun voting)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(voting);
        var (was, becomes) = (before.Window(Stage.Voting), after.Window(Stage.Voting));
        var (from, into) = (Zone(before), Zone(after));
        var isEarlier = voting.OpenedAt is null
            ? becomes.Opens(into) < was.Opens(from)
            : voting.IsOpen && becomes.Closes(into) < was.Closes(from);
        return isEarlier ? new("competition.vote_earlier") : null;

        static TimeZoneInfo Zone(Rulebook rulebook) => TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
    }

    /// <summary>What the clock moves now: stages whose planned moment has come, closings before openings.</summary>
    public static IReadOnlyList<(Stage Stage, bool Opens)> DueMoves(
        Rulebook rulebook,
        IReadOnlyList<StageRun> runs,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var closings = runs.Where(r => r.IsOpen && rulebook.Window(r.Stage).Closes(zone) <= now)
            .Select(r => (r.Stage, false));
        var openings = runs.Where(r => r.OpenedAt is null && rulebook.Window(r.Stage).Opens(zone) <= now)
            .Select(r => (r.Stage, true));
        return [.. closings, .. openings];
    }

    /// <summary>The code of a stage's name.</summary>
    public static string NameCode(Stage stage) =>
        stage switch
        {
            Stage.Registration => "stage.name_registration",
            Stage.Voting => "stage.name_voting",
            Stage.Preliminary => "stage.name_preliminary",
            Stage.Draw => "stage.name_draw",
            Stage.Final => "stage.name_final",
            _ => "stage.name_results",
        };

    /// <summary>Voting and Preliminary need Registration; Draw needs both; the rest follow one another.</summary>
    private static Stage? MissingBefore(Stage stage, IReadOnlyList<StageRun> runs)
    {
        Stage[] needed = stage switch
        {
            Stage.Registration => [],
            Stage.Voting or Stage.Preliminary => [Stage.Registration],
            Stage.Draw => [Stage.Voting, Stage.Preliminary],
            _ => [stage - 1],
        };
        return runs.Where(r => needed.Contains(r.Stage) && r.ClosedAt is null)
            .Select(r => (Stage?)r.Stage)
            .FirstOrDefault();
    }
}

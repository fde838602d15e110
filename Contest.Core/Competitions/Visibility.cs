namespace Contest.Core.Competitions;

/// <summary>Who is looking.</summary>
/// <param name="PersonId">The signed-in person, or null.</param>
/// <param name="Role">The person's role; null for visitors and voters.</param>
public sealed record Viewer(Guid? PersonId, Role? Role)
{
    /// <summary>Nobody in particular: a visitor, a voter, the press.</summary>
    public static Viewer Anyone { get; } = new(null, null);
}

/// <summary>What is being looked at.</summary>
public enum Sight
{
    /// <summary>An accepted entry's public fields.</summary>
    PublicEntry = 1,

    /// <summary>An entry's contacts, revenue, findings and review notes.</summary>
    EntryConfidential = 2,

    /// <summary>The dossier a judge reads.</summary>
    Dossier = 3,

    /// <summary>Exact vote counts while the vote is open.</summary>
    VoteCounts = 4,

    /// <summary>The counted vote.</summary>
    Tally = 5,

    /// <summary>Every judge's sheet and mark.</summary>
    AllSheets = 6,

    /// <summary>One's own sheet.</summary>
    OwnSheet = 7,

    /// <summary>Computed standings of the preliminary.</summary>
    PreliminaryStandings = 8,

    /// <summary>Who goes on.</summary>
    AdvancementList = 9,

    /// <summary>The draw: list, commitments, values, order.</summary>
    DrawRecord = 10,

    /// <summary>What the hall sees in the final.</summary>
    FinalScreen = 11,

    /// <summary>The published snapshot.</summary>
    PublishedResult = 12,

    /// <summary>The audit log.</summary>
    AuditLog = 13,

    /// <summary>The console of organizers, staff and supervisors.</summary>
    Console = 14,

    /// <summary>The rulebook and its change notices.</summary>
    Rulebook = 15,

    /// <summary>What formal review found in an entry.</summary>
    Findings = 16,

    /// <summary>What an entrant is told of the scores of its own entry: points per criterion and comments.</summary>
    OwnScores = 17,

    /// <summary>The computed ranking of the final.</summary>
    FinalStandings = 18,

    /// <summary>Certificates and whether they are valid.</summary>
    Certificates = 19,

    /// <summary>The people of the edition: names, mailboxes, roles.</summary>
    People = 20,

    /// <summary>
    /// The vote ledger's key and checkpoints, and whether a receipt is in it. They tell how many ballots there are, never
    /// an entry's votes; its leaves and count are <see cref="Tally"/>.
    /// </summary>
    VoteLedger = 21,

    /// <summary>How many ballots and voters there are, in all and by day; no entry's votes.</summary>
    Turnout = 22,

    /// <summary>Cases of ballots under review: their signs and decisions. Votes in them are <see cref="VoteCounts"/>.</summary>
    VoteReview = 23,

    /// <summary>The pool of experts: facts of people, confidential.</summary>
    Experts = 24,

    /// <summary>Conflicts of interest with their evidence; entrants' reasons for being spared a judge are in it.</summary>
    Conflicts = 25,
}

/// <summary>
/// The one visibility decision (PRODUCT.md, promise 5): pages, exports, files, mails and APIs all ask this, and what is
/// not granted here is denied.
/// </summary>
public static class Visibility
{
    /// <summary>Whether this viewer may see this now.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="sight">What.</param>
    /// <param name="runs">How far the stages are.</param>
    /// <param name="isOwn">It is the viewer's own entry or sheet.</param>
    /// <param name="isAnonymousRound">
    /// The edition's preliminary is anonymous (<see cref="JudgingRules.IsAnonymous"/>); who does not say is taken for it.
    /// </param>
    public static bool MaySee(
        Viewer viewer,
        Sight sight,
        IReadOnlyList<StageRun> runs,
        bool isOwn = false,
        bool isAnonymousRound = true
    )
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return sight switch
        {
            Sight.Rulebook => HasOpened(runs, Stage.Registration) || IsConsole(viewer),
            Sight.PublicEntry => IsConsole(viewer)
                || (
                    (HasClosed(runs, Stage.Registration) || HasOpened(runs, Stage.Voting))
                    && !JudgesBlind(viewer, runs, isAnonymousRound)
                ),
            Sight.EntryConfidential => IsConsole(viewer) || (viewer.Role == Role.Entrant && isOwn),
            Sight.Dossier => IsConsole(viewer)
                || (viewer.Role == Role.Judge && isOwn)
                || (viewer.Role == Role.Entrant && isOwn),
            // judges never see votes while they may still score (PRODUCT.md, who uses it)
            Sight.VoteCounts => IsOversight(viewer),
            Sight.Tally => HasClosed(runs, Stage.Voting)
                && (viewer.Role != Role.Judge || HasOpened(runs, Stage.Results)),
            // a movement of the turnout tells of votes (DOMAIN.md 1.6, display): with the tally, not before it
            Sight.Turnout => IsOversight(viewer) || MaySee(viewer, Sight.Tally, runs),
            // its size is a turnout: for judges with the results, as everything of the vote
            Sight.VoteLedger => HasOpened(runs, Stage.Voting)
                && (viewer.Role != Role.Judge || HasOpened(runs, Stage.Results)),
            // due process: whom it concerns is told what is held against the ballots
            Sight.VoteReview => HasOpened(runs, Stage.Voting)
                && (IsConsole(viewer) || (viewer.Role == Role.Entrant && isOwn)),
            Sight.AllSheets => IsOversight(viewer),
            Sight.OwnSheet => viewer.Role == Role.Judge && isOwn,
            Sight.PreliminaryStandings => HasClosed(runs, Stage.Preliminary) && IsOversight(viewer),
            Sight.AdvancementList => runs.Single(r => r.Stage == Stage.Preliminary).ConfirmedAt is not null,
            Sight.DrawRecord => HasOpened(runs, Stage.Draw),
            Sight.FinalScreen => HasOpened(runs, Stage.Final),
            Sight.PublishedResult => HasOpened(runs, Stage.Results),
            Sight.AuditLog or Sight.People or Sight.Experts or Sight.Conflicts => IsOversight(viewer),
            Sight.Console => IsConsole(viewer),
            Sight.Findings => IsConsole(viewer) || (viewer.Role == Role.Entrant && isOwn),
            Sight.OwnScores => viewer.Role == Role.Entrant && isOwn && HasOpened(runs, Stage.Results),
            Sight.FinalStandings => HasOpened(runs, Stage.Results)
                || (HasOpened(runs, Stage.Final) && IsOversight(viewer)),
            Sight.Certificates => HasOpened(runs, Stage.Results),
            _ => false,
        };
    }

    /// <summary>
    /// Whether this viewer is kept from learning whose an entry is (decision 0016): every judge, until an anonymous
    /// preliminary is confirmed. Every signed-in judge, not only those of the edition: whoever is a judge may be asked to
    /// stand in for another.
    /// </summary>
    public static bool JudgesBlind(Viewer viewer, IReadOnlyList<StageRun> runs, bool isAnonymousRound)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Role == Role.Judge
            && isAnonymousRound
            && runs.Single(r => r.Stage == Stage.Preliminary).ConfirmedAt is null;
    }

    /// <summary>
    /// What the public is shown of the counts at this moment: null nothing; otherwise the moment up to which ballots
    /// are counted (DOMAIN.md 1.6, display). In the last hidden hours the count stands still at their beginning.
    /// </summary>
    public static DateTimeOffset? CountsAsOf(
        VoteRules rules,
        StageRun voting,
        DateTimeOffset closesAt,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(voting);
        if (voting.OpenedAt is not { } opened)
            return null;
        if (voting.ClosedAt is { } closed)
            return closed;
        if (rules.Display == CountDisplay.Hidden)
            return null;
        var still = closesAt - TimeSpan.FromHours(rules.HiddenLastHours);
        var until = rules.HiddenLastHours > 0 && now >= still ? still : now;
        if (until < opened)
            return null;
        return rules.Display == CountDisplay.Live ? until : FullSpan(until, rules.EveryHours);
    }

    /// <summary>
    /// What this viewer is shown of the counts: judges nothing before the results, whatever the public is shown;
    /// organizers and supervisors the count as it is; everybody else by the rulebook's display.
    /// </summary>
    public static DateTimeOffset? CountsAsOf(
        Viewer viewer,
        VoteRules rules,
        IReadOnlyList<StageRun> runs,
        DateTimeOffset closesAt,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(runs);
        var voting = runs.Single(r => r.Stage == Stage.Voting);
        if (viewer.Role == Role.Judge && !HasOpened(runs, Stage.Results))
            return null;
        return voting.IsOpen && MaySee(viewer, Sight.VoteCounts, runs) ? now : CountsAsOf(rules, voting, closesAt, now);
    }

    /// <summary>
    /// How many places of the drawn order the public and the hall are shown: those opened so far, from the first; all
    /// once the draw has closed. The bundle, which holds the whole order, is offered when all are shown.
    /// </summary>
    public static int PlacesShown(IReadOnlyList<StageRun> runs, int opened, int places)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (!MaySee(Viewer.Anyone, Sight.DrawRecord, runs))
            return 0;
        return HasClosed(runs, Stage.Draw) || opened > places ? places : opened;
    }

    private static DateTimeOffset FullSpan(DateTimeOffset moment, int hours)
    {
        var span = TimeSpan.FromHours(hours).Ticks;
        return new(moment.UtcTicks - (moment.UtcTicks % span), TimeSpan.Zero);
    }

    private static bool IsConsole(Viewer viewer) => viewer.Role is Role.Organizer or Role.Staff or Role.Supervisor;

    /// <summary>Those who read everything (PRODUCT.md, who uses it); staff do not read votes and scores.</summary>
    private static bool IsOversight(Viewer viewer) => viewer.Role is Role.Organizer or Role.Supervisor;

    private static bool HasOpened(IReadOnlyList<StageRun> runs, Stage stage) =>
        runs.Single(r => r.Stage == stage).OpenedAt is not null;

    private static bool HasClosed(IReadOnlyList<StageRun> runs, Stage stage) =>
        runs.Single(r => r.Stage == stage).ClosedAt is not null;
}

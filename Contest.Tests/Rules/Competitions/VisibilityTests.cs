using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Tests.Rules.Competitions;

/// <summary>The table of PRODUCT.md, "who uses it": for every sight and viewer the phase from which it may be seen.</summary>
public sealed class VisibilityTests
{
    public enum Phase
    {
        Setup,
        Registering,
        Registered,
        VotingAndJudging,
        Voted,
        Judged,
        Confirmed,
        Drawing,
        Finale,
        FinaleOver,
        Results,
        Never,
    }

    private static readonly DateTimeOffset Then = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private static List<StageRun> At(Phase phase) =>
        [
            Run(Stage.Registration, phase, Phase.Registering, Phase.Registered),
            Run(Stage.Voting, phase, Phase.VotingAndJudging, Phase.Voted),
            Run(Stage.Preliminary, phase, Phase.VotingAndJudging, Phase.Judged),
            Run(Stage.Draw, phase, Phase.Drawing, Phase.Finale),
            Run(Stage.Final, phase, Phase.Finale, Phase.FinaleOver),
            Run(Stage.Results, phase, Phase.Results, Phase.Never),
        ];

    private static StageRun Run(Stage stage, Phase now, Phase opens, Phase closes) =>
        new()
        {
            Stage = stage,
            OpenedAt = now >= opens ? Then : null,
            ClosedAt = now >= closes ? Then : null,
            ConfirmedAt = stage == Stage.Preliminary && now >= Phase.Confirmed ? Then : null,
        };

    private const Phase S = Phase.Setup;
    private const Phase N = Phase.Never;

    // organizer, supervisor, staff, own entrant, other entrant, own judge, other judge, anyone
    private static readonly (Sight Sight, Phase[] From)[] Table =
    [
        (
            Sight.PublicEntry,
            [S, S, S, Phase.Registered, Phase.Registered, Phase.Registered, Phase.Registered, Phase.Registered]
        ),
        (Sight.EntryConfidential, [S, S, S, S, N, N, N, N]),
        (Sight.Findings, [S, S, S, S, N, N, N, N]),
        (Sight.Dossier, [S, S, S, S, N, S, N, N]),
        (Sight.VoteCounts, [S, S, N, N, N, N, N, N]),
        (
            Sight.Tally,
            [Phase.Voted, Phase.Voted, Phase.Voted, Phase.Voted, Phase.Voted, Phase.Results, Phase.Results, Phase.Voted]
        ),
        (Sight.Turnout, [S, S, Phase.Voted, Phase.Voted, Phase.Voted, Phase.Results, Phase.Results, Phase.Voted]),
        (
            Sight.VoteLedger,
            [
                Phase.VotingAndJudging,
                Phase.VotingAndJudging,
                Phase.VotingAndJudging,
                Phase.VotingAndJudging,
                Phase.VotingAndJudging,
                Phase.Results,
                Phase.Results,
                Phase.VotingAndJudging,
            ]
        ),
        (
            Sight.VoteReview,
            [Phase.VotingAndJudging, Phase.VotingAndJudging, Phase.VotingAndJudging, Phase.VotingAndJudging, N, N, N, N]
        ),
        (Sight.AllSheets, [S, S, N, N, N, N, N, N]),
        (Sight.OwnSheet, [N, N, N, N, N, S, N, N]),
        (Sight.OwnScores, [N, N, N, Phase.Results, N, N, N, N]),
        (Sight.PreliminaryStandings, [Phase.Judged, Phase.Judged, N, N, N, N, N, N]),
        (
            Sight.AdvancementList,
            [
                Phase.Confirmed,
                Phase.Confirmed,
                Phase.Confirmed,
                Phase.Confirmed,
                Phase.Confirmed,
                Phase.Confirmed,
                Phase.Confirmed,
                Phase.Confirmed,
            ]
        ),
        (
            Sight.DrawRecord,
            [
                Phase.Drawing,
                Phase.Drawing,
                Phase.Drawing,
                Phase.Drawing,
                Phase.Drawing,
                Phase.Drawing,
                Phase.Drawing,
                Phase.Drawing,
            ]
        ),
        (
            Sight.FinalScreen,
            [
                Phase.Finale,
                Phase.Finale,
                Phase.Finale,
                Phase.Finale,
                Phase.Finale,
                Phase.Finale,
                Phase.Finale,
                Phase.Finale,
            ]
        ),
        (
            Sight.FinalStandings,
            [
                Phase.Finale,
                Phase.Finale,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
            ]
        ),
        (
            Sight.PublishedResult,
            [
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
            ]
        ),
        (
            Sight.Certificates,
            [
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
                Phase.Results,
            ]
        ),
        (Sight.AuditLog, [S, S, N, N, N, N, N, N]),
        (Sight.People, [S, S, N, N, N, N, N, N]),
        (Sight.Experts, [S, S, N, N, N, N, N, N]),
        (Sight.Conflicts, [S, S, N, N, N, N, N, N]),
        (Sight.Console, [S, S, S, N, N, N, N, N]),
        (
            Sight.Rulebook,
            [S, S, S, Phase.Registering, Phase.Registering, Phase.Registering, Phase.Registering, Phase.Registering]
        ),
    ];

    private static readonly (string Name, Viewer Viewer, bool IsOwn)[] Viewers =
    [
        ("organizer", Of(Role.Organizer), false),
        ("supervisor", Of(Role.Supervisor), false),
        ("staff", Of(Role.Staff), false),
        ("own entrant", Of(Role.Entrant), true),
        ("other entrant", Of(Role.Entrant), false),
        ("own judge", Of(Role.Judge), true),
        ("other judge", Of(Role.Judge), false),
        ("anyone", Viewer.Anyone, false),
    ];

    private static Viewer Of(Role role) => new(Guid.Parse("00000000-0000-0000-0000-000000000001"), role);

    [TestCaseSource(nameof(Table))]
    public void Everybody_sees_it_from_its_phase_on_and_never_before((Sight Sight, Phase[] From) row)
    {
        var expected = Asked(row.Sight, (who, phase) => phase >= row.From[who]);
        var actual = Asked(
            row.Sight,
            (who, phase) =>
                Visibility.MaySee(
                    Viewers[who].Viewer,
                    row.Sight,
                    At(phase),
                    Viewers[who].IsOwn,
                    isAnonymousRound: false
                )
        );

        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void In_an_anonymous_round_a_judge_sees_no_public_entry_before_it_is_confirmed_and_nothing_else_changes()
    {
        var changed =
            from row in Table
            from who in Viewers
            from phase in Enum.GetValues<Phase>().Where(p => p != N)
            let named = Visibility.MaySee(who.Viewer, row.Sight, At(phase), who.IsOwn, isAnonymousRound: false)
            let blind = Visibility.MaySee(who.Viewer, row.Sight, At(phase), who.IsOwn, isAnonymousRound: true)
            where named != blind
            select (row.Sight, who.Name, phase, blind);

        Assert.That(
            changed,
            Is.EqualTo(
                from name in new[] { "own judge", "other judge" }
                from phase in new[] { Phase.Registered, Phase.VotingAndJudging, Phase.Voted, Phase.Judged }
                select (Sight.PublicEntry, name, phase, false)
            )
        );
    }

    [Test]
    public void Who_does_not_say_whether_the_round_is_anonymous_is_taken_for_it() =>
        Assert.That(Visibility.MaySee(Of(Role.Judge), Sight.PublicEntry, At(Phase.Judged)), Is.False);

    private static List<string> Asked(Sight sight, Func<int, Phase, bool> may) =>
        [
            .. from who in Enumerable.Range(0, Viewers.Length)
            from phase in Enum.GetValues<Phase>().Where(p => p != N)
            select $"{sight} {Viewers[who].Name} {phase}: {may(who, phase)}",
        ];

    [Test]
    public void Every_sight_is_in_the_table() =>
        Assert.That(Table.Select(r => r.Sight), Is.EquivalentTo(Enum.GetValues<Sight>()));

    [Test]
    public void What_is_not_known_is_denied() =>
        Assert.That(Visibility.MaySee(Of(Role.Organizer), (Sight)999, At(Phase.Results), isOwn: true), Is.False);

    [Test]
    public void Somebody_without_a_role_owns_nothing() =>
        Assert.That(
            Enum.GetValues<Sight>().Where(s => Visibility.MaySee(Viewer.Anyone, s, At(Phase.Registering), isOwn: true)),
            Is.EqualTo(new[] { Sight.Rulebook })
        );
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;

namespace Contest.Tests.Rules.Draw;

public class DrawGatesTests
{
    private static readonly string[] Parties = ["organizer", "supervisor"];
    private static readonly DrawSource Balls = new(new("球", "球", "Balls"), 2, false, "1000");
    private static readonly PublicValue Drawn = new("球", ["7", "12"], false, "1000");

    [TestCase(Role.Organizer, "organizer", true)]
    [TestCase(Role.Organizer, "entrants", true)]
    [TestCase(Role.Organizer, "supervisor", false)]
    [TestCase(Role.Supervisor, "supervisor", true)]
    [TestCase(Role.Supervisor, "organizer", false)]
    [TestCase(Role.Staff, "organizer", false)]
    [TestCase(Role.Judge, "entrants", false)]
    [TestCase(Role.Entrant, "entrants", false)]
    public void The_supervisors_code_is_the_supervisors_alone(Role role, string party, bool may) =>
        Assert.That(DrawGates.WhyNotActFor(role, party)?.Code, Is.EqualTo(may ? null : "draw.not_your_party"));

    [Test]
    public void Values_wait_for_every_commitment()
    {
        Assert.That(
            DrawGates.WhyNotValues(Record("organizer"), Parties, [Drawn])?.Code,
            Is.EqualTo("draw.commitment_missing")
        );
        Assert.That(DrawGates.WhyNotValues(Record(Parties), Parties, [Drawn]), Is.Null);
    }

    private static IEnumerable<PublicValue[]> Others() =>
        [
            [],
            [Drawn, Drawn],
            [Drawn with { Source = "别的球" }],
            [Drawn with { Numbers = ["7"] }],
            [Drawn with { IsOrdered = true }],
            [Drawn with { Outcomes = "2" }],
        ];

    /// <summary>DOMAIN.md 1.10, step 3: the sources are named in advance.</summary>
    [TestCaseSource(nameof(Others))]
    public void Values_of_other_sources_than_announced_are_refused(params PublicValue[] values) =>
        Assert.That(
            DrawGates.WhyNotValues(Record(Parties), Parties, values)?.Code,
            Is.EqualTo("draw.values_not_as_announced")
        );

    [TestCase(0, 0)]
    [TestCase(3, 3)]
    [TestCase(99, 12)]
    public void As_many_places_are_shown_as_were_opened(int opened, int shown)
    {
        Assert.That(Visibility.PlacesShown(Runs(Stage.Draw), opened, 12), Is.EqualTo(shown));
        Assert.That(Visibility.PlacesShown(Runs(Stage.Draw, isClosed: true), opened, 12), Is.EqualTo(12));
        Assert.That(Visibility.PlacesShown(Runs(Stage.Preliminary), opened, 12), Is.Zero);
    }

    private static List<StageRun> Runs(Stage current, bool isClosed = false) =>
        [
            .. Enum.GetValues<Stage>()
                .Select(stage => new StageRun
                {
                    Stage = stage,
                    OpenedAt = stage <= current ? DateTimeOffset.UnixEpoch : null,
                    ClosedAt = stage < current || (stage == current && isClosed) ? DateTimeOffset.UnixEpoch : null,
                }),
        ];

    private static DrawRecord Record(params string[] committed) =>
        new()
        {
            Labels = "[]",
            LabelsHash = "",
            Sources = CanonicalJson.Write(new[] { Balls }),
            Commitments =
            [
                .. committed.Select(p => new DrawCommitment
                {
                    Party = p,
                    Hash = new string('0', 64),
                    By = "甲",
                }),
            ],
        };
}

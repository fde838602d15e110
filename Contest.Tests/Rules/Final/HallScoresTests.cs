using Contest.Core.Competitions;
using Contest.Core.Final;
using NUnit.Framework;

namespace Contest.Tests.Rules.Final;

public sealed class HallScoresTests
{
    [TestCase(TurnPhase.Waiting, false)]
    [TestCase(TurnPhase.Pitch, false)]
    [TestCase(TurnPhase.Questions, false)]
    [TestCase(TurnPhase.Scoring, false)]
    [TestCase(TurnPhase.Revealed, true)]
    [TestCase(TurnPhase.Forfeited, false)]
    public void A_score_is_shown_from_the_reveal_on(TurnPhase phase, bool shown) =>
        Assert.That(HallScores.IsShown(phase, [phase], ScoreDisplay.AfterEachTurn), Is.EqualTo(shown));

    [TestCase(TurnPhase.Waiting, false)]
    [TestCase(TurnPhase.Scoring, false)]
    [TestCase(TurnPhase.Revealed, true)]
    [TestCase(TurnPhase.Forfeited, true)]
    public void Shown_by_group_it_waits_until_the_last_of_the_group_is_over(TurnPhase last, bool shown) =>
        Assert.That(
            HallScores.IsShown(TurnPhase.Revealed, [TurnPhase.Revealed, last], ScoreDisplay.AfterGroup),
            Is.EqualTo(shown)
        );
}

using Contest.Core.Competitions;

namespace Contest.Core.Final;

/// <summary>Which scores leave the jury's table, and when (DOMAIN.md 1.11, 亮分).</summary>
public static class HallScores
{
    /// <summary>Whether the hall and the public may see a turn's score, its marks and its calculation.</summary>
    /// <param name="turn">The turn's phase.</param>
    /// <param name="group">The phases of every turn of its group, its own among them.</param>
    /// <param name="display">What the rulebook says: after each turn, or when the group's last turn is closed.</param>
    public static bool IsShown(TurnPhase turn, IEnumerable<TurnPhase> group, ScoreDisplay display) =>
        turn == TurnPhase.Revealed && (display == ScoreDisplay.AfterEachTurn || group.All(IsOver));

    /// <summary>Nothing more happens in this turn: revealed or forfeited.</summary>
    public static bool IsOver(TurnPhase phase) => phase is TurnPhase.Revealed or TurnPhase.Forfeited;

    /// <summary>The turn is on stage: pitch, questions or scoring.</summary>
    public static bool IsOnStage(TurnPhase phase) =>
        phase is TurnPhase.Pitch or TurnPhase.Questions or TurnPhase.Scoring;
}

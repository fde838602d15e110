using Contest.Core.Competitions;

namespace Contest.Core.Final;

/// <summary>The live sequence of one turn (DOMAIN.md 1.11): call, pitch, questions, scoring, reveal.</summary>
public static class TurnGates
{
    /// <summary>Why a turn may not go to this phase now.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="to">Where it should go.</param>
    /// <param name="someoneElseOnStage">Another project is in its pitch, questions or scoring.</param>
    /// <param name="submitted">Submitted sheets for this project.</param>
    /// <param name="rules">The final's rules.</param>
    public static Refusal? WhyNot(
        FinalTurn turn,
        TurnPhase to,
        bool someoneElseOnStage,
        int submitted,
        JudgingRules rules
    )
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(rules);
        if (!Follows(turn.Phase, to))
            return new("final.wrong_order");
        if (someoneElseOnStage)
            return new("final.stage_taken");
        return to == TurnPhase.Revealed && submitted < rules.FewestSheets
            ? new("final.too_few_sheets", submitted, rules.FewestSheets)
            : null;
    }

    /// <summary>When the clock of a phase ends; null when none runs.</summary>
    public static DateTimeOffset? EndsAt(TurnPhase phase, StageClock clock, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        int? minutes = phase switch
        {
            TurnPhase.Pitch => clock.PitchMinutes,
            TurnPhase.Questions => clock.QuestionMinutes,
            TurnPhase.Scoring => clock.ScoringMinutes,
            _ => null,
        };
        return minutes is { } m ? now.AddTicks(m * TimeSpan.TicksPerMinute) : null;
    }

    private static bool Follows(TurnPhase from, TurnPhase to) =>
        (from, to) switch
        {
            (TurnPhase.Waiting, TurnPhase.Pitch or TurnPhase.Forfeited) => true,
            (TurnPhase.Pitch, TurnPhase.Questions or TurnPhase.Scoring) => true,
            (TurnPhase.Questions, TurnPhase.Scoring) => true,
            (TurnPhase.Scoring, TurnPhase.Revealed) => true,
            _ => false,
        };
}

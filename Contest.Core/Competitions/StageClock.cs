namespace Contest.Core.Competitions;

/// <summary>When the hall sees a score (DOMAIN.md 1.11).</summary>
public enum ScoreDisplay
{
    /// <summary>当场亮分: as soon as the chair has closed the scoring of a turn.</summary>
    AfterEachTurn = 1,

    /// <summary>When the last turn of a group is closed.</summary>
    AfterGroup = 2,
}

/// <summary>Minutes on stage (DOMAIN.md 1.11).</summary>
public sealed record StageClock
{
    /// <summary>路演 minutes.</summary>
    public int PitchMinutes { get; init; } = 8;

    /// <summary>答辩 minutes.</summary>
    public int QuestionMinutes { get; init; } = 5;

    /// <summary>打分 minutes.</summary>
    public int ScoringMinutes { get; init; } = 2;

    /// <summary>When the hall sees a score.</summary>
    public ScoreDisplay Display { get; init; } = ScoreDisplay.AfterEachTurn;
}

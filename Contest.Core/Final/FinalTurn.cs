namespace Contest.Core.Final;

/// <summary>What is happening on stage (DOMAIN.md 1.11, live sequence).</summary>
public enum TurnPhase
{
    /// <summary>Waiting for its turn.</summary>
    Waiting = 1,

    /// <summary>路演: the pitch clock runs.</summary>
    Pitch = 2,

    /// <summary>答辩: the Q&amp;A clock runs.</summary>
    Questions = 3,

    /// <summary>打分: judges score this project only.</summary>
    Scoring = 4,

    /// <summary>亮分: the chair closed scoring, the score is shown.</summary>
    Revealed = 5,

    /// <summary>弃权: called and absent.</summary>
    Forfeited = 6,
}

/// <summary>One finalist's turn on stage.</summary>
public sealed class FinalTurn
{
    /// <summary>The edition.</summary>
    public Guid CompetitionId { get; init; }

    /// <summary>The entry on stage.</summary>
    public Guid EntryId { get; init; }

    /// <summary>路演序号.</summary>
    public int Slot { get; init; }

    /// <summary>Where it is.</summary>
    public TurnPhase Phase { get; set; }

    /// <summary>When the phase began, by the server's clock.</summary>
    public DateTimeOffset? PhaseBeganAt { get; set; }

    /// <summary>When the running clock ends; null when none runs.</summary>
    public DateTimeOffset? PhaseEndsAt { get; set; }

    /// <summary>The final score with its calculation, canonical JSON; set on reveal and never changed.</summary>
    public string? Score { get; set; }

    /// <summary>Row version: two chairs at two consoles are told.</summary>
    public uint Version { get; set; }
}

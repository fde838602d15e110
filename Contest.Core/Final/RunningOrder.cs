namespace Contest.Core.Final;

/// <summary>A finalist's turn.</summary>
/// <param name="Slot">From 1, through all sessions (路演序号).</param>
/// <param name="Session">From 1.</param>
/// <param name="Label">The project's label.</param>
/// <param name="After">How long after its session's beginning the turn is planned to begin.</param>
public sealed record RunningTurn(int Slot, int Session, string Label, TimeSpan After);

/// <summary>The drawn order cut into sessions of limited size, with planned beginnings.</summary>
public static class RunningOrder
{
    /// <summary>Turns in the drawn order.</summary>
    /// <param name="order">Labels as drawn.</param>
    /// <param name="perSession">Most turns of a session, from 1.</param>
    /// <param name="turn">Planned length: pitch, questions and change-over.</param>
    public static IReadOnlyList<RunningTurn> Of(IReadOnlyList<string> order, int perSession, TimeSpan turn)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSession);
        return
        [
            .. order.Select(
                (label, nth) => new RunningTurn(nth + 1, (nth / perSession) + 1, label, Times(turn, nth % perSession))
            ),
        ];
    }

    private static TimeSpan Times(TimeSpan turn, int count) => TimeSpan.FromTicks(turn.Ticks * count);
}

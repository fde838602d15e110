using Contest.Core.Competitions;

namespace Contest.Core.Preliminary;

/// <summary>When a sheet can be given back to its judge.</summary>
public static class SheetUnlock
{
    /// <summary>Why it cannot be, or null: only what was submitted and still counts, while marks are still taken.</summary>
    public static Refusal? WhyNot(JudgeSheet sheet, StageRun run, Rulebook rulebook, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        if (sheet.SetAsideAt is not null)
            return new("judging.set_aside");
        if (sheet.SubmittedAt is null)
            return new("judging.not_submitted");
        // as SaveSheet takes marks: paper judging ends at its planned hour, a final may run late
        return sheet.Round == Stage.Preliminary ? StageGates.WhyNotAct(run, rulebook, now) : StageGates.WhyNotAct(run);
    }
}

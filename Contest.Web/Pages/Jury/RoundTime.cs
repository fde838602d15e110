using Contest.Core;
using Contest.Core.Competitions;
using Contest.Web.Look;

namespace Contest.Web.Pages.Jury;

/// <summary>When a round takes scores, for the eye; the gate is in the act.</summary>
public static class RoundTime
{
    /// <summary>Why the round takes no scores now, or null.</summary>
    public static Refusal? WhyClosed(OwnSheets.Own sheet, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var run = sheet.Runs.Single(r => r.Stage == sheet.Round);
        return sheet.Round == Stage.Preliminary
            ? StageGates.WhyNotAct(run, sheet.Rulebook, now)
            : StageGates.WhyNotAct(run);
    }

    /// <summary>The deadline, or why there is none, in words.</summary>
    public static string Say(OwnSheets.Own sheet, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(sheet.Rulebook.TimeZone);
        var run = sheet.Runs.Single(r => r.Stage == sheet.Round);
        var closes = sheet.Rulebook.Window(sheet.Round).Closes(zone);
        return run.OpenedAt is null ? Texts.Jury.RoundNotOpen
            : run.ClosedAt is not null ? Texts.Jury.RoundClosed
            : closes <= now ? string.Format(null, Texts.Jury.DeadlinePassed, LocalTime.Show(closes, zone))
            : string.Format(null, Texts.Jury.Deadline, LocalTime.Show(closes, zone), Zones.Name(zone, closes));
    }
}

using Contest.Core;
using Contest.Web.Editions;
using Contest.Web.Look;

namespace Contest.Web.Pages.Edition;

/// <summary>How far a stage is, for the timetable: by what happened, not by what was planned.</summary>
public static class Timetable
{
    public static RailState State(CurrentEdition edition, Stage stage)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var run = edition.Competition.Run(stage);
        return run.ClosedAt is not null ? RailState.Done
            : run.IsOpen ? RailState.Now
            : RailState.Next;
    }
}

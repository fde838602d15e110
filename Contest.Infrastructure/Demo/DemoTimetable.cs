using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Infrastructure.Demo;

/// <summary>Puts an edition's timetable so that today lies in the wanted stage.</summary>
internal static class DemoTimetable
{
    /// <summary>The first day of registration.</summary>
    public static DateOnly FirstDay(DemoStage stage, DateTimeOffset now, Rulebook preset)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(preset.TimeZone);
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var today = DateOnly.FromDateTime(local.DateTime);
        var first = DateOnly.FromDateTime(preset.Window(Stage.Registration).OpensAt);
        int After(Stage s, int days) =>
            DateOnly.FromDateTime(preset.Window(s).OpensAt).AddDays(days).DayNumber - first.DayNumber;
        var offset = stage switch
        {
            DemoStage.Registration => After(Stage.Registration, 30),
            DemoStage.Voting => After(Stage.Voting, 12),
            DemoStage.Preliminary => After(Stage.Preliminary, 22),
            // before nine in the morning the draw's first day has not begun: stand on its second
            DemoStage.Draw => After(Stage.Draw, local.Hour < 9 ? 1 : 0),
            DemoStage.Final => After(Stage.Final, 0),
            _ => After(Stage.Results, 2),
        };
        return today.AddDays(-offset);
    }
}

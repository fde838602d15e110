using Contest.Core;
using Contest.Core.Competitions;
using Contest.Web.Editions;
using Contest.Web.Texts;

namespace Contest.Web.Look;

/// <summary>Where a stage is on the rail.</summary>
public enum RailState
{
    Next,
    Now,
    Done,
}

/// <summary>One dot of the stage rail.</summary>
public sealed record RailItem(string Name, string Dates, RailState State);

/// <summary>What every layout shows around a page: the edition's name and how far its stages are.</summary>
public sealed record Chrome(string SiteName, string? Slug, IReadOnlyList<RailItem> Rail)
{
    public static Chrome Of(CurrentEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        if (!edition.IsKnown)
            return new(Shared.SiteName, null, []);
        var rail = Enum.GetValues<Stage>().Select(stage => Item(edition, stage));
        return new(edition.Rulebook.Title.ToString(), edition.Slug, [.. rail]);
    }

    private static RailItem Item(CurrentEdition edition, Stage stage)
    {
        var window = edition.Rulebook.Window(stage);
        var run = edition.Competition.Run(stage);
        var state =
            run.ClosedAt is not null ? RailState.Done
            : run.IsOpen ? RailState.Now
            : RailState.Next;
        return new(Words.Say(StageGates.NameCode(stage)), Days(window.OpensAt, window.ClosesAt), state);
    }

    private static string Days(DateTime first, DateTime last) =>
        first.Date == last.Date
            ? LocalTime.ShortDay(first)
            : $"{LocalTime.ShortDay(first)} – {LocalTime.ShortDay(last)}";
}

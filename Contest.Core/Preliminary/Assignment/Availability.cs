using Contest.Core.Competitions;

namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// What an expert can carry in a round: the limit the expert has named, and where the expert's days cut the round short, those
/// days × the dossiers a day the rulebook says (<see cref="JudgingRules.DossiersPerDay"/>).
/// </summary>
/// <param name="Most">The most dossiers; null: as many as anyone.</param>
/// <param name="Days">The days within the round; null: all of them.</param>
public sealed record Availability(int? Most, int? Days)
{
    /// <summary>What an expert can carry.</summary>
    /// <param name="named">The limit the expert has named.</param>
    /// <param name="from">The first day the expert can judge; null: any.</param>
    /// <param name="until">The last day; null: any.</param>
    /// <param name="round">The round; its closing moment is no longer in it.</param>
    /// <param name="perDay">Dossiers a day.</param>
    public static Availability Of(int? named, DateOnly? from, DateOnly? until, StageWindow round, int perDay)
    {
        ArgumentNullException.ThrowIfNull(round);
        var first = DateOnly.FromDateTime(round.OpensAt);
        var last = DateOnly.FromDateTime(round.ClosesAt.AddTicks(-1));
        if ((from ?? first) <= first && (until ?? last) >= last)
            return new(named, null);
        var begins = from > first ? from.Value : first;
        var ends = until < last ? until.Value : last;
        var days = int.Max(0, ends.DayNumber - begins.DayNumber + 1);
        return new(int.Min(named ?? int.MaxValue, days * perDay), days);
    }
}

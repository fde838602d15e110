namespace Contest.Core.Preliminary.Assignment;

/// <summary>Why a judge reads an entry, in sentences a person can check.</summary>
public static class PlanReasons
{
    /// <summary>The reasons for one seat among all of the plan.</summary>
    public static IReadOnlyList<PlanSentence> Of(
        PlanInput input,
        IReadOnlyCollection<PlannedSeat> seats,
        PlannedSeat seat
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(seats);
        ArgumentNullException.ThrowIfNull(seat);
        var entry = input.Entries.Single(e => e.EntryId == seat.EntryId);
        var judge = input.Judges.Single(j => j.JudgeId == seat.JudgeId);
        return
        [
            .. OfKind(seat),
            .. OfFit(entry, judge),
            OfBest(input, entry),
            .. OfTrade(input, seats, seat, judge),
            OfLoad(seats, judge),
            .. OfLimit(judge),
        ];
    }

    private static IEnumerable<PlanSentence> OfKind(PlannedSeat seat)
    {
        if (seat.IsFixed)
            yield return new("plan.seat_fixed");
        if (seat.Kind == SeatKind.Substitute)
            yield return new("plan.seat_substitute");
        if (seat.Kind == SeatKind.Bridge)
            yield return new("plan.seat_bridge");
    }

    private static IEnumerable<PlanSentence> OfFit(PlannedEntry entry, PlannedJudge judge)
    {
        var fit = Fit.Of(entry, judge);
        var (ofEntry, ofJudge) = (string.Join(' ', entry.Ipc), string.Join(' ', judge.Ipc));
        yield return fit.Ipc switch
        {
            IpcFit.Class => new("plan.fit_class", ofEntry, ofJudge),
            IpcFit.Section => new("plan.fit_section", ofEntry, ofJudge),
            _ when entry.Ipc.Count == 0 => new("plan.fit_no_class"),
            _ when judge.Ipc.Count == 0 => new("plan.fit_judge_no_class", ofEntry),
            _ => new("plan.fit_none", ofEntry, ofJudge),
        };
        yield return fit.Field ? new("plan.fit_field", entry.Field) : new("plan.fit_other_field", entry.Field);
        if (!fit.Language)
            yield return new("plan.fit_language", entry.Language!);
        yield return new("plan.fit_points", fit.Points, Fit.Most);
    }

    /// <summary>What the best judge without conflict would have brought: what balance and trades have cost here.</summary>
    private static PlanSentence OfBest(PlanInput input, PlannedEntry entry)
    {
        var free = input.Judges.Where(j => !input.Barred.Contains(new(j.JudgeId, entry.EntryId)));
        var points = free.Select(j => Fit.Of(entry, j).Points).DefaultIfEmpty().Max();
        return new("plan.fit_best", points);
    }

    private static IEnumerable<PlanSentence> OfTrade(
        PlanInput input,
        IReadOnlyCollection<PlannedSeat> seats,
        PlannedSeat seat,
        PlannedJudge judge
    )
    {
        var trades = input.Judges.ToDictionary(j => j.JudgeId, j => j.Discipline);
        var same = seats.Count(s => s.EntryId == seat.EntryId && trades[s.JudgeId] == judge.Discipline);
        if (input.Rules.Disciplines.Contains(judge.Discipline) && same == 1)
            yield return new("plan.seat_trade", PlanSentence.Trade(judge.Discipline));
    }

    private static IEnumerable<PlanSentence> OfLimit(PlannedJudge judge)
    {
        if (judge.MostDossiers is { } most)
            yield return judge.Days is { } days ? new("plan.seat_days", days, most) : new("plan.seat_limit", most);
    }

    private static PlanSentence OfLoad(IReadOnlyCollection<PlannedSeat> seats, PlannedJudge judge)
    {
        var loads = seats.CountBy(s => s.JudgeId).ToDictionary();
        return new("plan.seat_load", loads.GetValueOrDefault(judge.JudgeId), loads.Values.Min(), loads.Values.Max());
    }
}

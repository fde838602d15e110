using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>The standings of a round as they are kept, and as they would be now.</summary>
public static class StandingReads
{
    /// <summary>The closed standings that count: the last sheet of the round; null while the round is open.</summary>
    public static Task<StandingSheet?> StandingsOfAsync(
        this ContestDb db,
        Guid competitionId,
        Stage round,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .StandingSheets.AsNoTracking()
            .Where(s => s.CompetitionId == competitionId && s.Round == round)
            .OrderByDescending(s => s.Number)
            .FirstOrDefaultAsync(cancel);
    }

    /// <summary>What the preliminary's standings would be if it closed now; votes as far as they are counted.</summary>
    public static async Task<Standings> ComputeNowAsync(
        this ContestDb db,
        Guid competitionId,
        Rulebook rulebook,
        CancellationToken cancel
    ) =>
        Standings.Of(
            await db.MarkedNowAsync(competitionId, cancel),
            await db.StandingRulesAsync(competitionId, rulebook, cancel)
        );

    /// <summary>The rulebook's words for the preliminary, and the quorums two people have lowered since.</summary>
    public static async Task<StandingRules> StandingRulesAsync(
        this ContestDb db,
        Guid competitionId,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rulebook);
        var rules = rulebook.StandingRules();
        var events = await db
            .JudgingEvents.AsNoTracking()
            .Where(e => e.CompetitionId == competitionId && e.Kind == JudgingEventKind.Quorum)
            .OrderBy(e => e.Number)
            .ToListAsync(cancel);
        return events.Aggregate(rules, (now, e) => now.With(e.EntryIds, e.Fewest!.Value));
    }

    /// <summary>How many entries have fewer counting sheets than is enough for them.</summary>
    public static async Task<int> WaitingEntriesAsync(
        this ContestDb db,
        Guid competitionId,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rulebook);
        var rules = await db.StandingRulesAsync(competitionId, rulebook, cancel);
        var counting = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .Select(e => new
            {
                e.Id,
                Sheets = db.JudgeSheets.Count(s =>
                    s.Round == Stage.Preliminary && s.EntryId == e.Id && s.SubmittedAt != null && s.SetAsideAt == null
                ),
            })
            .ToListAsync(cancel);
        return counting.Count(e => e.Sheets < rules.FewestOf(e.Id));
    }

    /// <summary>How many entries have fewer judges, neither recused nor set aside, than they need: all, or the lowered quorum.</summary>
    public static async Task<int> EntriesWithoutJudgesAsync(
        this ContestDb db,
        Guid competitionId,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(rulebook);
        var rules = await db.StandingRulesAsync(competitionId, rulebook, cancel);
        var isLowered = rules.FewestSheets < rulebook.Preliminary.FewestSheets;
        var needed = isLowered ? rules.FewestSheets : rulebook.Preliminary.JudgesPerEntry;
        var judges = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .Select(e => new
            {
                e.Id,
                Sheets = db.JudgeSheets.Count(s =>
                    s.Round == Stage.Preliminary && s.EntryId == e.Id && s.RecusedAt == null && s.SetAsideAt == null
                ),
            })
            .ToListAsync(cancel);
        return judges.Count(e => e.Sheets < rules.Quorums.GetValueOrDefault(e.Id, needed));
    }

    /// <summary>Every entry of the preliminary with the sheets that count now.</summary>
    public static async Task<IReadOnlyList<MarkedEntry>> MarkedNowAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var tally = await db
            .TallySheets.AsNoTracking()
            .SingleOrDefaultAsync(t => t.CompetitionId == competitionId, cancel);
        return await db.MarkedEntriesAsync(competitionId, Stage.Preliminary, tally, cancel);
    }

    /// <summary>Who goes on by these standings and by the lots drawn on exactly them.</summary>
    public static async Task<IReadOnlyList<GroupAdvancement>> AdvancementAsync(
        this ContestDb db,
        StandingSheet sheet,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(rulebook);
        var lots = await db
            .LineLots.AsNoTracking()
            .Where(l => l.CompetitionId == sheet.CompetitionId && l.StandingsHash == sheet.Hash)
            .ToDictionaryAsync(l => l.Group, l => l.Chosen, cancel);
        return GroupAdvancement.Of(CanonicalJson.Read<Standings>(sheet.Json), rulebook.CutRules(), lots);
    }

    /// <summary>The rulebook's cut of each group.</summary>
    public static IReadOnlyDictionary<string, CutRule> CutRules(this Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return rulebook.Cuts.ToDictionary(c => c.Group, c => c.Rule);
    }

    /// <summary>Keeps standings as the round's next sheet.</summary>
    internal static async Task<StandingSheet> KeepStandingsAsync(
        this ContestDb db,
        Guid competitionId,
        Standings standings,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var json = CanonicalJson.Write(standings);
        var last = await db.StandingsOfAsync(competitionId, Stage.Preliminary, cancel);
        StandingSheet sheet = new()
        {
            CompetitionId = competitionId,
            Round = Stage.Preliminary,
            Number = (last?.Number ?? 0) + 1,
            Json = json,
            Hash = CanonicalJson.HashText(json),
            ComputedAt = now,
            By = actor.Name,
        };
        db.StandingSheets.Add(sheet);
        return sheet;
    }
}

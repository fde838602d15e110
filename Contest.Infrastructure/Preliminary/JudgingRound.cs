using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>The preliminary as an event finds it: marks, rules, sheets and judges, read once.</summary>
internal sealed record JudgingRound(
    Guid CompetitionId,
    Rulebook Rulebook,
    StageRun Run,
    string? StandingsHash,
    StandingRules Rules,
    IReadOnlyList<MarkedEntry> Entries,
    IReadOnlyList<JudgingRound.SheetNow> Sheets,
    IReadOnlyList<Judge> Judges
)
{
    public sealed record SheetNow(Guid Id, Guid JudgeId, Guid EntryId, string? Variant, bool IsSubmitted, bool IsOpen);

    public static async Task<JudgingRound> ReadAsync(
        ContestDb db,
        Guid competitionId,
        StageRun run,
        CancellationToken cancel
    )
    {
        var rulebook = await db.RulebookOfAsync(competitionId, cancel);
        return new(
            competitionId,
            rulebook,
            run,
            (await db.StandingsOfAsync(competitionId, Stage.Preliminary, cancel))?.Hash,
            await db.StandingRulesAsync(competitionId, rulebook, cancel),
            [.. (await db.MarkedNowAsync(competitionId, cancel)).OrderBy(e => e.Label, StringComparer.Ordinal)],
            await db
                .JudgeSheets.AsNoTracking()
                .Where(s => s.CompetitionId == competitionId && s.Round == Stage.Preliminary && s.SetAsideAt == null)
                .Select(s => new SheetNow(
                    s.Id,
                    s.JudgeId,
                    s.EntryId,
                    s.Variant,
                    s.SubmittedAt != null,
                    s.SubmittedAt == null && s.RecusedAt == null
                ))
                .ToListAsync(cancel),
            await db.Judges.AsNoTracking().Where(j => j.CompetitionId == competitionId).ToListAsync(cancel)
        );
    }

    public Outcome<JudgingProposal> DropOut(JudgingWish wish)
    {
        if (JudgeOf(wish.JudgeId) is not { } judge)
            return new Refusal("standing.judge_unknown");
        if (judge.LeftAt is not null)
            return new Refusal("standing.judge_left", judge.Name);
        var rule = Rulebook.Preliminary.DropOut;
        var theirs = Sheets.Where(s => s.JudgeId == judge.Id).ToList();
        var setAside = rule == DropOutRule.SetAllAside ? theirs.Where(s => s.IsSubmitted).ToList() : [];
        var without = setAside.Count == 0 ? Entries : [.. Entries.Select(e => Without(e, judge.Id))];
        return Propose(wish with { Entries = [] }, judge, rule, theirs.Where(s => s.IsOpen), setAside, without, Rules);
    }

    public async Task<Outcome<JudgingProposal>> ReplaceAsync(ContestDb db, JudgingWish wish, CancellationToken cancel)
    {
        if (JudgeOf(wish.JudgeId) is not { } judge || JudgeOf(wish.SuccessorId) is not { } successor)
            return new Refusal("standing.judge_unknown");
        if (successor.LeftAt is not null || successor.Id == judge.Id)
            return new Refusal("standing.judge_left", successor.Name);
        var moved = Sheets.Where(s => s.JudgeId == judge.Id && s.IsOpen && IsMeant(wish, s.EntryId)).ToList();
        if (moved.Count == 0)
            return new Refusal("standing.nothing_to_take_over", judge.Name);
        if (await WhyNotTakeOverAsync(db, successor, moved, cancel) is { } refusal)
            return refusal;
        var proposal = Propose(wish, judge, null, moved, [], Entries, Rules);
        return proposal.Value! with { Successor = successor.Name };
    }

    public Outcome<JudgingProposal> Lower(JudgingWish wish)
    {
        var meant = Entries.Where(e => IsMeant(wish, e.EntryId)).ToList();
        if (wish.Entries.Count > 0 && meant.Count != wish.Entries.Distinct().Count())
            return new Refusal("standing.entry_unknown");
        if (wish.Fewest is not { } fewest || fewest < 1 || meant.All(e => Rules.FewestOf(e.EntryId) <= fewest))
            return new Refusal("standing.quorum_not_lower");
        var lowered = Rules.With([.. wish.Entries.Count == 0 ? [] : meant.Select(e => e.EntryId)], fewest);
        return Propose(wish, null, null, [], [], Entries, lowered);
    }

    public Outcome<JudgingProposal> BeLate(JudgingWish wish, DateTimeOffset now)
    {
        if (Sheets.FirstOrDefault(s => s.Id == wish.SheetId) is not { IsOpen: true } sheet)
            return new Refusal("standing.sheet_not_open");
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Rulebook.TimeZone);
        if (wish.Until is not { } until || until <= now || until <= Rulebook.Window(Stage.Preliminary).Closes(zone))
            return new Refusal("standing.late_moment");
        var entry = Entries.Single(e => e.EntryId == sheet.EntryId);
        var judge = JudgeOf(sheet.JudgeId)!;
        var proposal = Propose(
            wish with
            {
                JudgeId = judge.Id,
                Entries = [entry.Label],
            },
            judge,
            null,
            [],
            [],
            Entries,
            Rules
        );
        return proposal.Value! with
        {
            Lowest = PlaceWith(entry, judge, sheet.Variant, false),
            Highest = PlaceWith(entry, judge, sheet.Variant, true),
        };
    }

    /// <summary>The sheets of a judge an event is about.</summary>
    public IEnumerable<SheetNow> Meant(JudgingWish wish, bool submitted) =>
        Sheets.Where(s =>
            s.JudgeId == wish.JudgeId && (submitted ? s.IsSubmitted : s.IsOpen) && IsMeant(wish, s.EntryId)
        );

    /// <summary>The ids of the entries that are named; none when none is.</summary>
    public IReadOnlyList<Guid> Named(JudgingWish wish) =>
        [.. Entries.Where(e => wish.Entries.Contains(e.Label)).Select(e => e.EntryId)];

    private Outcome<JudgingProposal> Propose(
        JudgingWish wish,
        Judge? judge,
        DropOutRule? rule,
        IEnumerable<SheetNow> closed,
        IEnumerable<SheetNow> setAside,
        IReadOnlyList<MarkedEntry> entries,
        StandingRules rules
    )
    {
        var after = Standings.Of(entries, rules);
        // frozen standings have nobody waiting, and stay so
        if (StandingsHash is not null && after.Waiting.Count > 0)
            return new Refusal("standing.event_leaves_waiting", after.Waiting.Count);
        return new JudgingProposal(
            wish with
            {
                Reason = wish.Reason.Trim(),
                Entries = [.. wish.Entries.Distinct().Order(StringComparer.Ordinal)],
                Until = wish.Until?.ToUniversalTime(),
            },
            judge?.Name,
            null,
            rule,
            Labels(closed),
            Labels(setAside),
            StandingsHash,
            StandingsEffect.Between(Standings.Of(Entries, Rules), after, Entries, Rulebook.CutRules())
        );
    }

    private PlaceNow? PlaceWith(MarkedEntry entry, Judge judge, string? variant, bool isFull)
    {
        var marks = Rulebook.Preliminary.On(variant).Sheet.ToDictionary(c => c.Code, c => isFull ? c.Most : 0m);
        MarkedSheet late = new(judge.Name, marks.Values.Sum(), marks) { JudgeId = judge.Id, Variant = variant };
        var with = Entries.Select(e => e == entry ? e with { Sheets = [.. e.Sheets, late] } : e);
        return StandingsEffect
            .PlacesOf(Standings.Of(with, Rules), Rulebook.CutRules())
            .GetValueOrDefault(entry.EntryId);
    }

    private async Task<Refusal?> WhyNotTakeOverAsync(
        ContestDb db,
        Judge successor,
        IReadOnlyList<SheetNow> moved,
        CancellationToken cancel
    )
    {
        var entries = moved.Select(s => s.EntryId).ToHashSet();
        if (
            await db.JudgeSheets.AnyAsync(
                s => s.Round == Stage.Preliminary && s.JudgeId == successor.Id && entries.Contains(s.EntryId),
                cancel
            )
        )
            return new("standing.has_sheet_already", successor.Name);
        var barred = await db.ConflictingPairsAsync(CompetitionId, cancel);
        return entries.Any(entry => barred.Contains(new(successor.Id, entry)))
            ? new("standing.successor_conflict", successor.Name)
            : null;
    }

    private static MarkedEntry Without(MarkedEntry entry, Guid judgeId) =>
        entry with
        {
            Sheets = [.. entry.Sheets.Where(s => s.JudgeId != judgeId)],
        };

    private Judge? JudgeOf(Guid? id) => Judges.FirstOrDefault(j => j.Id == id);

    private bool IsMeant(JudgingWish wish, Guid entryId) =>
        wish.Entries.Count == 0 || Entries.Any(e => e.EntryId == entryId && wish.Entries.Contains(e.Label));

    private IReadOnlyList<string> Labels(IEnumerable<SheetNow> sheets) =>
        [
            .. sheets
                .Select(s => Entries.FirstOrDefault(e => e.EntryId == s.EntryId)?.Label ?? "")
                .Order(StringComparer.Ordinal),
        ];
}

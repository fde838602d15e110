using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Closing the preliminary computes and freezes its standings, in the transaction that closes the stage. Nobody goes on
/// yet: that takes <see cref="ConfirmStandings"/>.
/// </summary>
public sealed class ComputeStandings(ContestDb db) : IOnStageClosing
{
    public Stage Stage => Stage.Preliminary;

    public async Task<Refusal?> BeforeClosedAsync(
        Competition competition,
        Rulebook rulebook,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(actor);
        var counted = await db.TallySheets.AnyAsync(t => t.CompetitionId == competition.Id, cancel);
        if (rulebook.Vote.WeightPercent > 0 && !counted)
            return new("judging.votes_first");
        var standings = await db.ComputeNowAsync(competition.Id, rulebook, cancel);
        if (standings.Waiting.Count > 0)
            return new("judging.waiting", standings.Waiting.Count);
        var sheet = await db.KeepStandingsAsync(competition.Id, standings, actor, now, cancel);
        await db.RecordAsync(
            actor,
            nameof(ComputeStandings),
            "preliminary",
            now,
            competition.Id,
            after: new { sheet.Number, sheet.Hash },
            cancel: cancel
        );
        return null;
    }
}

/// <summary>What standings are computed from.</summary>
public static class MarkedEntries
{
    /// <summary>The rulebook's words for the preliminary, as the computation takes them.</summary>
    public static StandingRules StandingRules(this Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return new()
        {
            Trim = rulebook.Preliminary.Trim,
            FewestSheets = rulebook.Preliminary.FewestSheets,
            Places = rulebook.Preliminary.Places,
            VoteWeight = rulebook.Vote.WeightPercent,
            Conversion = rulebook.Vote.Conversion,
            Normalisation = rulebook.Preliminary.Normalisation,
            NormalisationMinimum = rulebook.Preliminary.NormalisationMinimum,
            Ties = rulebook.Preliminary.Ties,
        };
    }

    /// <summary>Every entry of a round with its submitted sheets; recused, set aside and unfinished ones are not there, nor the one left out to see the difference.</summary>
    public static async Task<IReadOnlyList<MarkedEntry>> MarkedEntriesAsync(
        this ContestDb db,
        Guid competitionId,
        Stage round,
        TallySheet? tally,
        CancellationToken cancel,
        Guid? without = null
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var marks = await (
            from s in db.JudgeSheets
            join j in db.Judges on s.JudgeId equals j.Id
            join m in db.Marks
                on new { SheetId = s.Id, Submission = s.Submissions } equals new { m.SheetId, m.Submission }
            where s.CompetitionId == competitionId && s.Round == round && s.SubmittedAt != null && s.SetAsideAt == null
            where without == null || s.Id != without
            select new
            {
                s.EntryId,
                s.Id,
                Judge = j.Name,
                JudgeId = j.Id,
                s.Variant,
                m.Criterion,
                m.Points,
            }
        ).ToListAsync(cancel);
        var votes = tally is null
            ? []
            : CanonicalJson.Read<Tally>(tally.Json).Lines.ToDictionary(l => l.EntryId, l => l.Votes);
        var entries = await db
            .Entries.Where(e => e.CompetitionId == competitionId && e.State == EntryState.Accepted)
            .Where(e =>
                round == Stage.Preliminary
                || db.Finalists.Any(f => f.EntryId == e.Id && f.CompetitionId == competitionId)
            )
            .Select(e => new
            {
                e.Id,
                e.Code,
                e.Group,
                Panel = db.EntryPanels.Where(p => p.EntryId == e.Id).Select(p => (int?)p.Panel).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        var sheets = marks
            .GroupBy(m => new
            {
                m.EntryId,
                m.Id,
                m.Judge,
                m.JudgeId,
                m.Variant,
            })
            .ToLookup(
                g => g.Key.EntryId,
                g => new MarkedSheet(g.Key.Judge, g.Sum(m => m.Points), g.ToDictionary(m => m.Criterion, m => m.Points))
                {
                    JudgeId = g.Key.JudgeId,
                    Variant = g.Key.Variant,
                }
            );
        return
        [
            .. entries.Select(e => new MarkedEntry(
                e.Id,
                e.Code!,
                e.Group!,
                round == Stage.Preliminary ? $"{e.Panel}" : "",
                [.. sheets[e.Id].OrderBy(s => s.Judge, StringComparer.Ordinal)],
                votes.GetValueOrDefault(e.Id)
            )),
        ];
    }
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>
/// Closing the preliminary: standings with their worked calculations, the cut of each group, the finalists and the
/// advancement notice, all in the transaction that closes the stage.
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
        var tally = await db.TallySheets.SingleOrDefaultAsync(t => t.CompetitionId == competition.Id, cancel);
        if (rulebook.Vote.WeightPercent > 0 && tally is null)
            return new("judging.votes_first");
        var standings = Standings.Of(
            await db.MarkedEntriesAsync(competition.Id, Stage.Preliminary, tally, cancel),
            rulebook.StandingRules()
        );
        if (standings.Waiting.Count > 0)
            return new("judging.waiting", standings.Waiting.Count);
        if (Cut(rulebook, standings) is { Refusal: { } level })
            return level;

        var json = CanonicalJson.Write(standings);
        StandingSheet sheet = new()
        {
            CompetitionId = competition.Id,
            Round = Stage.Preliminary,
            Json = json,
            Hash = CanonicalJson.HashText(json),
            ComputedAt = now,
            By = actor.Name,
        };
        db.StandingSheets.Add(sheet);
        var through = Cut(rulebook, standings).Value!;
        db.Finalists.AddRange(
            through.Select(s => new Finalist
            {
                CompetitionId = competition.Id,
                EntryId = s.EntryId,
                Place = s.Rank,
            })
        );
        await AnnounceAsync(competition.Id, rulebook, sheet, through, now, cancel);
        await db.RecordAsync(
            actor,
            nameof(ComputeStandings),
            "preliminary",
            now,
            competition.Id,
            after: new { sheet.Hash, Finalists = through.Select(s => s.Label) },
            cancel: cancel
        );
        return null;
    }

    /// <summary>Who goes on, group by group; refused while a line is left to a draw.</summary>
    private static Outcome<IReadOnlyList<Standing>> Cut(Rulebook rulebook, Standings standings)
    {
        List<Standing> through = [];
        foreach (var group in standings.Groups)
        {
            var cut = Core.Preliminary.Cut.After(
                rulebook.Cuts.Single(c => c.Group == group.Group).Rule,
                group.Standings
            );
            if (cut.NeedsDraw)
                return new Refusal("judging.level_on_the_line", rulebook.GroupName(group.Group), cut.Level.Count);
            through.AddRange(group.Standings.Where(s => cut.Through.Contains(s.EntryId)));
        }
        return through;
    }

    private async Task AnnounceAsync(
        Guid competitionId,
        Rulebook rulebook,
        StandingSheet sheet,
        IReadOnlyList<Standing> through,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var seal = await db.LedgerSealAsync(competitionId, cancel);
        await db.PublishNoticeAsync(
            competitionId,
            "advancement",
            new
            {
                StandingsHash = sheet.Hash,
                Entries = through.OrderBy(s => s.Label, StringComparer.Ordinal).Select(s => new { s.Label, s.Group }),
                Days = rulebook.Notices.AdvancementDays,
                LedgerRoot = seal?.Root,
                LedgerSize = seal?.Size,
                LedgerFingerprint = seal?.Fingerprint,
            },
            now,
            (await db.WorkingCalendarAsync(cancel))
                .After(now, rulebook.Notices.AdvancementDays, TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone))
                .Ends,
            cancel
        );
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
            })
            .ToLookup(
                g => g.Key.EntryId,
                g => new MarkedSheet(g.Key.Judge, g.Sum(m => m.Points), g.ToDictionary(m => m.Criterion, m => m.Points))
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

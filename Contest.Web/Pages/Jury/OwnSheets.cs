using System.Security.Claims;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Jury;

/// <summary>How far a judge is with a sheet, in the order the desk lists them.</summary>
public enum SheetStanding
{
    NotStarted = 1,
    Started = 2,
    Complete = 3,
    Submitted = 4,
    Recused = 5,
    SetAside = 6,
}

/// <summary>The signed-in judge's own sheets, and nobody else's.</summary>
public sealed class OwnSheets(ContestDb db)
{
    /// <summary>
    /// A judge's sheet with its entry, its edition and the rules it is scored by. The code is the entry's blind number
    /// while its round is anonymous, the title a word for it while a conflict of interest is undecided (decision 0016).
    /// </summary>
    public sealed record Own(
        Guid Id,
        Stage Round,
        Guid CompetitionId,
        string Slug,
        Rulebook Rulebook,
        IReadOnlyList<StageRun> Runs,
        Guid EntryId,
        string Code,
        string Title,
        string? Group,
        string Industry,
        SheetState State,
        DateTimeOffset? SubmittedAt,
        DateTimeOffset? RecusedAt,
        string? RecusalReason,
        bool IsOnStage,
        bool IsBarred,
        bool HasAcceptedTerms,
        DateTimeOffset? SetAsideAt = null,
        string? SetAsideReason = null,
        SheetNote? Note = null,
        string? Variant = null
    )
    {
        /// <summary>The round's rules with the criteria of the sheet's own variant.</summary>
        public JudgingRules Rules { get; } = Rulebook.Judging(Round).On(Variant);
        public int Scored => Rules.Sheet.Count(c => SheetRules.Points(State.Values, c.Code) is not null);
        public decimal Total => SheetRules.Total(Rules, State.Values);

        public SheetStanding Standing =>
            RecusedAt is not null ? SheetStanding.Recused
            : SetAsideAt is not null ? SheetStanding.SetAside
            : SubmittedAt is not null ? SheetStanding.Submitted
            : State.Version == 0 || State.Values.Values.All(string.IsNullOrEmpty) ? SheetStanding.NotStarted
            : SheetRules.WhyNotSubmit(Rules, State.Values) is null && State.HasNoConflicts ? SheetStanding.Complete
            : SheetStanding.Started;

        /// <summary>Neither submitted, nor stepped back from, nor set aside.</summary>
        public bool IsOpen => SubmittedAt is null && RecusedAt is null && SetAsideAt is null;
    }

    /// <summary>All of the judge's sheets: newest edition first, the final by its running order, the preliminary by code.</summary>
    public async Task<IReadOnlyList<Own>> ListAsync(ClaimsPrincipal user, CancellationToken cancel) =>
        await ReadAsync(user, null, cancel);

    /// <summary>One of the judge's sheets; null when it is somebody else's or does not exist.</summary>
    public async Task<Own?> FindAsync(ClaimsPrincipal user, Guid sheetId, CancellationToken cancel) =>
        (await ReadAsync(user, sheetId, cancel)).SingleOrDefault();

    /// <summary>
    /// Where the judge goes on: the project on stage, in a final by the running order, in paper judging the one with the
    /// fewest marks so far (<see cref="NextDossier"/>). The numbers stay here.
    /// </summary>
    public async Task<Guid?> NextAsync(IReadOnlyList<Own> round, Guid? leaving, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(round);
        var open = round.Where(s => s.IsOpen).ToList();
        if (open.Count == 0)
            return null;
        if (open[0].Round == Stage.Final)
            return open.OrderBy(s => s.Id == leaving).ThenByDescending(s => s.IsOnStage).First().Id;
        var entries = open.Select(s => s.EntryId).ToList();
        var marks = await db
            .JudgeSheets.Where(s =>
                s.Round == Stage.Preliminary
                && entries.Contains(s.EntryId)
                && s.SubmittedAt != null
                && s.SetAsideAt == null
            )
            .GroupBy(s => s.EntryId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return NextDossier.Of(
            open.Select(s => new OpenDossier(s.Id, s.Code, marks.GetValueOrDefault(s.EntryId), s.Note?.SkippedAt)),
            leaving
        );
    }

    private async Task<IReadOnlyList<Own>> ReadAsync(ClaimsPrincipal user, Guid? sheetId, CancellationToken cancel)
    {
        var personId = user.PersonId();
        var rows = await (
            from s in db.JudgeSheets.AsNoTracking()
            join j in db.Judges on s.JudgeId equals j.Id
            join e in db.Entries on s.EntryId equals e.Id
            from t in db.FinalTurns.Where(t => t.EntryId == s.EntryId && s.Round == Stage.Final).DefaultIfEmpty()
            from n in db.SheetNotes.Where(n => n.SheetId == s.Id).DefaultIfEmpty()
            where j.PersonId == personId && (sheetId == null || s.Id == sheetId)
            select new
            {
                Sheet = s,
                Note = n,
                e.Code,
                e.Number,
                e.Title,
                e.Group,
                e.Industry,
                Slot = t == null ? 0 : t.Slot,
                Phase = t == null ? TurnPhase.Waiting : t.Phase,
                HasAcceptedTerms = db.AcceptedTerms.Any(a => a.JudgeId == j.Id && a.Version == JudgingTerms.Version),
            }
        ).ToListAsync(cancel);
        var editions = rows.Select(r => r.Sheet.CompetitionId).Distinct().ToList();
        var competitions = await db
            .Competitions.AsNoTracking()
            .Include(c => c.Stages)
            .Where(c => editions.Contains(c.Id))
            .OrderByDescending(c => c.CreatedAt)
            .ToListAsync(cancel);
        var own =
            from competition in competitions
            let rulebook = ParsedRulebooks.Of(competition.RulebookJson)
            where Visibility.MaySee(user.Viewer(), Sight.OwnSheet, competition.Stages, isOwn: true)
            from r in rows
            where r.Sheet.CompetitionId == competition.Id
            let blind = r.Sheet.Round == Stage.Final
                ? null
                : BlindNumber.Of(competition, rulebook.Preliminary, r.Number)
            // in the order of what is shown: the codes' own order would tell of them
            orderby r.Sheet.Round descending, r.Slot, blind ?? r.Code
            select new Own(
                r.Sheet.Id,
                r.Sheet.Round,
                competition.Id,
                competition.Slug,
                rulebook,
                competition.Stages,
                r.Sheet.EntryId,
                blind ?? r.Code ?? "",
                r.Sheet.IsBarred ? Texts.Jury.TitleBarred : r.Title,
                r.Group,
                r.Industry,
                CanonicalJson.Read<SheetState>(r.Sheet.State),
                r.Sheet.SubmittedAt,
                r.Sheet.RecusedAt,
                r.Sheet.RecusalReason,
                HallScores.IsOnStage(r.Phase),
                r.Sheet.IsBarred,
                r.HasAcceptedTerms,
                r.Sheet.SetAsideAt,
                r.Sheet.SetAsideReason,
                r.Note,
                r.Sheet.Variant
            );
        return [.. own];
    }
}

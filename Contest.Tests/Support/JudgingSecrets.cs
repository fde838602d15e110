using System.Text.RegularExpressions;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Support;

/// <summary>
/// What a judge writes and is told, votes, and a dossier in conflict: words and numbers that are nowhere else. Who may see
/// each is asked of the one visibility decision, at the stages as they are.
/// </summary>
/// <param name="Name">As reports call it.</param>
/// <param name="Sign">Where it is in a text.</param>
/// <param name="May">Whether this viewer may be shown it in the answer of this address.</param>
/// <param name="Seer">Who must be shown it somewhere as long as it may be; null: it is nobody's to see.</param>
public sealed partial record JudgingSecret(
    string Name,
    Regex Sign,
    Func<Onlooker, string, Moment, bool> May,
    string? Seer
);

/// <summary>How far the stages are, and whether the preliminary is anonymous.</summary>
public sealed record Moment(IReadOnlyList<StageRun> Runs, bool IsAnonymous)
{
    public static Task<Moment> OfAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.AsNoTracking().Include(c => c.Stages).SingleAsync();
            var rulebook = CanonicalJson.Read<Rulebook>(edition.RulebookJson);
            return new Moment(edition.Stages, rulebook.Preliminary.IsAnonymous);
        });
    }

    public bool Sees(Onlooker viewer, Sight sight, bool isOwn = false)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Visibility.MaySee(new(Guid.Empty, viewer.Role), sight, Runs, isOwn, IsAnonymous);
    }

    public bool HasClosed(Stage stage) => Runs.Single(r => r.Stage == stage).ClosedAt is not null;
}

/// <summary>The judging's canaries, beside <see cref="Canaries"/>, which are planted first.</summary>
public static partial class JudgingSecrets
{
    /// <summary>The first judge's viewer; the second is the colleague.</summary>
    private const string Own = nameof(Role.Judge);

    private const int Votes = 7919;

    public static IReadOnlyList<JudgingSecret> All { get; } =
    [
        new("own note", Word("kanarie-note1"), (v, _, now) => IsOwn(v, now), Own),
        new("another's note", Word("kanarie-note3"), (_, _, _) => false, null),
        new("question", Word("kanarie-question"), (v, _, now) => IsOwn(v, now) || now.Sees(v, Sight.Console), Own),
        new("setting aside", Word("kanarie-aside"), (v, _, now) => IsOwn(v, now) || now.Sees(v, Sight.AllSheets), Own),
        new("unlocking", Word("kanarie-unlock"), (v, _, now) => now.Sees(v, Sight.Console), nameof(Role.Organizer)),
        new("another's mark", Mark(), (v, _, now) => now.Sees(v, Sight.AllSheets), nameof(Role.Organizer)),
        new("dossier in conflict", Word("kanarie-conflicted"), MayReadDossier, nameof(Role.Staff)),
        new("title in conflict", Word("kanarie-titled"), MayReadTitle, nameof(Role.Staff)),
        new("votes", Number(), MayReadVotes, "nobody"),
    ];

    /// <summary>Where the words are: the sheets, whoever's they are, their entries' ids and codes.</summary>
    /// <param name="Edition">The edition's address.</param>
    public sealed record Planted(
        string Edition,
        IReadOnlyList<Guid> Sheets,
        IReadOnlyList<Guid> Entries,
        IReadOnlyList<string> Codes
    )
    {
        /// <summary>Every address of these sheets and entries, for everybody to try.</summary>
        public IReadOnlyList<string> Paths =>
            [
                .. Sheets.SelectMany(s =>
                    new[]
                    {
                        $"/jury/sheets/{s}",
                        $"/api/sheets/{s}?device=a",
                        $"/api/sheets/{s}/next",
                        $"/jury/next?after={s}",
                        $"/organise/{Edition}/jury/sheets/{s}/unlock",
                    }
                ),
                .. Entries.SelectMany(e =>
                    new[] { $"/organise/{Edition}/jury/standings/{e}", $"/organise/{Edition}/entries/{e}" }
                ),
                .. Codes.Select(c => $"/{Edition}/entries/{c}"),
            ];
    }

    /// <summary>What was planted and may be seen, and was not by the one it belongs to: then nothing would be proved.</summary>
    public static IReadOnlyList<string> Unseen(Planted planted, Moment now, Func<string, string, bool> isSeenBy)
    {
        ArgumentNullException.ThrowIfNull(planted);
        ArgumentNullException.ThrowIfNull(now);
        return
        [
            .. All.Where(c => c.Name == "votes" ? now.HasClosed(Stage.Voting) : planted.Sheets.Count > 0)
                .Where(c => c.Seer is not null && !isSeenBy(c.Name, c.Seer))
                .Select(c => $"{c.Name}: not shown to {c.Seer}"),
        ];
    }

    /// <summary>Puts them there; past the triggers that keep the logs and refuse marks in conflict.</summary>
    public static Task<Planted> PlantAsync(ContestApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.WithDbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlAsync($"set session_replication_role = replica");
            await VoteAsync(db);
            var planted = await PlantAsync(app, db);
            await db.Database.ExecuteSqlAsync($"set session_replication_role = origin");
            return planted;
        });
    }

    private static async Task<Planted> PlantAsync(ContestApp app, ContestDb db)
    {
        var edition = await db.Competitions.Select(c => c.Slug).SingleAsync();
        var mine = await SheetsOf(db, "judge1@").Take(5).ToListAsync();
        if (mine is not [var noted, var aside, var barred, var locked, ..])
            return new(edition, [], [], []);
        var theirs = await SheetsOf(db, "judge3@").Take(1).SingleAsync();
        var now = app.Clock.GetUtcNow();
        await db.SheetNotes.Where(n => n.SheetId == noted.Id || n.SheetId == theirs.Id).ExecuteDeleteAsync();
        db.AddRange(
            new SheetNote
            {
                SheetId = noted.Id,
                IsFlagged = true,
                Note = "kanarie-note1",
            },
            new SheetNote
            {
                SheetId = theirs.Id,
                IsFlagged = true,
                Note = "kanarie-note3",
            },
            new EligibilityQuestion
            {
                Id = Guid.CreateVersion7(),
                CompetitionId = noted.CompetitionId,
                SheetId = noted.Id,
                Reason = "kanarie-question",
                AskedAt = now,
            }
        );
        (aside.SetAsideAt, aside.SetAsideReason) = (now, "kanarie-aside");
        locked.SubmittedAt ??= now;
        await AskToUnlockAsync(db, locked, now);
        await BarAsync(db, barred, now);
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync(
            $"update judge_sheets set is_barred = true where judge_id = {barred.JudgeId} and entry_id = {barred.EntryId}"
        );
        Guid[] entries = [noted.EntryId, barred.EntryId, theirs.EntryId];
        return new(
            edition,
            [noted.Id, aside.Id, barred.Id, locked.Id, theirs.Id],
            [.. entries.Append(await MarkedAsync(db)).Distinct()],
            await db.Entries.Where(e => entries.Contains(e.Id)).Select(e => e.Code!).ToListAsync()
        );
    }

    /// <summary>An entry with the mark of another judge that <see cref="Canaries"/> has planted.</summary>
    private static Task<Guid> MarkedAsync(ContestDb db) =>
        db
            .JudgeSheets.Where(s => db.Marks.Any(m => m.SheetId == s.Id && m.Points == 7.0713m))
            .OrderBy(s => s.Id)
            .Select(s => s.EntryId)
            .FirstOrDefaultAsync();

    private static async Task AskToUnlockAsync(ContestDb db, JudgeSheet sheet, DateTimeOffset now)
    {
        UnlockSheet.Proposal proposal = new(sheet.Id, sheet.Round, "A01", "林", 1, sheet.Version, "kanarie-unlock");
        var shown = CanonicalJson.Write(proposal);
        db.Approvals.Add(
            new()
            {
                Id = Guid.CreateVersion7(),
                CompetitionId = sheet.CompetitionId,
                Act = nameof(UnlockSheet),
                Subject = UnlockSheet.Subject(sheet.Id),
                Shown = shown,
                ShownHash = CanonicalJson.HashText(shown),
                RequestedBy = Guid.NewGuid(),
                RequestedByName = "x",
                RequestedAt = now,
            }
        );
        await db.SaveChangesAsync();
    }

    private static async Task BarAsync(ContestDb db, JudgeSheet sheet, DateTimeOffset now)
    {
        var entry = await db.Entries.Include(e => e.Patents).SingleAsync(e => e.Id == sheet.EntryId);
        entry.Title = "kanarie-titled";
        (entry.Summary, entry.Pitch, entry.Published) = ("kanarie-conflicted", "kanarie-conflicted", []);
        foreach (var patent in entry.Patents)
            patent.RoleInProject = "kanarie-conflicted";
        db.Conflicts.Add(
            new()
            {
                Id = Guid.CreateVersion7(),
                CompetitionId = sheet.CompetitionId,
                JudgeId = sheet.JudgeId,
                EntryId = sheet.EntryId,
                Kind = ConflictKind.Declared,
                Evidence = ConflictEvidence.Of("conflict.declared", "x", "x").Write(),
                FoundAt = now,
                Decision = ConflictDecision.Open,
            }
        );
    }

    /// <summary>Ballots of a number that is nowhere else for one entry, and the counted vote with such numbers.</summary>
    private static async Task VoteAsync(ContestDb db)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ballots (competition_id, voter, nth, client_id, ledger_id, receipt, cast_at, day, tier, network, agent, choices)
            select b.competition_id, gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), 'KKKK-' || translate(lpad(n::text, 4, '0'), '01', 'YZ'),
                b.cast_at, b.day, 1, 0, 0, b.choices[1:1]
            from (select * from ballots order by cast_at limit 1) b, generate_series(1, {Votes}) n
            """
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            update tally_sheets set ballots = 7919101, votes = 7919202, voters = 7919303,
                public_json = regexp_replace(public_json, '"counted":[0-9]+', '"counted":7919404', 'g')
            """
        );
    }

    private static IQueryable<JudgeSheet> SheetsOf(ContestDb db, string mailbox) =>
        db
            .JudgeSheets.Where(s =>
                s.Round == Stage.Preliminary
                && !s.IsBarred
                && s.SetAsideAt == null
                && s.RecusedAt == null
                && !db.StoredFiles.Any(f => f.EntryId == s.EntryId && f.Name.StartsWith("kanarie"))
                && !db.Participations.Any(p => // who enters for a viewer of the crawl reads the dossier with right
                    p.EntryId == s.EntryId
                    && db.Memberships.Any(m =>
                        m.EntrantId == p.EntrantId
                        && db.Users.Any(u => u.Id == m.PersonId && u.Email!.StartsWith("entrant"))
                    )
                )
                && db.Judges.Any(j =>
                    j.Id == s.JudgeId && db.Users.Any(u => u.Id == j.PersonId && u.Email!.StartsWith(mailbox))
                )
            )
            // the first is another canary's own
            .OrderBy(s => s.Id)
            .Skip(1);

    private static bool IsOwn(Onlooker viewer, Moment now) =>
        viewer.Name == Own && now.Sees(viewer, Sight.OwnSheet, isOwn: true);

    private static bool MayReadDossier(Onlooker viewer, string path, Moment now) =>
        now.Sees(viewer, Sight.Dossier, isOwn: viewer.Name == "colleague");

    /// <summary>A title is public with its entry; where it is judged it is not shown to the judge in conflict.</summary>
    private static bool MayReadTitle(Onlooker viewer, string path, Moment now) =>
        IsOfJudges(path)
            ? viewer.Name == "colleague"
            : now.Sees(viewer, Sight.PublicEntry) || now.Sees(viewer, Sight.Console);

    private static bool IsOfJudges(string path) =>
        path.StartsWith("/jury", StringComparison.Ordinal) || path.StartsWith("/api/sheets", StringComparison.Ordinal);

    private static bool MayReadVotes(Onlooker viewer, string path, Moment now) =>
        path == "/metrics" || now.Sees(viewer, Sight.VoteCounts) || now.Sees(viewer, Sight.Tally);

    private static Regex Word(string word) => new(Regex.Escape(word), RegexOptions.IgnoreCase);

    /// <summary>The mark by itself.</summary>
    [GeneratedRegex(@"(?<![\d.])7\.0713(?!\d)")]
    private static partial Regex Mark();

    /// <summary>Alone: not a part of an id, a hash, a token or another number.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_.,+/=%-])7,?919(,?\d{3})?(?![A-Za-z0-9_+/=%-])")]
    private static partial Regex Number();
}

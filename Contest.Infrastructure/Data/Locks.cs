using Contest.Core;
using Contest.Core.Competitions;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Data;

/// <summary>Locks that only one transaction of all nodes holds at a time.</summary>
public enum NamedLock
{
    /// <summary>The next number of the audit chain.</summary>
    AuditChain = 77_001,

    /// <summary>Migrations at start.</summary>
    Migrations = 77_002,

    /// <summary>Building the demo edition.</summary>
    Demo = 77_003,

    /// <summary>Changing the working-day calendar.</summary>
    Calendar = 77_004,

    /// <summary>Importing experts: the second import sees whom the first brought.</summary>
    ExpertPool = 77_005,
}

/// <summary>
/// The statements only PostgreSQL understands that hold rows and names until the transaction ends (STYLE.md 5):
/// an act of a stage holds the stage, the act that opens or closes it moves it.
/// </summary>
public static class Locks
{
    /// <summary>The first number of the lock on an edition's stages; the second is the hash of its id as text.</summary>
    internal const int StagesOfEdition = 77_020;

    private const int ImportsOfEdition = 77_021;
    private const int PlanOfEdition = 77_024;

    /// <summary>As <see cref="StagesOfEdition"/>, held for share by nothing but groups of ballots until they are committed.</summary>
    internal const int BallotsOfEdition = 77_022;

    /// <summary>Hits against sheets: held for share by whoever makes sheets, alone by whoever records a hit (migration Conflicts).</summary>
    internal const int ConflictsOfEdition = 77_023;

    private const int ConflictSearchOfEdition = 77_025;

    private const int CodesOfContact = 77_030;
    private const int CodesOfDevice = 77_031;
    private const int CodesOfNetwork = 77_032;

    /// <summary>Waits for the named lock and keeps it until the transaction ends.</summary>
    public static Task HoldAsync(this ContestDb db, NamedLock name, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({(int)name})", cancel);

    /// <summary>
    /// Reads a stage's run <c>for share</c>: it cannot close before this transaction has ended. Row locks let sharers
    /// pass a waiting updater, so a crowd of voters could keep a vote open; the shared advisory lock before it stands
    /// in one queue with the act that moves stages.
    /// </summary>
    public static async Task<StageRun> HoldStageAsync(
        this ContestDb db,
        Guid competitionId,
        Stage stage,
        CancellationToken cancel
    )
    {
        var edition = competitionId.ToString();
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock_shared({StagesOfEdition}, hashtext({edition}))",
            cancel
        );
        return await db
            .StageRuns.FromSql(
                $"select * from stage_runs where competition_id = {competitionId} and stage = {(int)stage} for share"
            )
            .AsNoTracking()
            .SingleAsync(cancel);
    }

    /// <summary>Reads all runs of an edition <c>for update</c>: waits for acts in flight, and none comes between.</summary>
    public static async Task<IReadOnlyList<StageRun>> MoveStagesAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        var edition = competitionId.ToString();
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock({StagesOfEdition}, hashtext({edition}))",
            cancel
        );
        return await db
            .StageRuns.FromSql(
                $"select * from stage_runs where competition_id = {competitionId} order by stage for update"
            )
            .ToListAsync(cancel);
    }

    /// <summary>
    /// Waits until the groups of ballots in flight are committed. A ballot's arrival is the order of insertion, not of
    /// commit; but every ballot up to the arrival read while this is held is committed or never will be.
    /// </summary>
    public static Task WaitForBallotsAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        var edition = competitionId.ToString();
        return db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock({BallotsOfEdition}, hashtext({edition}))",
            cancel
        );
    }

    /// <summary>
    /// Codes to one mailbox or phone, by one device and from one network are counted one after the other, on all nodes;
    /// always in this order, so that nobody waits in a circle.
    /// </summary>
    public static async Task HoldCodesAsync(
        this ContestDb db,
        byte[] contact,
        Guid device,
        byte[] network,
        CancellationToken cancel
    )
    {
        foreach (
            var (name, key) in new[]
            {
                (CodesOfContact, Convert.ToHexString(contact)),
                (CodesOfDevice, device.ToString()),
                (CodesOfNetwork, Convert.ToHexString(network)),
            }
        )
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({name}, hashtext({key}))", cancel);
    }

    /// <summary>Reads a voter's code <c>for update</c>, tracked: two tabs with one code take turns.</summary>
    public static Task<Core.Voting.VoterCode?> HoldVoterCodeAsync(
        this ContestDb db,
        Guid competitionId,
        Guid codeId,
        Guid device,
        CancellationToken cancel
    ) =>
        db
            .VoterCodes.FromSql(
                $"""
                select * from voter_codes
                where id = {codeId} and competition_id = {competitionId} and device = {device} for update
                """
            )
            .SingleOrDefaultAsync(cancel);

    /// <summary>Reads the last code sent to a judge for this device <c>for update</c>, tracked: two tabs with one code take turns.</summary>
    public static Task<People.SignInCode?> HoldSignInCodeAsync(
        this ContestDb db,
        Guid personId,
        Guid device,
        CancellationToken cancel
    ) =>
        db
            .SignInCodes.FromSql(
                $"""
                select * from sign_in_codes where person_id = {personId} and device = {device}
                order by sent_at desc limit 1 for update
                """
            )
            .SingleOrDefaultAsync(cancel);

    /// <summary>Reads the head of an edition's vote ledger <c>for update</c>, tracked: clerks take turns.</summary>
    public static Task<Voting.Ledger.LedgerHead?> HoldLedgerAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    ) =>
        db
            .LedgerHeads.FromSql($"select * from ledger_heads where competition_id = {competitionId} for update")
            .SingleOrDefaultAsync(cancel);

    /// <summary>Reads an entry <c>for update</c>, tracked, with nothing else loaded.</summary>
    public static Task<Core.Registration.Entry?> HoldEntryAsync(
        this ContestDb db,
        Guid entryId,
        CancellationToken cancel
    ) =>
        db.Entries.FromSql($"select *, xmin from entries where id = {entryId} for update").SingleOrDefaultAsync(cancel);

    /// <summary>The name of a recommending unit, its row held for share: it is not removed while an entry is linked to it.</summary>
    public static Task<string?> HoldUnitAsync(
        this ContestDb db,
        Guid competitionId,
        Guid unitId,
        CancellationToken cancel
    ) =>
        db
            .Database.SqlQuery<string>(
                $"select name as \"Value\" from recommending_units where id = {unitId} and competition_id = {competitionId} for share"
            )
            .SingleOrDefaultAsync(cancel);

    /// <summary>Reads an upload <c>for update</c>, tracked, without its chunks: its senders take turns.</summary>
    public static Task<Core.Registration.Files.Upload?> HoldUploadAsync(
        this ContestDb db,
        Guid uploadId,
        CancellationToken cancel
    ) => db.Uploads.FromSql($"select * from uploads where id = {uploadId} for update").SingleOrDefaultAsync(cancel);

    /// <summary>
    /// Holds an organisation's row, tracked: acts on its people take turns, so that two owners who leave at once do not
    /// leave it without one.
    /// </summary>
    public static Task<Core.Registration.Entrant?> HoldEntrantAsync(
        this ContestDb db,
        Guid entrantId,
        CancellationToken cancel
    ) =>
        db
            .Entrants.FromSql($"select * from entrants where id = {entrantId} for no key update")
            .SingleOrDefaultAsync(cancel);

    /// <summary>Whoever computes, changes or applies a plan of judges takes turns; before the lock on stages, never after it.</summary>
    public static Task HoldPlanAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        var edition = competitionId.ToString();
        return db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock({PlanOfEdition}, hashtext({edition}))",
            cancel
        );
    }

    /// <summary>
    /// Reads those of the sheets nobody has typed on <c>for update</c>, tracked. One that is being written at this moment
    /// is passed over and not waited for: its writer holds it and waits for the stage.
    /// </summary>
    public static Task<List<Core.Preliminary.JudgeSheet>> HoldUntouchedSheetsAsync(
        this ContestDb db,
        Guid[] sheets,
        CancellationToken cancel
    ) =>
        db
            .JudgeSheets.FromSql(
                $"""
                select * from judge_sheets s
                where id = any({sheets}) and version = 0 and submissions = 0 and submitted_at is null
                  and recused_at is null and set_aside_at is null
                  and not exists (select from sheet_patches p where p.sheet_id = s.id)
                order by id for update skip locked
                """
            )
            .ToListAsync(cancel);

    /// <summary>A judge's preliminary sheets that are neither submitted nor stepped back from, <c>for update</c>, tracked; as above.</summary>
    public static Task<List<Core.Preliminary.JudgeSheet>> HoldOpenSheetsAsync(
        this ContestDb db,
        Guid competitionId,
        Guid judgeId,
        CancellationToken cancel
    ) =>
        db
            .JudgeSheets.FromSql(
                $"""
                select * from judge_sheets
                where competition_id = {competitionId} and judge_id = {judgeId} and round = {(int)Stage.Preliminary}
                  and submitted_at is null and recused_at is null
                order by id for update skip locked
                """
            )
            .ToListAsync(cancel);

    /// <summary>Imports into one edition take turns: the second sees what the first brought.</summary>
    public static Task HoldImportsAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        var edition = competitionId.ToString();
        return db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock({ImportsOfEdition}, hashtext({edition}))",
            cancel
        );
    }

    /// <summary>
    /// Reads a judge's sheet <c>for update</c>: two devices of one judge take turns. The stages of its edition are held
    /// before it, as in every act that needs both: whoever moves stages goes on to change sheets.
    /// </summary>
    public static async Task<Core.Preliminary.JudgeSheet?> HoldSheetAsync(
        this ContestDb db,
        Guid sheetId,
        CancellationToken cancel
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock_shared({StagesOfEdition}, hashtext(competition_id::text)) from judge_sheets where id = {sheetId}",
            cancel
        );
        return await db
            .JudgeSheets.FromSql($"select * from judge_sheets where id = {sheetId} for update")
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>Reads a judge's question <c>for update</c>: it is answered once.</summary>
    public static Task<Core.Preliminary.EligibilityQuestion?> HoldQuestionAsync(
        this ContestDb db,
        Guid competitionId,
        Guid questionId,
        CancellationToken cancel
    ) =>
        db
            .EligibilityQuestions.FromSql(
                $"select * from eligibility_questions where id = {questionId} and competition_id = {competitionId} for update"
            )
            .SingleOrDefaultAsync(cancel);

    /// <summary>Searches for conflicts in one edition take turns.</summary>
    public static Task HoldConflictSearchAsync(this ContestDb db, Guid competitionId, CancellationToken cancel)
    {
        var edition = competitionId.ToString();
        return db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock({ConflictSearchOfEdition}, hashtext({edition}))",
            cancel
        );
    }

    /// <summary>
    /// The search for conflicts around an entry that has been accepted once: before its row is held, for whoever searches
    /// records hits that point to it. One that never was accepted is in nobody's search.
    /// </summary>
    public static Task HoldConflictSearchOfEntryAsync(this ContestDb db, Guid entryId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            select pg_advisory_xact_lock({ConflictSearchOfEdition}, hashtext(competition_id::text))
            from entries where id = {entryId} and code is not null
            """,
            cancel
        );

    /// <summary>
    /// Holds these judges' sheets in one order before hits against them are recorded: a hit waits for the judge who is
    /// saving, never the other way round in a circle.
    /// </summary>
    public static Task HoldSheetsOfJudgesAsync(
        this ContestDb db,
        Guid competitionId,
        Guid[] judges,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $"select id from judge_sheets where competition_id = {competitionId} and judge_id = any({judges}) order by id for update",
            cancel
        );

    /// <summary>Holds one judge's sheets for one entry, in every round, before a hit against them is decided.</summary>
    public static Task HoldSheetsOfPairAsync(this ContestDb db, Guid judgeId, Guid entryId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"select id from judge_sheets where judge_id = {judgeId} and entry_id = {entryId} order by id for update",
            cancel
        );

    /// <summary>Reads a hit <c>for update</c>: two who decide it take turns.</summary>
    public static Task<Core.Preliminary.ConflictOfInterest?> HoldConflictAsync(
        this ContestDb db,
        Guid conflictId,
        CancellationToken cancel
    ) =>
        db
            .Conflicts.FromSql($"select * from conflicts where id = {conflictId} for update")
            .SingleOrDefaultAsync(cancel);

    /// <summary>Reads a request for approval <c>for update</c>: two second persons take turns.</summary>
    public static Task<Approval?> HoldApprovalAsync(this ContestDb db, Guid approvalId, CancellationToken cancel) =>
        db
            .Approvals.FromSql($"select * from approvals where id = {approvalId} for update")
            .SingleOrDefaultAsync(cancel);

    /// <summary>Takes the next mail that is due, a voter's code before all others; one that another node is sending is skipped.</summary>
    public static Task<Mail.OutboxMail?> HoldNextMailAsync(
        this ContestDb db,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        db
            .OutboxMails.FromSql(
                $"""
                select * from outbox_mails
                where sent_at is null and failed_for is null and next_try_at <= {now}
                order by forget_at is null, next_try_at, queued_at limit 1 for update skip locked
                """
            )
            .SingleOrDefaultAsync(cancel);

    /// <summary>Whether this project is being scored, held <c>for share</c>: the chair cannot close scoring in between.</summary>
    public static Task<bool> IsBeingScoredAsync(
        this ContestDb db,
        Guid competitionId,
        Guid entryId,
        CancellationToken cancel
    ) =>
        db
            .FinalTurns.FromSql(
                $"select *, xmin from final_turns where competition_id = {competitionId} and entry_id = {entryId} for share"
            )
            .AnyAsync(t => t.Phase == Core.Final.TurnPhase.Scoring, cancel);

    /// <summary>Reads a final's turn <c>for update</c>.</summary>
    public static Task<Core.Final.FinalTurn?> HoldTurnAsync(
        this ContestDb db,
        Guid competitionId,
        Guid entryId,
        CancellationToken cancel
    ) =>
        db
            .FinalTurns.FromSql(
                $"select *, xmin from final_turns where competition_id = {competitionId} and entry_id = {entryId} for update"
            )
            .SingleOrDefaultAsync(cancel);

    /// <summary>
    /// Reads the draw <c>for update</c>, and then its commitments: in one statement they would be those of before the
    /// wait.
    /// </summary>
    public static async Task<Core.Draw.DrawRecord?> HoldDrawAsync(
        this ContestDb db,
        Guid competitionId,
        CancellationToken cancel
    )
    {
        var record = await db
            .DrawRecords.FromSql($"select * from draw_records where competition_id = {competitionId} for update")
            .SingleOrDefaultAsync(cancel);
        if (record is not null)
            await db.Entry(record).Collection(d => d.Commitments).LoadAsync(cancel);
        return record;
    }

    /// <summary>Reads an invitation by its token's hash <c>for update</c>: two clicks at once take turns.</summary>
    public static Task<People.Invitation?> HoldInvitationAsync(
        this ContestDb db,
        string tokenHash,
        CancellationToken cancel
    ) =>
        db
            .Invitations.FromSql($"select * from invitations where token_hash = {tokenHash} for update")
            .SingleOrDefaultAsync(cancel);

    /// <summary>Acts on one mail address take turns: invitations and registrations of the same person.</summary>
    public static Task HoldAddressAsync(this ContestDb db, string email, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(77010, hashtext(lower({email})))", cancel);

    /// <summary>Reads a certificate <c>for update</c>: it is printed once, however many ask.</summary>
    public static Task<Core.Results.Certificate?> HoldCertificateAsync(
        this ContestDb db,
        string number,
        CancellationToken cancel
    ) =>
        db
            .Certificates.FromSql($"select * from certificates where number = {number} for update")
            .SingleOrDefaultAsync(cancel);
}

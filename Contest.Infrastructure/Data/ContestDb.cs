using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Core.Registration.Files;
using Contest.Core.Registration.Mails;
using Contest.Core.Results;
using Contest.Core.Voting;
using Contest.Core.Voting.Fraud;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Infrastructure.Data;

/// <summary>Everything the product keeps, in one PostgreSQL database. Pages read with projections; only acts write.</summary>
public sealed class ContestDb(DbContextOptions<ContestDb> options)
    : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Competition> Competitions => Set<Competition>();
    public DbSet<StageRun> StageRuns => Set<StageRun>();
    public DbSet<RulebookVersion> RulebookVersions => Set<RulebookVersion>();
    public DbSet<Approval> Approvals => Set<Approval>();
    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();
    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Entrant> Entrants => Set<Entrant>();
    public DbSet<Participation> Participations => Set<Participation>();
    public DbSet<Patent> Patents => Set<Patent>();
    public DbSet<EntryField> EntryFields => Set<EntryField>();
    public DbSet<EntryEdit> EntryEdits => Set<EntryEdit>();
    public DbSet<Submission> Submissions => Set<Submission>();
    public DbSet<ReviewDecision> ReviewDecisions => Set<ReviewDecision>();
    public DbSet<RejectionProposal> RejectionProposals => Set<RejectionProposal>();
    public DbSet<SpotCheck> SpotChecks => Set<SpotCheck>();
    public DbSet<RecommendingUnit> RecommendingUnits => Set<RecommendingUnit>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<JoinRequest> JoinRequests => Set<JoinRequest>();
    public DbSet<PartAnswer> PartAnswers => Set<PartAnswer>();
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();
    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();
    public DbSet<Upload> Uploads => Set<Upload>();
    public DbSet<UploadChunk> UploadChunks => Set<UploadChunk>();
    public DbSet<ImportTask> ImportTasks => Set<ImportTask>();
    public DbSet<RememberedColumns> RememberedColumns => Set<RememberedColumns>();

    public DbSet<Ballot> Ballots => Set<Ballot>();
    public DbSet<VoterCode> VoterCodes => Set<VoterCode>();
    public DbSet<TallySheet> TallySheets => Set<TallySheet>();
    public DbSet<FraudCase> FraudCases => Set<FraudCase>();
    public DbSet<BallotDecision> BallotDecisions => Set<BallotDecision>();
    public DbSet<HeldCounter> HeldCounters => Set<HeldCounter>();
    public DbSet<LedgerHead> LedgerHeads => Set<LedgerHead>();
    public DbSet<LedgerRow> LedgerRows => Set<LedgerRow>();
    public DbSet<LedgerTile> LedgerTiles => Set<LedgerTile>();
    public DbSet<LedgerCheckpoint> LedgerCheckpoints => Set<LedgerCheckpoint>();
    public DbSet<VoteCounter> VoteCounters => Set<VoteCounter>();
    public DbSet<BallotCounter> BallotCounters => Set<BallotCounter>();

    public DbSet<Expert> Experts => Set<Expert>();
    public DbSet<Judge> Judges => Set<Judge>();
    public DbSet<ConflictOfInterest> Conflicts => Set<ConflictOfInterest>();
    public DbSet<AcceptedTerms> AcceptedTerms => Set<AcceptedTerms>();
    public DbSet<EntryPanel> EntryPanels => Set<EntryPanel>();
    public DbSet<PlanDraft> PlanDrafts => Set<PlanDraft>();
    public DbSet<JudgeReminder> JudgeReminders => Set<JudgeReminder>();
    public DbSet<DiscrepancyTask> DiscrepancyTasks => Set<DiscrepancyTask>();
    public DbSet<JudgeSheet> JudgeSheets => Set<JudgeSheet>();
    public DbSet<SheetPatch> SheetPatches => Set<SheetPatch>();
    public DbSet<Mark> Marks => Set<Mark>();
    public DbSet<SheetNote> SheetNotes => Set<SheetNote>();
    public DbSet<EligibilityQuestion> EligibilityQuestions => Set<EligibilityQuestion>();
    public DbSet<StandingSheet> StandingSheets => Set<StandingSheet>();
    public DbSet<JudgingEvent> JudgingEvents => Set<JudgingEvent>();
    public DbSet<LineLot> LineLots => Set<LineLot>();
    public DbSet<Finalist> Finalists => Set<Finalist>();

    public DbSet<DrawRecord> DrawRecords => Set<DrawRecord>();
    public DbSet<DrawCommitment> DrawCommitments => Set<DrawCommitment>();
    public DbSet<FinalTurn> FinalTurns => Set<FinalTurn>();

    public DbSet<Publication> Publications => Set<Publication>();
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<Objection> Objections => Set<Objection>();

    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<SignInCode> SignInCodes => Set<SignInCode>();
    public DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();
    public DbSet<OutboxMail> OutboxMails => Set<OutboxMail>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    /// <summary>Saves, or says false when a unique index or row version had the last word.</summary>
    public async Task<bool> TrySaveAsync(CancellationToken cancel)
    {
        try
        {
            await SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ContestDb).Assembly);
        SnakeCase.Apply(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
    }
}

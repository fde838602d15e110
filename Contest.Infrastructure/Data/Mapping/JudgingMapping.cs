using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class JudgeMapping : IEntityTypeConfiguration<Judge>
{
    public void Configure(EntityTypeBuilder<Judge> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(j => j.CompetitionId);
        b.HasIndex(j => new { j.CompetitionId, j.PersonId }).IsUnique();
        b.HasOne<Expert>().WithMany().HasForeignKey(j => j.ExpertId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(j => new { j.CompetitionId, j.ExpertId }).IsUnique();
    }
}

internal sealed class JudgeSheetMapping : IEntityTypeConfiguration<JudgeSheet>
{
    public void Configure(EntityTypeBuilder<JudgeSheet> b)
    {
        b.HasOne<Judge>().WithMany().HasForeignKey(s => s.JudgeId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Entry>().WithMany().HasForeignKey(s => s.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(s => new
            {
                s.Round,
                s.JudgeId,
                s.EntryId,
            })
            .IsUnique();
        b.HasIndex(s => new { s.CompetitionId, s.Round });
        b.Property(s => s.Variant).HasMaxLength(32);
        b.Property(s => s.State).HasColumnType("jsonb");
        // the triggers of the migration Conflicts write it; what is held in memory never does
        b.Property(s => s.IsBarred).HasDefaultValue(false).ValueGeneratedOnAddOrUpdate();
        // a judge who stepped back never counts as one who scored
        b.ToTable(t =>
            t.HasCheckConstraint("ck_judge_sheets_recused_or_submitted", "recused_at is null or submitted_at is null")
        );
        b.ToTable(t => t.HasCheckConstraint("ck_judge_sheets_submissions", "submitted_at is null or submissions > 0"));
    }
}

internal sealed class SheetPatchMapping : IEntityTypeConfiguration<SheetPatch>
{
    public void Configure(EntityTypeBuilder<SheetPatch> b)
    {
        b.HasOne<JudgeSheet>().WithMany().HasForeignKey(p => p.SheetId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(p => new
            {
                p.SheetId,
                p.Device,
                p.Revision,
            })
            .IsUnique();
        b.Property(p => p.Device).HasMaxLength(64);
    }
}

internal sealed class MarkMapping : IEntityTypeConfiguration<Mark>
{
    public void Configure(EntityTypeBuilder<Mark> b)
    {
        b.HasKey(m => new
        {
            m.SheetId,
            m.Submission,
            m.Criterion,
        });
        b.Property(m => m.Criterion).HasMaxLength(32);
        b.HasOne<JudgeSheet>().WithMany().HasForeignKey(m => m.SheetId).OnDelete(DeleteBehavior.Restrict);
        b.ToTable(t => t.HasCheckConstraint("ck_marks_points", "points >= 0"));
    }
}

internal sealed class AcceptedTermsMapping : IEntityTypeConfiguration<AcceptedTerms>
{
    public void Configure(EntityTypeBuilder<AcceptedTerms> b)
    {
        b.HasKey(t => new { t.JudgeId, t.Version });
        b.Property(t => t.Version).HasMaxLength(32);
        b.Property(t => t.TextHash).HasMaxLength(64);
        b.Property(t => t.Culture).HasMaxLength(8);
        b.HasOne<Judge>().WithMany().HasForeignKey(t => t.JudgeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StandingSheetMapping : IEntityTypeConfiguration<StandingSheet>
{
    public void Configure(EntityTypeBuilder<StandingSheet> b)
    {
        b.HasKey(s => new
        {
            s.CompetitionId,
            s.Round,
            s.Number,
        });
        b.Property(s => s.Hash).HasMaxLength(64);
        b.HasOne<Competition>().WithMany().HasForeignKey(s => s.CompetitionId);
    }
}

internal sealed class JudgingEventMapping : IEntityTypeConfiguration<JudgingEvent>
{
    public void Configure(EntityTypeBuilder<JudgingEvent> b)
    {
        b.HasKey(e => new { e.CompetitionId, e.Number });
        b.HasOne<Competition>().WithMany().HasForeignKey(e => e.CompetitionId);
        b.HasOne<Judge>().WithMany().HasForeignKey(e => e.JudgeId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Judge>().WithMany().HasForeignKey(e => e.SuccessorId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<JudgeSheet>().WithMany().HasForeignKey(e => e.SheetId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Approval>().WithMany().HasForeignKey(e => e.ApprovalId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(e => e.ApprovalId).IsUnique();
        b.ToTable(t => t.HasCheckConstraint("ck_judging_events_fewest", "fewest > 0"));
    }
}

internal sealed class LineLotMapping : IEntityTypeConfiguration<LineLot>
{
    public void Configure(EntityTypeBuilder<LineLot> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(l => l.CompetitionId);
        b.HasOne<Approval>().WithMany().HasForeignKey(l => l.ApprovalId).OnDelete(DeleteBehavior.Restrict);
        b.Property(l => l.Group).HasMaxLength(32);
        b.Property(l => l.StandingsHash).HasMaxLength(64);
        // one lot for a line
        b.HasIndex(l => new
            {
                l.CompetitionId,
                l.Group,
                l.StandingsHash,
            })
            .IsUnique();
    }
}

internal sealed class FinalistMapping : IEntityTypeConfiguration<Finalist>
{
    public void Configure(EntityTypeBuilder<Finalist> b)
    {
        b.HasKey(f => new { f.CompetitionId, f.EntryId });
        b.HasOne<Entry>().WithMany().HasForeignKey(f => f.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(f => new { f.CompetitionId, f.Slot }).IsUnique();
    }
}

internal sealed class DrawRecordMapping : IEntityTypeConfiguration<DrawRecord>
{
    public void Configure(EntityTypeBuilder<DrawRecord> b)
    {
        b.HasKey(d => d.CompetitionId);
        b.HasOne<Competition>().WithMany().HasForeignKey(d => d.CompetitionId);
        b.HasMany(d => d.Commitments).WithOne().HasForeignKey(c => c.CompetitionId);
    }
}

internal sealed class DrawCommitmentMapping : IEntityTypeConfiguration<DrawCommitment>
{
    public void Configure(EntityTypeBuilder<DrawCommitment> b)
    {
        b.HasKey(c => new { c.CompetitionId, c.Party });
        b.Property(c => c.Party).HasMaxLength(32);
        b.Property(c => c.Hash).HasMaxLength(64);
    }
}

internal sealed class FinalTurnMapping : IEntityTypeConfiguration<FinalTurn>
{
    public void Configure(EntityTypeBuilder<FinalTurn> b)
    {
        b.HasKey(t => new { t.CompetitionId, t.EntryId });
        b.HasOne<Entry>().WithMany().HasForeignKey(t => t.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(t => new { t.CompetitionId, t.Slot }).IsUnique();
        b.Property(t => t.Version).IsRowVersion();
        // one project on stage at a time
        b.HasIndex(t => t.CompetitionId)
            .IsUnique()
            .HasFilter("phase in (2, 3, 4)")
            .HasDatabaseName("IX_FinalTurns_OnStage");
    }
}

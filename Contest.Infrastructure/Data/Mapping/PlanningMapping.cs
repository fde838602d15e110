using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class PlanDraftMapping : IEntityTypeConfiguration<PlanDraft>
{
    public void Configure(EntityTypeBuilder<PlanDraft> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(d => d.CompetitionId).OnDelete(DeleteBehavior.Restrict);
        // one plan at a time is looked at; those that were applied stay
        b.HasIndex(d => d.CompetitionId)
            .IsUnique()
            .HasFilter("applied_at is null")
            .HasDatabaseName("IX_PlanDrafts_Open");
        b.Property(d => d.Hash).HasMaxLength(64);
    }
}

internal sealed class JudgeReminderMapping : IEntityTypeConfiguration<JudgeReminder>
{
    public void Configure(EntityTypeBuilder<JudgeReminder> b)
    {
        b.HasKey(r => new { r.JudgeId, r.On });
        b.HasOne<Judge>().WithMany().HasForeignKey(r => r.JudgeId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Competition>().WithMany().HasForeignKey(r => r.CompetitionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DiscrepancyTaskMapping : IEntityTypeConfiguration<DiscrepancyTask>
{
    public void Configure(EntityTypeBuilder<DiscrepancyTask> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(t => t.CompetitionId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Entry>().WithMany().HasForeignKey(t => t.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Judge>().WithMany().HasForeignKey(t => t.JudgeId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(t => new { t.CompetitionId, t.EntryId }).IsUnique();
        b.Property(t => t.Note).HasMaxLength(1000);
        b.ToTable(t =>
            t.HasCheckConstraint(
                "ck_discrepancy_tasks_resolved",
                "(outcome is null) = (resolved_at is null) and (outcome is null or note is not null)"
            )
        );
    }
}

using Contest.Core.Competitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class CompetitionMapping : IEntityTypeConfiguration<Competition>
{
    public void Configure(EntityTypeBuilder<Competition> b)
    {
        b.Property(c => c.Slug).HasMaxLength(64);
        b.HasIndex(c => c.Slug).IsUnique();
        b.Property(c => c.RulebookHash).HasMaxLength(64);
        b.HasMany(c => c.Stages).WithOne().HasForeignKey(s => s.CompetitionId);
        b.HasMany(c => c.RulebookVersions).WithOne().HasForeignKey(v => v.CompetitionId);
    }
}

internal sealed class StageRunMapping : IEntityTypeConfiguration<StageRun>
{
    public void Configure(EntityTypeBuilder<StageRun> b)
    {
        b.HasKey(s => new { s.CompetitionId, s.Stage });
        b.ToTable(t =>
            t.HasCheckConstraint("ck_stage_runs_opened_first", "closed_at is null or opened_at <= closed_at")
        );
        b.ToTable(t =>
            t.HasCheckConstraint("ck_stage_runs_closed_first", "confirmed_at is null or closed_at <= confirmed_at")
        );
    }
}

internal sealed class RulebookVersionMapping : IEntityTypeConfiguration<RulebookVersion>
{
    public void Configure(EntityTypeBuilder<RulebookVersion> b)
    {
        b.HasKey(v => new { v.CompetitionId, v.Number });
        b.Property(v => v.Hash).HasMaxLength(64);
    }
}

internal sealed class ApprovalMapping : IEntityTypeConfiguration<Approval>
{
    public void Configure(EntityTypeBuilder<Approval> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(a => a.CompetitionId);
        b.Property(a => a.Act).HasMaxLength(64);
        b.Property(a => a.Subject).HasMaxLength(64);
        // one open request per act, subject and edition; and the second person is never the first
        b.HasIndex(a => new
            {
                a.CompetitionId,
                a.Act,
                a.Subject,
            })
            .IsUnique()
            .HasFilter("decided_at is null");
        b.ToTable(t =>
            t.HasCheckConstraint("ck_approvals_two_people", "decided_by is null or decided_by <> requested_by")
        );
    }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(n => n.CompetitionId);
        b.HasIndex(n => new { n.CompetitionId, n.Number }).IsUnique();
        b.Property(n => n.Kind).HasMaxLength(32);
    }
}

using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class ExpertMapping : IEntityTypeConfiguration<Expert>
{
    public void Configure(EntityTypeBuilder<Expert> b)
    {
        b.HasIndex(e => e.PersonId).IsUnique();
        b.Property(e => e.Name).HasMaxLength(100);
        b.Property(e => e.Email).HasMaxLength(256);
        b.Property(e => e.Version).IsRowVersion();
        b.HasMany(e => e.Employments).WithOne().HasForeignKey(e => e.ExpertId);
        b.HasMany(e => e.Patents).WithOne().HasForeignKey(p => p.ExpertId);
        b.HasMany(e => e.Interests).WithOne().HasForeignKey(i => i.ExpertId);
        b.ToTable(t => t.HasCheckConstraint("ck_experts_most_dossiers", "most_dossiers > 0"));
    }
}

internal sealed class EmploymentMapping : IEntityTypeConfiguration<Employment>
{
    public void Configure(EntityTypeBuilder<Employment> b)
    {
        b.Property(e => e.Id).ValueGeneratedNever(); // a row added to a known expert is new, whatever its id
        b.Property(e => e.Name).HasMaxLength(200);
        b.Property(e => e.Identifier).HasMaxLength(64);
        b.ToTable(t => t.HasCheckConstraint("ck_employments_days", "until >= \"from\""));
    }
}

internal sealed class ExpertPatentMapping : IEntityTypeConfiguration<ExpertPatent>
{
    public void Configure(EntityTypeBuilder<ExpertPatent> b)
    {
        b.Property(p => p.Id).ValueGeneratedNever();
        b.Property(p => p.Number).HasMaxLength(64);
        b.HasIndex(p => new { p.ExpertId, p.Number }).IsUnique();
    }
}

internal sealed class DeclaredInterestMapping : IEntityTypeConfiguration<DeclaredInterest>
{
    public void Configure(EntityTypeBuilder<DeclaredInterest> b)
    {
        b.Property(i => i.Id).ValueGeneratedNever();
        b.Property(i => i.With).HasMaxLength(200);
    }
}

internal sealed class ConflictMapping : IEntityTypeConfiguration<ConflictOfInterest>
{
    public void Configure(EntityTypeBuilder<ConflictOfInterest> b)
    {
        b.HasOne<Judge>().WithMany().HasForeignKey(c => c.JudgeId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Entry>().WithMany().HasForeignKey(c => c.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(c => new { c.CompetitionId, c.Decision });
        b.HasIndex(c => new
            {
                c.JudgeId,
                c.EntryId,
                c.Kind,
                c.Evidence,
            })
            .IsUnique();
        b.Property(c => c.Evidence).HasMaxLength(1000);
        b.ToTable(t => t.HasCheckConstraint("ck_conflicts_decided", "(decision = 1) = (decided_at is null)"));
    }
}

internal sealed class EntryPanelMapping : IEntityTypeConfiguration<EntryPanel>
{
    public void Configure(EntityTypeBuilder<EntryPanel> b)
    {
        b.HasKey(p => p.EntryId);
        b.HasOne<Entry>().WithMany().HasForeignKey(p => p.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(p => new { p.CompetitionId, p.Panel });
    }
}

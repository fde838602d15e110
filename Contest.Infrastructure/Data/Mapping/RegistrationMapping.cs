using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(e => e.CompetitionId);
        b.HasOne<ImportRun>().WithMany().HasForeignKey(e => e.ImportRunId);
        b.HasIndex(e => new { e.CompetitionId, e.Number }).IsUnique();
        b.HasIndex(e => new { e.CompetitionId, e.Code }).IsUnique();
        b.HasIndex(e => new { e.CompetitionId, e.State });
        b.HasIndex(e => e.ImportRunId);
        b.HasIndex(e => e.OwnerId);
        b.Property(e => e.Code).HasMaxLength(16);
        b.Property(e => e.Group).HasMaxLength(32);
        b.Property(e => e.Title).HasMaxLength(200);
        b.Property(e => e.ShortTitle).HasMaxLength(20);
        // read through its getter: what is stored is always what the name says
        b.Property(e => e.RecommenderKey).UsePropertyAccessMode(PropertyAccessMode.Property);
        b.HasOne<RecommendingUnit>()
            .WithMany()
            .HasForeignKey(e => e.RecommenderUnitId)
            .OnDelete(DeleteBehavior.Restrict);
        b.Property(e => e.Version).IsRowVersion();
        b.HasMany(e => e.Participations).WithOne().HasForeignKey(p => p.EntryId);
        b.HasMany(e => e.Patents).WithOne().HasForeignKey(p => p.EntryId);
        // append-only rows keep their entry: not even an undone import takes it from under them
        b.HasMany(e => e.Decisions).WithOne().HasForeignKey(d => d.EntryId).OnDelete(DeleteBehavior.Restrict);
        // only an accepted entry has a public code
        b.ToTable(t =>
        {
            t.HasCheckConstraint("ck_entries_code_when_accepted", "state <> 4 or code is not null");
            t.HasCheckConstraint("ck_entries_number", $"number between 0 and {EntryNumbers.Highest}"); // ballots keep smallints
        });
    }
}

internal sealed class RejectionProposalMapping : IEntityTypeConfiguration<RejectionProposal>
{
    public void Configure(EntityTypeBuilder<RejectionProposal> b)
    {
        b.HasOne<Entry>().WithMany().HasForeignKey(p => p.EntryId);
        b.Property(p => p.Reasons).HasMaxLength(64);
        // the second person is never the first
        b.ToTable(t => t.HasCheckConstraint("ck_rejection_proposals_two_people", "answered_by <> proposed_by"));
    }
}

internal sealed class RecommendingUnitMapping : IEntityTypeConfiguration<RecommendingUnit>
{
    public void Configure(EntityTypeBuilder<RecommendingUnit> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(u => u.CompetitionId);
        b.HasIndex(u => new { u.CompetitionId, u.NameKey }).IsUnique();
        b.Property(u => u.Name).HasMaxLength(RecommendingUnit.LongestName);
        b.Property(u => u.NameKey).HasMaxLength(200);
        b.Property(u => u.Region).HasMaxLength(100);
        b.Property(u => u.ContactEmail).HasMaxLength(320);
        b.Property(u => u.Version).IsRowVersion();
        b.ToTable(t => t.HasCheckConstraint("ck_recommending_units_quota", "quota >= 0"));
    }
}

internal sealed class SpotCheckMapping : IEntityTypeConfiguration<SpotCheck>
{
    public void Configure(EntityTypeBuilder<SpotCheck> b)
    {
        b.HasOne<Entry>().WithMany().HasForeignKey(c => c.EntryId);
        b.HasOne<ReviewDecision>().WithMany().HasForeignKey(c => c.DecisionId).OnDelete(DeleteBehavior.Restrict);
        // a decision is checked once, by whoever was first
        b.HasIndex(c => c.DecisionId).IsUnique();
        // the second person is never the first
        b.ToTable(t =>
            t.HasCheckConstraint("ck_spot_checks_two_people", "checked_by <> decided_by and settled_by <> decided_by")
        );
    }
}

internal sealed class EntrantMapping : IEntityTypeConfiguration<Entrant>
{
    public void Configure(EntityTypeBuilder<Entrant> b)
    {
        b.Property(e => e.Name).HasMaxLength(200);
        b.Property(e => e.NameKey).HasMaxLength(200);
        b.Property(e => e.Identifier).HasMaxLength(32);
        b.HasIndex(e => new { e.IdentifierKind, e.Identifier }).IsUnique();
        b.HasIndex(e => e.NameKey);
    }
}

internal sealed class ParticipationMapping : IEntityTypeConfiguration<Participation>
{
    public void Configure(EntityTypeBuilder<Participation> b)
    {
        b.HasKey(p => new { p.EntryId, p.EntrantId });
        b.HasIndex(p => new { p.EntryId, p.Position }).IsUnique();
        b.HasOne(p => p.Entrant).WithMany().HasForeignKey(p => p.EntrantId).OnDelete(DeleteBehavior.Restrict);
        b.Ignore(p => p.IsLead);
    }
}

internal sealed class PatentMapping : IEntityTypeConfiguration<Patent>
{
    public void Configure(EntityTypeBuilder<Patent> b)
    {
        b.HasIndex(p => new { p.EntryId, p.Position }).IsUnique();
        b.HasIndex(p => p.NumberKey);
        // read through its getter: what is stored is always what the numbers say
        b.PrimitiveCollection(p => p.Keys).UsePropertyAccessMode(PropertyAccessMode.Property);
        b.HasIndex(p => p.Keys).HasMethod("gin");
        b.Property(p => p.Number).HasMaxLength(64);
        b.Property(p => p.NumberKey).HasMaxLength(64);
        b.Property(p => p.Jurisdiction).HasMaxLength(8);
        b.Property(p => p.PublicationNumber).HasMaxLength(64);
    }
}

internal sealed class EntryFieldMapping : IEntityTypeConfiguration<EntryField>
{
    public void Configure(EntityTypeBuilder<EntryField> b)
    {
        b.HasKey(f => new { f.EntryId, f.Path });
        b.HasOne<Entry>().WithMany().HasForeignKey(f => f.EntryId);
        b.Property(f => f.Path).HasMaxLength(80);
        b.Property(f => f.Value).HasMaxLength(8000);
    }
}

internal sealed class EntryEditMapping : IEntityTypeConfiguration<EntryEdit>
{
    public void Configure(EntityTypeBuilder<EntryEdit> b)
    {
        b.HasKey(e => new { e.EntryId, e.Number });
        b.HasOne<Entry>().WithMany().HasForeignKey(e => e.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(e => new { e.EntryId, e.Path });
    }
}

internal sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> b)
    {
        b.HasKey(s => new { s.EntryId, s.Number });
        b.HasOne<Entry>().WithMany().HasForeignKey(s => s.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(s => s.Receipt).IsUnique();
        b.Property(s => s.Receipt).HasMaxLength(64);
    }
}

internal sealed class ReviewDecisionMapping : IEntityTypeConfiguration<ReviewDecision>
{
    public void Configure(EntityTypeBuilder<ReviewDecision> b) => b.HasIndex(d => new { d.EntryId, d.DecidedAt });
}

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(r => r.CompetitionId);
        // the same file is imported once an edition
        b.HasIndex(r => new { r.CompetitionId, r.FileHash }).IsUnique().HasFilter("undone_at is null");
    }
}

internal sealed class ImportTaskMapping : IEntityTypeConfiguration<ImportTask>
{
    public void Configure(EntityTypeBuilder<ImportTask> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(t => t.CompetitionId);
        b.HasIndex(t => new { t.CompetitionId, t.AskedAt });
        b.Property(t => t.FileHash).HasMaxLength(64);
        b.Property(t => t.RefusedFor).HasMaxLength(100);
    }
}

internal sealed class RememberedColumnsMapping : IEntityTypeConfiguration<RememberedColumns>
{
    public void Configure(EntityTypeBuilder<RememberedColumns> b)
    {
        b.HasKey(c => c.Fingerprint);
        b.Property(c => c.Fingerprint).HasMaxLength(64);
    }
}

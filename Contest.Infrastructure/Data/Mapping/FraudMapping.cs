using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting.Fraud;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

/// <summary>Append-only, with its parts, rulings and answers.</summary>
internal sealed class FraudCaseMapping : IEntityTypeConfiguration<FraudCase>
{
    public void Configure(EntityTypeBuilder<FraudCase> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(c => c.CompetitionId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Entry>().WithMany().HasForeignKey(c => c.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(c => new { c.CompetitionId, c.Number }).IsUnique();
        b.HasMany(c => c.Parts).WithOne().HasForeignKey(p => p.CaseId);
        b.HasMany(c => c.Answers).WithOne().HasForeignKey(a => a.CaseId);
        b.HasMany(c => c.Rulings).WithOne().HasForeignKey(r => r.CaseId);
    }
}

internal sealed class FraudPartMapping : IEntityTypeConfiguration<FraudPart>
{
    public void Configure(EntityTypeBuilder<FraudPart> b)
    {
        b.HasKey(p => new { p.CaseId, p.Number });
        b.ToTable("fraud_parts", t => t.HasCheckConstraint("ck_fraud_parts_ballots", "ballots > 0"));
    }
}

/// <summary>A part is decided once: the key says so.</summary>
internal sealed class FraudRulingMapping : IEntityTypeConfiguration<FraudRuling>
{
    public void Configure(EntityTypeBuilder<FraudRuling> b)
    {
        b.HasKey(r => new { r.CaseId, r.Part });
        b.HasOne<FraudPart>().WithMany().HasForeignKey(r => new { r.CaseId, r.Part });
        b.HasOne<Approval>().WithMany().HasForeignKey(r => r.ApprovalId).OnDelete(DeleteBehavior.Restrict);
        b.Property(r => r.Reason).HasMaxLength(64);
        b.Property(r => r.Words).HasMaxLength(FraudGates.MostWords);
        b.ToTable("fraud_rulings", t => t.HasCheckConstraint("ck_fraud_rulings_kind", "kind in (4, 5)"));
    }
}

/// <summary>One answer to what there was when it was given.</summary>
internal sealed class FraudAnswerMapping : IEntityTypeConfiguration<FraudAnswer>
{
    public void Configure(EntityTypeBuilder<FraudAnswer> b)
    {
        b.HasKey(a => new { a.CaseId, a.UpToPart });
        b.Property(a => a.Words).HasMaxLength(FraudGates.MostWords);
        b.ToTable("fraud_answers");
    }
}

/// <summary>
/// Append-only. A ballot is put under review once and decided once after that: the key, the check and the reference of the
/// second step to the first leave no other way.
/// </summary>
internal sealed class BallotDecisionMapping : IEntityTypeConfiguration<BallotDecision>
{
    public void Configure(EntityTypeBuilder<BallotDecision> b)
    {
        b.HasKey(d => new { d.Arrival, d.Step });
        b.HasOne<BallotDecision>().WithMany().HasForeignKey(d => new { d.Arrival, d.After });
        b.HasOne<FraudPart>().WithMany().HasForeignKey(d => new { d.CaseId, d.Part });
        b.Property(d => d.Order).HasColumnName("nth").UseIdentityAlwaysColumn();
        b.HasIndex(d => new { d.CompetitionId, d.Order }).IsUnique();
        b.Property(d => d.Reason).HasMaxLength(64);
        b.ToTable(t =>
            t.HasCheckConstraint(
                "ck_ballot_decisions_order",
                "(step = 1 and after is null and kind = 3) or (step = 2 and after = 1 and kind in (4, 5))"
            )
        );
    }
}

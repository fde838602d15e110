using Contest.Core.Competitions;
using Contest.Infrastructure.Voting.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class LedgerHeadMapping : IEntityTypeConfiguration<LedgerHead>
{
    public void Configure(EntityTypeBuilder<LedgerHead> b)
    {
        b.HasKey(h => h.CompetitionId);
        b.HasOne<Competition>().WithMany().HasForeignKey(h => h.CompetitionId);
        b.ToTable(t => t.HasCheckConstraint("ck_ledger_heads_votes", "votes <= received"));
    }
}

/// <summary>Append-only. A receipt and a ballot id stand in one leaf each: the second index is partial and unique.</summary>
internal sealed class LedgerRowMapping : IEntityTypeConfiguration<LedgerRow>
{
    public void Configure(EntityTypeBuilder<LedgerRow> b)
    {
        b.HasKey(r => new { r.CompetitionId, r.Index });
        b.HasIndex(r => new
            {
                r.CompetitionId,
                r.Ballot,
                r.Kind,
            })
            .IsUnique()
            .HasFilter("kind in (1, 2)");
        b.HasOne<LedgerHead>().WithMany().HasForeignKey(r => r.CompetitionId);
    }
}

internal sealed class LedgerTileMapping : IEntityTypeConfiguration<LedgerTile>
{
    public void Configure(EntityTypeBuilder<LedgerTile> b)
    {
        b.HasKey(t => new
        {
            t.CompetitionId,
            t.Level,
            t.Index,
        });
        b.HasOne<LedgerHead>().WithMany().HasForeignKey(t => t.CompetitionId);
    }
}

/// <summary>Append-only.</summary>
internal sealed class LedgerCheckpointMapping : IEntityTypeConfiguration<LedgerCheckpoint>
{
    public void Configure(EntityTypeBuilder<LedgerCheckpoint> b)
    {
        b.HasKey(c => new { c.CompetitionId, c.Number });
        b.HasOne<LedgerHead>().WithMany().HasForeignKey(c => c.CompetitionId);
    }
}

internal sealed class VoteCounterMapping : IEntityTypeConfiguration<VoteCounter>
{
    public void Configure(EntityTypeBuilder<VoteCounter> b) =>
        b.HasKey(c => new
        {
            c.CompetitionId,
            c.Entry,
            c.Hour,
            c.Tier,
        });
}

internal sealed class BallotCounterMapping : IEntityTypeConfiguration<BallotCounter>
{
    public void Configure(EntityTypeBuilder<BallotCounter> b) =>
        b.HasKey(c => new
        {
            c.CompetitionId,
            c.Hour,
            c.Tier,
        });
}

internal sealed class HeldCounterMapping : IEntityTypeConfiguration<HeldCounter>
{
    public void Configure(EntityTypeBuilder<HeldCounter> b) =>
        b.HasKey(c => new
        {
            c.CompetitionId,
            c.Entry,
            c.Hour,
            c.Tier,
        });
}

using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class BallotMapping : IEntityTypeConfiguration<Ballot>
{
    public void Configure(EntityTypeBuilder<Ballot> b)
    {
        b.HasKey(x => new
        {
            x.CompetitionId,
            x.Day,
            x.Voter,
            x.Slot,
        });
        b.HasOne<Competition>().WithMany().HasForeignKey(x => x.CompetitionId);
        b.HasIndex(x => x.ClientId).IsUnique();
        b.HasIndex(x => new { x.CompetitionId, x.Receipt }).IsUnique();
        b.Property(x => x.Receipt).HasMaxLength(16);
        b.HasMany(x => x.Choices)
            .WithOne()
            .HasForeignKey(c => new
            {
                c.CompetitionId,
                c.Day,
                c.Voter,
                c.Slot,
            });
        b.ToTable(t => t.HasCheckConstraint("ck_ballots_slot", "slot >= 1"));
    }
}

internal sealed class BallotChoiceMapping : IEntityTypeConfiguration<BallotChoice>
{
    public void Configure(EntityTypeBuilder<BallotChoice> b)
    {
        b.HasKey(x => new
        {
            x.CompetitionId,
            x.Day,
            x.Voter,
            x.EntryId,
            x.Nth,
        });
        b.HasOne<Entry>().WithMany().HasForeignKey(x => x.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(x => new { x.CompetitionId, x.EntryId });
        b.ToTable(t => t.HasCheckConstraint("ck_ballot_choices_nth", "nth >= 1"));
    }
}

internal sealed class TallySheetMapping : IEntityTypeConfiguration<TallySheet>
{
    public void Configure(EntityTypeBuilder<TallySheet> b)
    {
        b.HasKey(t => t.CompetitionId);
        b.HasOne<Competition>().WithMany().HasForeignKey(t => t.CompetitionId);
    }
}

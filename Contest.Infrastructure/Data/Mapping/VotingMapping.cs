using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

/// <summary>
/// No foreign key to the edition: a check of it for each of a thousand ballots a batch costs more than writing them.
/// The statement that inserts holds the run of the edition's voting stage (<c>WriteBallots</c>).
/// </summary>
internal sealed class BallotMapping : IEntityTypeConfiguration<Ballot>
{
    public void Configure(EntityTypeBuilder<Ballot> b)
    {
        b.HasKey(x => new
        {
            x.Voter, // first: it tells any two apart, and every search compares it
            x.CompetitionId,
            x.Nth,
        });
        b.Property(x => x.Arrival).UseIdentityAlwaysColumn();
        b.HasIndex(x => x.Arrival).IsUnique();
        // no index: a receipt is its ballot's arrival under the edition's key, and unique as that is (ReceiptNumbers)
        b.Property(x => x.Receipt).HasMaxLength(16).UseCollation("C");
        b.ToTable(t =>
        {
            t.HasCheckConstraint("ck_ballots_nth", "nth >= 1");
            t.HasCheckConstraint("ck_ballots_choices", "cardinality(choices) between 1 and 10");
        });
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

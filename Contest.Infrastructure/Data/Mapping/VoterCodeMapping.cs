using Contest.Core.Competitions;
using Contest.Core.Voting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class VoterCodeMapping : IEntityTypeConfiguration<VoterCode>
{
    public void Configure(EntityTypeBuilder<VoterCode> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(c => c.CompetitionId);
        b.HasIndex(c => new
        {
            c.CompetitionId,
            c.Contact,
            c.SentAt,
        });
        b.HasIndex(c => new
        {
            c.CompetitionId,
            c.Device,
            c.SentAt,
        });
        b.HasIndex(c => new
        {
            c.CompetitionId,
            c.Network,
            c.SentAt,
        });
        b.HasIndex(c => c.SentAt);
        b.ToTable(t =>
            t.HasCheckConstraint("ck_voter_codes_tries", $"wrong_tries between 0 and {VoterCodes.MostTries}")
        );
    }
}

using Contest.Core.Registration;
using Contest.Infrastructure.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> b)
    {
        b.HasOne<Entrant>().WithMany().HasForeignKey(m => m.EntrantId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(m => m.PersonId);
        // one lasting membership a person and organisation, whoever accepts at the same moment
        b.HasIndex(m => new { m.EntrantId, m.PersonId }).IsUnique().HasFilter("ended_at is null");
    }
}

internal sealed class JoinRequestMapping : IEntityTypeConfiguration<JoinRequest>
{
    public void Configure(EntityTypeBuilder<JoinRequest> b)
    {
        b.HasOne<Entrant>().WithMany().HasForeignKey(r => r.EntrantId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(r => r.PersonId);
        b.HasIndex(r => new { r.EntrantId, r.PersonId }).IsUnique().HasFilter("decided_at is null");
        b.Property(r => r.Grounds).HasMaxLength(MembershipRules.LongestGrounds);
        b.Property(r => r.DecidedByName).HasMaxLength(100);
    }
}

internal sealed class PartAnswerMapping : IEntityTypeConfiguration<PartAnswer>
{
    public void Configure(EntityTypeBuilder<PartAnswer> b)
    {
        b.HasOne<Entry>().WithMany().HasForeignKey(a => a.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Entrant>().WithMany().HasForeignKey(a => a.EntrantId).OnDelete(DeleteBehavior.Restrict);
        // two who answer for one organisation at once: one is first
        b.HasIndex(a => new
            {
                a.EntryId,
                a.EntrantId,
                a.Number,
            })
            .IsUnique();
        b.Property(a => a.PersonName).HasMaxLength(100);
    }
}

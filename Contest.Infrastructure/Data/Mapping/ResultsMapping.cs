using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Results;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class PublicationMapping : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(p => p.CompetitionId);
        b.HasIndex(p => new { p.CompetitionId, p.Number }).IsUnique();
    }
}

internal sealed class CertificateMapping : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> b)
    {
        b.HasKey(c => c.Number);
        b.Property(c => c.Number).HasMaxLength(40);
        b.HasOne<Publication>().WithMany().HasForeignKey(c => c.PublicationId).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Entry>().WithMany().HasForeignKey(c => c.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(c => new
            {
                c.CompetitionId,
                c.Award,
                c.EntryId,
            })
            .IsUnique();
    }
}

internal sealed class ObjectionMapping : IEntityTypeConfiguration<Objection>
{
    public void Configure(EntityTypeBuilder<Objection> b)
    {
        b.HasOne<Entry>().WithMany().HasForeignKey(o => o.EntryId).OnDelete(DeleteBehavior.Restrict);
        b.HasIndex(o => new { o.CompetitionId, o.RaisedAt });
    }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> b)
    {
        b.Property(p => p.DisplayName).HasMaxLength(100);
        b.Property(p => p.Culture).HasMaxLength(8);
    }
}

internal sealed class SignInCodeMapping : IEntityTypeConfiguration<SignInCode>
{
    public void Configure(EntityTypeBuilder<SignInCode> b)
    {
        b.Property(c => c.Network).HasMaxLength(64);
        b.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        b.HasIndex(c => new { c.PersonId, c.SentAt });
        b.HasIndex(c => c.SentAt);
        b.ToTable(t =>
            t.HasCheckConstraint(
                "ck_sign_in_codes_tries",
                $"wrong_tries between 0 and {Core.Voting.VoterCodes.MostTries}"
            )
        );
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> b)
    {
        b.HasIndex(i => i.TokenHash).IsUnique();
        b.Property(i => i.TokenHash).HasMaxLength(64);
        b.Property(i => i.Email).HasMaxLength(256);
        b.Property(i => i.Culture).HasMaxLength(8);
        // one open invitation an address, whoever invites at the same moment
        b.HasIndex(i => i.Email).IsUnique().HasFilter("used_at is null and voided_at is null");
        b.HasOne<Entrant>().WithMany().HasForeignKey(i => i.EntrantId).OnDelete(DeleteBehavior.Restrict);
        b.ToTable(t =>
            t.HasCheckConstraint(
                "ck_invitations_role_with_organisation",
                "(entrant_id is null) = (member_role is null)"
            )
        );
    }
}

internal sealed class OutboxMailMapping : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> b)
    {
        b.HasIndex(m => m.Key).IsUnique();
        b.HasIndex(m => m.NextTryAt).HasFilter("sent_at is null and failed_for is null");
        b.HasIndex(m => m.ForgetAt).HasFilter("forget_at is not null");
    }
}

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> b)
    {
        b.HasKey(e => e.Number);
        b.Property(e => e.Number).ValueGeneratedNever();
        b.HasIndex(e => new { e.CompetitionId, e.At });
    }
}

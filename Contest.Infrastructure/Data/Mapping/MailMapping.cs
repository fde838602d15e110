using Contest.Core.Competitions;
using Contest.Core.Registration.Mails;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class MailTemplateMapping : IEntityTypeConfiguration<MailTemplate>
{
    public void Configure(EntityTypeBuilder<MailTemplate> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(t => t.CompetitionId);
        b.HasIndex(t => new
            {
                t.CompetitionId,
                t.Kind,
                t.Language,
            })
            .IsUnique();
        b.Property(t => t.Language).HasMaxLength(8);
        b.Property(t => t.Subject).HasMaxLength(MailWords.LongestSubject);
        b.Property(t => t.Body).HasMaxLength(MailWords.LongestBody);
        b.Property(t => t.ChangedByName).HasMaxLength(200);
        b.Property(t => t.Version).IsRowVersion();
        b.Ignore(t => t.Words);
    }
}

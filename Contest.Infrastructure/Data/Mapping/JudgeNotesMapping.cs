using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class SheetNoteMapping : IEntityTypeConfiguration<SheetNote>
{
    public void Configure(EntityTypeBuilder<SheetNote> b)
    {
        b.HasKey(n => n.SheetId);
        b.HasOne<JudgeSheet>().WithOne().HasForeignKey<SheetNote>(n => n.SheetId).OnDelete(DeleteBehavior.Restrict);
        b.Property(n => n.Note).HasMaxLength(SheetNote.Longest);
    }
}

internal sealed class EligibilityQuestionMapping : IEntityTypeConfiguration<EligibilityQuestion>
{
    public void Configure(EntityTypeBuilder<EligibilityQuestion> b)
    {
        b.HasOne<Competition>().WithMany().HasForeignKey(q => q.CompetitionId);
        b.HasOne<JudgeSheet>().WithMany().HasForeignKey(q => q.SheetId).OnDelete(DeleteBehavior.Restrict);
        b.Property(q => q.Reason).HasMaxLength(EligibilityQuestion.Longest);
        b.Property(q => q.Answer).HasMaxLength(EligibilityQuestion.Longest);
        // one open question a sheet
        b.HasIndex(q => q.SheetId).IsUnique().HasFilter("answered_at is null");
    }
}

using Contest.Core.Competitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class CalendarDayMapping : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> b)
    {
        b.HasKey(d => d.Date);
        b.Property(d => d.Name).HasMaxLength(CalendarDay.LongestName);
        b.Property(d => d.Source).HasMaxLength(CalendarDay.LongestSource);
        b.Property(d => d.ChangedByName).HasMaxLength(200);
    }
}

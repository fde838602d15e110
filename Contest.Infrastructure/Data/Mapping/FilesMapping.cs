using Contest.Core.Registration;
using Contest.Core.Registration.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Contest.Infrastructure.Data.Mapping;

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> b)
    {
        b.HasOne<Entry>().WithMany().HasForeignKey(f => f.EntryId);
        // two files at once for the last free place: one of them has it
        b.HasIndex(f => new
            {
                f.EntryId,
                f.Slot,
                f.Place,
            })
            .IsUnique();
        b.HasIndex(f => f.Scan);
        b.Property(f => f.Name).HasMaxLength(FileName.Most);
        b.Property(f => f.Sha256).HasMaxLength(64);
        b.ToTable(t => t.HasCheckConstraint("ck_stored_files_place", "place between 1 and 100 and size > 0"));
    }
}

internal sealed class UploadMapping : IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<Upload> b)
    {
        b.HasOne<Entry>().WithMany().HasForeignKey(u => u.EntryId);
        b.HasIndex(u => new
            {
                u.EntryId,
                u.Slot,
                u.Place,
            })
            .IsUnique();
        b.HasIndex(u => u.LastAt);
        b.Property(u => u.Stamp).HasMaxLength(64);
        b.Property(u => u.Name).HasMaxLength(FileName.Most);
        b.HasMany(u => u.Chunks).WithOne().HasForeignKey(c => c.UploadId);
        b.ToTable(t =>
            t.HasCheckConstraint(
                "ck_uploads_received",
                "place between 1 and 100 and size > 0 and received between 0 and size"
            )
        );
    }
}

internal sealed class UploadChunkMapping : IEntityTypeConfiguration<UploadChunk>
{
    public void Configure(EntityTypeBuilder<UploadChunk> b)
    {
        b.HasKey(c => new { c.UploadId, c.Offset });
        b.Property(c => c.Key).HasMaxLength(128);
        b.ToTable(t => t.HasCheckConstraint("ck_upload_chunks_length", "\"offset\" >= 0 and length > 0"));
    }
}

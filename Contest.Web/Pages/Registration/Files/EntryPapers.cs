using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Files;

/// <summary>An entry's files for those who read it: links, and the first pages of PDFs as pictures.</summary>
public sealed record EntryPapers(IReadOnlyList<EntryPapers.Paper> Papers)
{
    public sealed record Paper(
        Guid Id,
        FileSlot Slot,
        string Name,
        FileKind Kind,
        long Size,
        int? Pages,
        ScanState Scan
    )
    {
        /// <summary>A file that waits for the scanner is named and not opened.</summary>
        public bool IsShown => Scan != ScanState.Quarantined;

        /// <summary>How many pages are shown as pictures.</summary>
        public int Pictures => !IsShown || Kind != FileKind.Pdf ? 0 : Math.Min(Pages ?? 0, PdfTools.MostPages);
    }

    /// <summary>What a judge is given to read.</summary>
    public static IReadOnlyList<FileSlot> ForJudges { get; } = [FileSlot.Dossier, FileSlot.Deck];

    /// <summary>The files of these slots, in the slots' order; the page has decided that its viewer may see them.</summary>
    public static async Task<EntryPapers> ReadAsync(
        ContestDb db,
        Guid entryId,
        IReadOnlyList<FileSlot> slots,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(slots);
        var papers = await db
            .StoredFiles.Where(f => f.EntryId == entryId && slots.Contains(f.Slot))
            .OrderBy(f => f.StoredAt)
            .Select(f => new Paper(f.Id, f.Slot, f.Name, f.Kind, f.Size, f.Pages, f.Scan))
            .ToListAsync(cancel);
        return new([.. papers.OrderBy(p => slots.ToList().IndexOf(p.Slot))]);
    }
}

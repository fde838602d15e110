using System.Globalization;
using Contest.Core.Competitions;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data;
using Contest.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Files;

/// <summary>What the part <c>_Files</c> shows: every slot of the rulebook with the entry's files and uploads.</summary>
/// <param name="Edition">The edition's slug.</param>
/// <param name="EntryId">A saved entry.</param>
/// <param name="Slots">In the order of the rulebook; closed ones without files are left out.</param>
/// <param name="MayChange">The entry's files may be changed now.</param>
public sealed record EntryFiles(string Edition, Guid EntryId, IReadOnlyList<EntryFiles.Shelf> Slots, bool MayChange)
{
    /// <summary>Most megabytes of a file sent by the plain form, without script.</summary>
    public const int MostPlainMegabytes = 20;

    /// <summary>A slot with its rule and what is in it.</summary>
    public sealed record Shelf(FileSlot Slot, FileSlotRule Rule, IReadOnlyList<Line> Lines)
    {
        public bool HasRoom => Rule.Contents.Count > 0 && Lines.Count < Rule.MostFiles;

        /// <summary>The endings a file dialogue offers first; the content decides.</summary>
        public string Accept =>
            string.Join(
                ',',
                Rule.Contents.Select(k =>
                    k == FileKind.Jpeg ? ".jpg,.jpeg" : "." + FileKinds.Name(k).ToLowerInvariant()
                )
            );

        public string Hint =>
            string.Format(
                CultureInfo.CurrentCulture,
                Uploads.Limits,
                FileKinds.Names(Rule.Contents),
                Rule.MostMegabytes,
                Rule.MostFiles
            );
    }

    /// <summary>A file or an upload under way.</summary>
    public sealed record Line(
        Guid Id,
        FileSlot Slot,
        string Name,
        long Size,
        long Received,
        bool IsDone,
        ScanState? Scan,
        string? Stamp
    )
    {
        public string State =>
            Scan switch
            {
                ScanState.Clean => Uploads.Clean,
                ScanState.NotScanned => Uploads.NotScanned,
                ScanState.Quarantined => Uploads.Quarantined,
                _ => Uploads.Interrupted,
            };

        public string Kind =>
            Scan switch
            {
                ScanState.Clean => "ok",
                ScanState.NotScanned => "plain",
                _ => "warn",
            };
    }

    /// <summary>The part's contents for an entry; the page has decided that its viewer may see them.</summary>
    public static async Task<EntryFiles> ReadAsync(
        ContestDb db,
        string edition,
        Guid entryId,
        FileRules rules,
        bool mayChange,
        CancellationToken cancel
    )
    {
        var lines = (await LinesAsync(db, entryId, cancel)).ToLookup(l => l.Slot);
        var slots =
            from slot in Enum.GetValues<FileSlot>()
            let shelf = new Shelf(slot, rules.Of(slot), [.. lines[slot]])
            where shelf.Rule.Contents.Count > 0 || shelf.Lines.Count > 0
            select shelf;
        return new(edition, entryId, [.. slots], mayChange);
    }

    /// <summary>Files first, then uploads under way, each in the order they came.</summary>
    public static async Task<IReadOnlyList<Line>> LinesAsync(ContestDb db, Guid entryId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var files = await db
            .StoredFiles.AsNoTracking()
            .Where(f => f.EntryId == entryId)
            .OrderBy(f => f.StoredAt)
            .ToListAsync(cancel);
        var uploads = await db
            .Uploads.AsNoTracking()
            .Where(u => u.EntryId == entryId)
            .OrderBy(u => u.StartedAt)
            .ToListAsync(cancel);
        return [.. files.Select(Of), .. uploads.Select(Of)];
    }

    public static Line Of(StoredFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Id, file.Slot, file.Name, file.Size, file.Size, true, file.Scan, null);
    }

    public static Line Of(Upload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return new(upload.Id, upload.Slot, upload.Name, upload.Size, upload.Received, false, null, upload.Stamp);
    }

    /// <summary>The slot in addresses and scripts.</summary>
    public static string Word(FileSlot slot) => slot.ToString().ToLowerInvariant();

    /// <summary>1.4 MB, 12 KB: for people.</summary>
    public static string Bytes(long size) =>
        size >= 1024 * 1024
            ? string.Create(CultureInfo.InvariantCulture, $"{size / 1048576m:0.0} MB")
            : string.Create(CultureInfo.InvariantCulture, $"{decimal.Ceiling(size / 1024m):0} KB");
}

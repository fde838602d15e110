using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Registration.Files;

namespace Contest.Infrastructure.Files;

/// <summary>What a whole file turned out to be.</summary>
/// <param name="Pages">Of a PDF, when poppler could tell.</param>
public sealed record Inspected(FileKind Kind, string Sha256, int? Pages, ScanState Scan);

/// <summary>Looks at a file that has arrived in full: content, archive, lock, virus.</summary>
public sealed class FileInspection(PdfTools pdf, VirusScanner scanner)
{
    /// <summary>What it is, or why it is not taken.</summary>
    public async Task<Outcome<Inspected>> OfAsync(
        FileStream file,
        FileSlotRule rule,
        UnscannedFiles unscanned,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        var start = new byte[Sniffing.Needs];
        file.Position = 0;
        var content = Sniffing.Of(start.AsSpan(0, await file.ReadAtLeastAsync(start, start.Length, false, cancel)));
        if (FileRefusals.WhyNotContent(content, rule) is { } refusal)
            return refusal;
        var known =
            content == Content.Archive
                ? await ArchiveInspection.OfAsync(file, cancel)
                : Sniffing.KindOf(content)!.Value;
        if (known.Refusal is { } unfit)
            return unfit;
        if (FileRefusals.WhyNotKind(known.Value, rule) is { } notTaken)
            return notTaken;
        var pages = known.Value == FileKind.Pdf ? await PagesAsync(file, cancel) : null;
        if (pages?.Refusal is { } closed)
            return closed;
        file.Position = 0;
        var scan = await scanner.ScanAsync(file, cancel);
        if (scan.Found is { } virus)
            return new Refusal("file.infected", virus);
        file.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        return new Inspected(known.Value, hash, pages?.Value.Count, StateOf(scan, unscanned));
    }

    internal static ScanState StateOf(ScanAnswer scan, UnscannedFiles unscanned) =>
        scan.HasLooked ? ScanState.Clean
        : unscanned == UnscannedFiles.Quarantine ? ScanState.Quarantined
        : ScanState.NotScanned;

    private readonly record struct PageCount(int? Count);

    private async Task<Outcome<PageCount>> PagesAsync(FileStream file, CancellationToken cancel)
    {
        file.Position = 0;
        var facts = await pdf.LookAsync(file, cancel);
        return facts.IsLocked ? new Refusal("file.locked_pdf")
            : facts is { WasAsked: true, Pages: null } ? new Refusal("file.pdf_damaged")
            : new PageCount(facts.Pages);
    }
}

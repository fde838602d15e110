using Contest.Core;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Printing;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Results;

/// <summary>Prints a certificate once and keeps the file: whoever asks later gets the same bytes.</summary>
public sealed class PrintCertificate(ContestDb db, PdfPrinter printer)
{
    /// <param name="CheckAddress">Where the QR code leads, the number included.</param>
    public sealed record Command(string Number, Uri CheckAddress);

    public async Task<Outcome<byte[]>> HandleAsync(Command command, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.HoldCertificateAsync(command.Number, cancel) is not { RevokedAt: null } certificate)
            return new Refusal("results.unknown_certificate", command.Number);
        if (certificate.Pdf is { } kept)
            return kept;
        var facts = CanonicalJson.Read<CertificateFacts>(certificate.Facts);
        var printed = await printer.PrintAsync(CertificateSheet.Html(facts, command.CheckAddress), cancel);
        if (printed.Value is not { } pdf)
            return printed;
        certificate.Pdf = pdf;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return pdf;
    }
}

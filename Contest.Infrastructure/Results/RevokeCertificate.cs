using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Results;

/// <summary>Revoking a certificate takes two people and a reason; the number stays, its check page says revoked.</summary>
public sealed class RevokeCertificate(ContestDb db, TimeProvider clock) : ITwoPersonAct
{
    public sealed record Command(string Number, string Reason, Actor Actor);

    /// <summary>What the second person is shown.</summary>
    public sealed record Shown(string Number, string Reason, bool IsRevoked);

    public async Task<Outcome<Approval>> HandleAsync(Command command, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (command.Actor.Role is not Role.Organizer)
            return new Refusal("competition.organizer_only");
        if (string.IsNullOrWhiteSpace(command.Reason))
            return new Refusal("results.revocation_reason");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var certificate = await db
            .Certificates.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Number == command.Number, cancel);
        if (certificate is null)
            return new Refusal("results.unknown_certificate", command.Number);
        if (certificate.RevokedAt is not null)
            return new Refusal("results.already_revoked", command.Number);
        var asked = await db.AskForApprovalAsync(
            certificate.CompetitionId,
            nameof(RevokeCertificate),
            CanonicalJson.Write(new Shown(certificate.Number, command.Reason.Trim(), IsRevoked: false)),
            command.Actor,
            now,
            cancel
        );
        if (asked.Refusal is null)
            await transaction.CommitAsync(cancel);
        return asked;
    }

    public async Task<Outcome<string>> ShowAsync(Approval approval, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(approval);
        var shown = CanonicalJson.Read<Shown>(approval.Shown);
        var isRevoked = await db.Certificates.AnyAsync(c => c.Number == shown.Number && c.RevokedAt != null, cancel);
        return CanonicalJson.Write(shown with { IsRevoked = isRevoked });
    }

    public async Task<Refusal?> CarryOutAsync(
        Approval approval,
        Actor second,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(approval);
        var shown = CanonicalJson.Read<Shown>(approval.Shown);
        var certificate = await db.Certificates.SingleAsync(c => c.Number == shown.Number, cancel);
        certificate.RevokedAt = now;
        certificate.RevocationReason = shown.Reason;
        return null;
    }
}

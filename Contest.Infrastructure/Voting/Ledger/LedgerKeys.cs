using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>The key pair of each edition's checkpoints: made when its vote opens; the private half is stored sealed and never shown.</summary>
public sealed class LedgerKeys(ContestDb db, IDataProtectionProvider protection) : IOnStageOpened
{
    public Stage Stage => Stage.Voting;

    public Task AfterOpeningAsync(
        Competition competition,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(competition);
        return MakeAsync(competition, now, cancel);
    }

    /// <summary>Makes the head of the edition's ledger with its key, once; a vote that opened before there were ledgers gets one too.</summary>
    public async Task MakeAsync(Competition competition, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(competition);
        if (await db.LedgerHeads.AnyAsync(h => h.CompetitionId == competition.Id, cancel))
            return;
        var (open, sealedKey) = Make(competition.Id);
        await db.AddLedgerAsync(competition, open, sealedKey, cancel);
    }

    /// <summary>
    /// The private key. One that cannot be opened and has signed nothing yet is replaced, in the audit log; one that has
    /// signed cannot be replaced in silence: then this is null, and whoever needs it says so.
    /// </summary>
    internal async Task<ECDsa?> OpenAsync(
        LedgerHead head,
        bool hasSigned,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        try
        {
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(
                Convert.FromBase64String(Seal(head.CompetitionId).Unprotect(head.PrivateKey)),
                out _
            );
            return key;
        }
        catch (CryptographicException) when (hasSigned)
        {
            return null;
        }
        catch (CryptographicException)
        {
            (head.PublicKey, head.PrivateKey) = Make(head.CompetitionId);
            await db.RecordAsync(
                actor,
                "ReplaceLedgerKey",
                "ledger",
                now,
                head.CompetitionId,
                after: new { Fingerprint = LedgerKey.Fingerprint(head.PublicKey) },
                cancel: cancel
            );
            return await OpenAsync(head, hasSigned: true, actor, now, cancel);
        }
    }

    private (byte[] Public, string Sealed) Make(Guid competitionId)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var secret = Convert.ToBase64String(key.ExportPkcs8PrivateKey());
        return (key.ExportSubjectPublicKeyInfo(), Seal(competitionId).Protect(secret));
    }

    private IDataProtector Seal(Guid competitionId) =>
        protection.CreateProtector("vote-ledger-key-1", $"{competitionId:N}");
}

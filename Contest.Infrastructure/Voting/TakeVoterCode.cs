using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// A code comes back: whoever enters it on the device that asked for it is the voter it was sent to. Good once; the row
/// is held, so that of two tabs one is told that the code is used.
/// </summary>
public sealed class TakeVoterCode(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid CompetitionId, Guid CodeId, string Typed, Guid Device);

    /// <summary>Who the device is from now on.</summary>
    public sealed record Answer(Guid Voter, VoterIdentity Tier);

    public async Task<Outcome<Answer>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var voting = await db.HoldStageAsync(command.CompetitionId, Stage.Voting, cancel);
        if (StageGates.WhyNotAct(voting) is { } closed)
            return closed;
        var key = await db
            .Competitions.Where(c => c.Id == command.CompetitionId)
            .Select(c => c.VoterKey)
            .SingleAsync(cancel);
        var code = await db.HoldVoterCodeAsync(command.CompetitionId, command.CodeId, command.Device, cancel);
        var isRight = key is not null && code is not null && IsRight(key, code, command.Typed);
        var refusal = VoterCodes.WhyNotTake(code, isRight, now);
        if (refusal is null)
            code!.UsedAt = now;
        else if (refusal.Code is "voting.code_wrong" or "voting.code_spent" && code!.WrongTries < VoterCodes.MostTries)
            code.WrongTries++;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return refusal is null ? new Answer(code!.Voter, code.Tier) : refusal;
    }

    private static bool IsRight(byte[] key, VoterCode code, string typed)
    {
        var digits = new string([.. typed.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsAsciiDigit)]);
        return CryptographicOperations.FixedTimeEquals(VoterPseudonym.Code(key, code.Id, digits), code.CodeHash);
    }
}

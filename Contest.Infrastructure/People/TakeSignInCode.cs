using Contest.Core;
using Contest.Core.Voting;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.People;

/// <summary>
/// A judge enters the code from the mail on the device that asked for it. Good once; the row is held, so that of two tabs
/// one is told. Whatever is wrong, the answer is the same: it says nothing about who has an account.
/// </summary>
public sealed class TakeSignInCode(
    ContestDb db,
    TimeProvider clock,
    ILookupNormalizer normalizer,
    IDataProtectionProvider protection
)
{
    public sealed record Command(string Email, Guid Device, string Typed);

    /// <summary>The judge who may come in; a second step of theirs is still to be taken.</summary>
    public async Task<Outcome<Guid>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        var normal = normalizer.NormalizeEmail(command.Email.Trim());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var person = await db
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(p => p.NormalizedEmail == normal && p.Role == Role.Judge, cancel);
        var code = person is null ? null : await db.HoldSignInCodeAsync(person.Id, command.Device, cancel);
        var isRight = code is not null && code.Is(command.Typed, protection);
        if (VoterCodes.WhyNotTake(code, isRight, now) is not null)
        {
            if (code is { UsedAt: null, WrongTries: < VoterCodes.MostTries } && now < code.ExpiresAt)
                code.WrongTries++;
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return new Refusal("people.mail_code_wrong");
        }
        code!.UsedAt = now;
        await db.SaveChangesAsync(cancel);
        await db.RecordAsync(
            new(person!.Id, person.DisplayName, person.Role),
            nameof(TakeSignInCode),
            $"person:{person.Id}",
            now,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return person.Id;
    }
}

/// <summary>Codes go a day after they were sent: until then they are counted.</summary>
public sealed class ForgetSignInCodes(ContestDb db, TimeProvider clock)
{
    /// <returns>How many went.</returns>
    public Task<int> HandleAsync(CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - VoterCodes.Memory;
        return db.SignInCodes.Where(c => c.SentAt <= before).ExecuteDeleteAsync(cancel);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Contest.Core;
using Contest.Core.Voting;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.People;

/// <summary>
/// Mails a judge a code to sign in with, on a device where neither passkey nor password is at hand. Says nothing about
/// whether the mailbox is known, nor whether a code was sent. Limits are those of voters' codes (<see cref="VoterCodes"/>).
/// </summary>
public sealed class RequestSignInCode(
    ContestDb db,
    TimeProvider clock,
    ILookupNormalizer normalizer,
    IDataProtectionProvider protection
)
{
    /// <summary>Codes one network may ask for an hour: a jury at work in one building shares one.</summary>
    public const int MostOfNetwork = 60;

    /// <param name="Device">The device that asks, by its own cookie.</param>
    /// <param name="Network">Its network, cut to /24 or /48.</param>
    public sealed record Command(string Email, Guid Device, string Network);

    public async Task HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await JudgeAsync(command.Email, cancel) is not { } person)
            return;
        await db.HoldCodesAsync(
            person.Id.ToByteArray(),
            command.Device,
            Encoding.UTF8.GetBytes(command.Network),
            cancel
        );
        if (VoterCodes.WhyNotSend(await BeforeAsync(command, person.Id, now, cancel), MostOfNetwork, now) is not null)
            return;
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var row = Row(command, person.Id, code, now);
        db.Add(row);
        db.Add(
            PeopleMail.Write(
                "code",
                person.Email!,
                person.Culture,
                now,
                $"sign-in-code:{row.Id:N}",
                row.ExpiresAt,
                [person.DisplayName, code, VoterCodes.Life.Minutes]
            )
        );
        await db.RecordAsync(
            new(null, "sign-in page", null),
            nameof(RequestSignInCode),
            $"person:{person.Id}",
            now,
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
    }

    private Task<Person?> JudgeAsync(string email, CancellationToken cancel)
    {
        var normal = normalizer.NormalizeEmail(email.Trim());
        return db
            .Users.AsNoTracking()
            .SingleOrDefaultAsync(p => p.NormalizedEmail == normal && p.Role == Role.Judge && p.EmailConfirmed, cancel);
    }

    private async Task<CodesBefore> BeforeAsync(
        Command command,
        Guid personId,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var (hour, day) = (now - TimeSpan.FromHours(1), now - VoterCodes.Memory);
        var sent = db.SignInCodes.Where(c => c.SentAt > day);
        var toPerson = await sent.Where(c => c.PersonId == personId).Select(c => c.SentAt).ToListAsync(cancel);
        return new(
            toPerson.Count > 0 ? toPerson.Max() : null,
            toPerson.Count(at => at > hour),
            toPerson.Count,
            await sent.CountAsync(c => c.Device == command.Device && c.SentAt > hour, cancel),
            await sent.CountAsync(c => c.Network == command.Network && c.SentAt > hour, cancel)
        );
    }

    private SignInCode Row(Command command, Guid personId, string code, DateTimeOffset now)
    {
        var id = Guid.NewGuid();
        var key = RandomNumberGenerator.GetBytes(32);
        return new()
        {
            Id = id,
            PersonId = personId,
            Device = command.Device,
            Network = command.Network,
            Key = SignInCode.Seal(protection).Protect(Convert.ToBase64String(key)),
            CodeHash = SignInCode.Hash(key, id, code),
            SentAt = now,
            ExpiresAt = now + VoterCodes.Life,
        };
    }
}

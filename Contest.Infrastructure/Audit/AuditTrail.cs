using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Contest.Core;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Audit;

/// <summary>Writes and checks the audit log's hash chain.</summary>
public static class AuditTrail
{
    private static readonly string Beginning = new('0', 64);

    /// <summary>
    /// Appends one line inside the caller's transaction and saves it. Call it last before the commit: it holds the
    /// chain's lock until then.
    /// </summary>
    public static async Task RecordAsync(
        this ContestDb db,
        Actor actor,
        string act,
        string subject,
        DateTimeOffset at,
        Guid? competitionId = null,
        object? before = null,
        object? after = null,
        CancellationToken cancel = default
    )
    {
        await db.HoldAsync(NamedLock.AuditChain, cancel);
        var last = await db
            .AuditEvents.OrderByDescending(e => e.Number)
            .Select(e => new { e.Number, e.Hash })
            .FirstOrDefaultAsync(cancel);
        var previous = last?.Hash ?? Beginning;
        var number = (last?.Number ?? 0) + 1;
        // PostgreSQL keeps microseconds: hash what it will give back.
        var moment = new DateTimeOffset(at.UtcTicks / 10 * 10, TimeSpan.Zero);
        var (was, now) = (Json(before), Json(after));
        var hash = HashOf(
            previous,
            number,
            moment,
            competitionId,
            actor.PersonId,
            actor.Name,
            actor.Role,
            act,
            subject,
            was,
            now
        );
        db.AuditEvents.Add(
            new()
            {
                Number = number,
                At = moment,
                CompetitionId = competitionId,
                PersonId = actor.PersonId,
                Who = actor.Name,
                Role = actor.Role,
                Act = act,
                Subject = subject,
                Before = was,
                After = now,
                PreviousHash = previous,
                Hash = hash,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The number of the first line whose chain is broken, or null when the whole log holds.</summary>
    public static async Task<long?> FirstBreakAsync(ContestDb db, CancellationToken cancel)
    {
        var (previous, number) = (Beginning, 0L);
        await foreach (
            var e in db.AuditEvents.AsNoTracking().OrderBy(e => e.Number).AsAsyncEnumerable().WithCancellation(cancel)
        )
        {
            var hash = HashOf(
                previous,
                ++number,
                e.At,
                e.CompetitionId,
                e.PersonId,
                e.Who,
                e.Role,
                e.Act,
                e.Subject,
                e.Before,
                e.After
            );
            if (e.Number != number || e.PreviousHash != previous || e.Hash != hash)
                return e.Number;
            previous = hash;
        }
        return null;
    }

    private static string? Json(object? value) =>
        value is null ? null : value as string ?? JsonSerializer.Serialize(value, ContestJson.Options);

    private static string HashOf(params object?[] fields)
    {
        var text = string.Join(
            '\n',
            fields.Select(f =>
                f switch
                {
                    null => "-",
                    DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    string s => JsonSerializer.Serialize(s),
                    IFormattable x => x.ToString(null, CultureInfo.InvariantCulture),
                    _ => f.ToString(),
                }
            )
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

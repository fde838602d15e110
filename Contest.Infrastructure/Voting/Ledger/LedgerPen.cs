using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Voting.Ledger;

/// <summary>Signs where a ledger stands and sends it to the supervisors; the caller holds the head for update.</summary>
internal sealed class LedgerPen(ContestDb db, LedgerKeys keys)
{
    /// <summary>The last checkpoint; null before the first.</summary>
    public static async Task<Checkpoint?> LastAsync(ContestDb db, Guid competitionId, CancellationToken cancel) =>
        await db
            .LedgerCheckpoints.Where(c => c.CompetitionId == competitionId)
            .OrderByDescending(c => c.Number)
            .Select(c => c.Text)
            .FirstOrDefaultAsync(cancel)
            is { } text
            ? Checkpoint.Parse(text)
            : null;

    /// <summary>The next checkpoint; refused when the key that signed those before cannot be opened.</summary>
    public async Task<Outcome<SignedCheckpoint>> SignAsync(
        LedgerHead head,
        Rulebook rulebook,
        Actor actor,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var before = await LastAsync(db, head.CompetitionId, cancel);
        using var key = await keys.OpenAsync(head, hasSigned: before is not null, actor, now, cancel);
        if (key is null)
            return new Refusal("ledger.key_lost");
        var tiles = await db.TilesAsync(head.CompetitionId, TileTree.TilesForRoot(head.Size), cancel);
        var root = TileTree.Root(head.Size, id => tiles.GetValueOrDefault(id));
        var signed = Checkpoint.After(before, head.Edition, head.Size, root, Moment(before, now)).Sign(key);
        db.LedgerCheckpoints.Add(
            new()
            {
                CompetitionId = head.CompetitionId,
                Number = signed.Checkpoint.Number,
                Size = signed.Checkpoint.Size,
                At = signed.Checkpoint.At,
                Text = signed.Checkpoint.Text,
                Signature = signed.Signature,
            }
        );
        await MailAsync(head, rulebook, signed, now, cancel);
        return signed;
    }

    /// <summary>To the second, and never before the last one: a node's clock may be a little behind another's.</summary>
    private static DateTimeOffset Moment(Checkpoint? before, DateTimeOffset now)
    {
        DateTimeOffset second = new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return before is not null && before.At > second ? before.At : second;
    }

    private async Task MailAsync(
        LedgerHead head,
        Rulebook rulebook,
        SignedCheckpoint signed,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var supervisors = await db.Users.Where(p => p.Role == Role.Supervisor && p.Email != null).ToListAsync(cancel);
        foreach (var person in supervisors)
        {
            var culture = CultureInfo.GetCultureInfo(person.Culture);
            db.OutboxMails.Add(
                new OutboxMail
                {
                    Id = Guid.CreateVersion7(now),
                    To = person.Email!,
                    Subject = string.Format(
                        culture,
                        Words.Find("ledger.mail_subject", culture)!,
                        rulebook.Title.For(person.Culture),
                        signed.Checkpoint.Number
                    ),
                    Body = string.Format(
                        culture,
                        Words.Find("ledger.mail_body", culture)!,
                        person.DisplayName,
                        LedgerKey.Fingerprint(head.PublicKey),
                        signed.FileText
                    ),
                    Key = string.Create(
                        CultureInfo.InvariantCulture,
                        $"ledger:{head.CompetitionId:N}:{signed.Checkpoint.Number}:{person.Id:N}"
                    ),
                    QueuedAt = now,
                    NextTryAt = now,
                }
            );
        }
    }
}

using Contest.Core;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Mails;

/// <summary>An organizer's own words for one kind of mail in one language, or the product's again.</summary>
public sealed class SaveMailTemplate(ContestDb db, TimeProvider clock)
{
    /// <param name="Words">The new words; null goes back to the product's.</param>
    /// <param name="Seen">The row version the editor saw; null where the product's words were shown.</param>
    public sealed record Command(
        Guid CompetitionId,
        MailKind Kind,
        string Language,
        MailWords? Words,
        uint? Seen,
        Actor Actor
    );

    /// <summary>Why nothing was saved, each refusal naming its place; empty when it was.</summary>
    public async Task<IReadOnlyList<Refusal>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (command.Actor.Role != Role.Organizer)
            return [new("mail.not_yours")];
        if (!MailWords.Languages.Contains(command.Language))
            return [new("mail.unknown_language")];
        if (command.Words?.Problems(command.Kind) is { Count: > 0 } problems)
            return problems;
        var kept = await db.MailTemplates.SingleOrDefaultAsync(
            t => t.CompetitionId == command.CompetitionId && t.Kind == command.Kind && t.Language == command.Language,
            cancel
        );
        if (kept?.Version != command.Seen)
            return [new("mail.changed")];
        var before = kept?.Words;
        Write(kept, command, now);
        if (!await db.TrySaveAsync(cancel))
            return [new("mail.changed")]; // two editors at once: the row version or the unique index has the last word
        await db.RecordAsync(
            command.Actor,
            nameof(SaveMailTemplate),
            SubjectOf(command.Kind, command.Language),
            now,
            command.CompetitionId,
            before,
            command.Words,
            cancel
        );
        await transaction.CommitAsync(cancel);
        return [];
    }

    /// <summary>What the audit log calls a template.</summary>
    public static string SubjectOf(MailKind kind, string language) => $"mail:{kind}:{language}";

    private void Write(MailTemplate? kept, Command command, DateTimeOffset now)
    {
        if (command.Words is not { } words)
        {
            if (kept is not null)
                db.Remove(kept);
            return;
        }
        if (kept is null)
            db.Add(
                kept = new()
                {
                    Id = Guid.CreateVersion7(now),
                    CompetitionId = command.CompetitionId,
                    Kind = command.Kind,
                    Language = command.Language,
                    Subject = words.Subject,
                    Body = words.Body,
                    ChangedByName = command.Actor.Name,
                }
            );
        (kept.Subject, kept.Body) = (words.Subject, words.Body);
        (kept.ChangedBy, kept.ChangedByName, kept.ChangedAt) = (command.Actor.PersonId, command.Actor.Name, now);
    }
}

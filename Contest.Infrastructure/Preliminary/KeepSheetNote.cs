using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Preliminary;

/// <summary>A judge's own note, flag and putting-off of a sheet: nobody else reads them, nothing is computed from them.</summary>
public sealed class KeepSheetNote(ContestDb db, TimeProvider clock)
{
    /// <param name="IsFlagged">Null leaves it as it is; so do the others.</param>
    /// <param name="IsSkipped">True puts it off behind all others, now.</param>
    public sealed record Command(Guid SheetId, Guid PersonId, bool? IsFlagged, string? Note, bool? IsSkipped);

    public async Task<Outcome<SheetNote>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        if (command.Note?.Length > SheetNote.Longest)
            return new Refusal("judging.note_too_long", SheetNote.Longest);
        if (command.Note?.Contains('\0', StringComparison.Ordinal) is true)
            return new Refusal("judging.comment_character");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // two taps at once take turns
        if (await db.HoldSheetAsync(command.SheetId, cancel) is not { RecusedAt: null } sheet)
            return new Refusal("judging.not_yours");
        if (!await db.Judges.AnyAsync(j => j.Id == sheet.JudgeId && j.PersonId == command.PersonId, cancel))
            return new Refusal("judging.not_yours");
        var note = await db.SheetNotes.SingleOrDefaultAsync(n => n.SheetId == sheet.Id, cancel);
        if (note is null)
            db.SheetNotes.Add(note = new() { SheetId = sheet.Id });
        note.IsFlagged = command.IsFlagged ?? note.IsFlagged;
        note.Note = command.Note?.Trim() ?? note.Note;
        if (command.IsSkipped is { } isSkipped)
            note.SkippedAt = isSkipped ? now : null;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return note;
    }
}

using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>
/// Fields of an entry saved as they are typed, each with its history. A value that meets somebody else's newer one is
/// kept in the history and given back with theirs; the person decides. Its own append-only log, so not in the audit log.
/// </summary>
public sealed class SaveFields(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid EntryId, IReadOnlyList<FieldChange> Changes, Actor Actor);

    /// <param name="Edit">The edit a later change must have seen.</param>
    public sealed record Saved(string Path, int Edit);

    /// <param name="Theirs">What the field says now, and keeps saying.</param>
    /// <param name="Edit">The edit to have seen for writing over it.</param>
    public sealed record Conflict(
        string Path,
        string? Mine,
        string? Theirs,
        int Edit,
        string ByName,
        DateTimeOffset At
    );

    /// <summary>A field that was not saved, and why.</summary>
    public sealed record Unsaved(string Path, Refusal Why);

    /// <param name="Refusal">Why nothing was saved; null when the changes were looked at one by one.</param>
    /// <param name="At">The server's moment.</param>
    public sealed record Answer(
        Refusal? Refusal,
        IReadOnlyList<Saved> Saved,
        IReadOnlyList<Conflict> Conflicts,
        IReadOnlyList<Unsaved> Unsaved,
        DateTimeOffset At
    );

    public async Task<Answer> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var open = await db.OpenEntryAsync(command.EntryId, command.Actor, now, cancel);
        if (open.Value is not { } found)
            return new(open.Refusal, [], [], [], now);
        var fields = await FieldsAsync(found.Entry, cancel);
        var number = await LastEditAsync(command.EntryId, cancel);
        var earlier = await EarlierAsync(command, fields, cancel);
        Writing writing = new(command, fields, earlier, number, now);
        foreach (var change in command.Changes)
            Write(writing, change);
        if (writing.Saved.Count > 0)
            Follow(found.Entry, fields);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(
            null,
            writing.Saved,
            await NamedAsync(writing.Conflicts, command.EntryId, cancel),
            writing.Unsaved,
            now
        );
    }

    private async Task<Dictionary<string, EntryField>> FieldsAsync(Entry entry, CancellationToken cancel)
    {
        var fields = await db.EntryFields.Where(f => f.EntryId == entry.Id).ToDictionaryAsync(f => f.Path, cancel);
        if (fields.Count > 0)
            return fields;
        // an imported entry: what it brought becomes its fields
        await db.Entry(entry).Collection(e => e.Patents).LoadAsync(cancel);
        await db.Entry(entry).Collection(e => e.Participations).Query().Include(p => p.Entrant).LoadAsync(cancel);
        fields = DraftReads.Stored(entry).ToDictionary(f => f.Path);
        db.EntryFields.AddRange(fields.Values);
        return fields;
    }

    private async Task<int> LastEditAsync(Guid entryId, CancellationToken cancel) =>
        await db.EntryEdits.Where(e => e.EntryId == entryId).MaxAsync(e => (int?)e.Number, cancel) ?? 0;

    /// <summary>The history of the fields that somebody has written in since they were seen.</summary>
    private async Task<ILookup<string, EntryEdit>> EarlierAsync(
        Command command,
        Dictionary<string, EntryField> fields,
        CancellationToken cancel
    )
    {
        var paths = command
            .Changes.Where(c => fields.GetValueOrDefault(c.Path)?.Edit > c.Seen)
            .Select(c => c.Path)
            .ToList();
        return paths.Count == 0
            ? Array.Empty<EntryEdit>().ToLookup(e => e.Path)
            : (
                await db
                    .EntryEdits.AsNoTracking()
                    .Where(e => e.EntryId == command.EntryId && e.IsApplied && paths.Contains(e.Path))
                    .OrderBy(e => e.Number)
                    .ToListAsync(cancel)
            ).ToLookup(e => e.Path);
    }

    private void Write(Writing writing, FieldChange change)
    {
        var field = writing.Fields.GetValueOrDefault(change.Path);
        switch (FieldChanges.Decide(change, field, () => writing.SeenBy(change)))
        {
            case ChangeResult.Same:
                writing.Saved.Add(new(change.Path, field?.Edit ?? 0));
                break;
            case ChangeResult.Write when IsOneRowTooMany(writing, change):
                writing.Unsaved.Add(new(change.Path, new("entry.too_many_rows", DraftFields.MostRows)));
                break;
            case ChangeResult.Write:
                Keep(writing, change, field);
                break;
            case ChangeResult.Untouched:
                break;
            case ChangeResult.Conflict:
                Add(writing, change, field?.Value, isApplied: false);
                writing.Conflicts.Add(
                    new(change.Path, FieldChanges.Kept(change.Value), field?.Value, field?.Edit ?? 0, "", writing.At)
                );
                break;
            case ChangeResult.TooLong:
                var most = DraftFields.Find(change.Path)!.MostLetters;
                writing.Unsaved.Add(new(change.Path, new("entry.field_too_long", most, change.Value!.Length)));
                break;
            default:
                writing.Unsaved.Add(new(change.Path, new("entry.field_unknown")));
                break;
        }
    }

    private void Keep(Writing writing, FieldChange change, EntryField? field)
    {
        var edit = Add(writing, change, field?.Value, isApplied: true);
        if (field is null)
        {
            field = new() { EntryId = edit.EntryId, Path = change.Path };
            writing.Fields.Add(change.Path, field);
            db.EntryFields.Add(field);
        }
        (field.Value, field.Edit) = (edit.New, edit.Number);
        writing.Saved.Add(new(change.Path, edit.Number));
    }

    private EntryEdit Add(Writing writing, FieldChange change, string? old, bool isApplied)
    {
        EntryEdit edit = new()
        {
            EntryId = writing.Command.EntryId,
            Number = ++writing.Number,
            Path = change.Path,
            Old = old,
            New = FieldChanges.Kept(change.Value),
            By = writing.Command.Actor.PersonId!.Value,
            ByName = writing.Command.Actor.Name,
            At = writing.At,
            IsApplied = isApplied,
        };
        db.EntryEdits.Add(edit);
        return edit;
    }

    private static bool IsOneRowTooMany(Writing writing, FieldChange change)
    {
        var field = DraftFields.Find(change.Path)!;
        return field.Name == DraftFields.Position
            && !string.IsNullOrWhiteSpace(change.Value)
            && writing.Fields.GetValueOrDefault(change.Path)?.Value is null
            && writing.Fields.Draft().Rows(field.List).Count >= DraftFields.MostRows;
    }

    /// <summary>Lists show a draft by its title; one that was withdrawn and is written in again is a draft again.</summary>
    private static void Follow(Entry entry, Dictionary<string, EntryField> fields)
    {
        var title = Plain.AsTyped(fields.Draft()[DraftFields.Path(DraftFields.Project, "title")]);
        entry.Title = title.Length <= 200 ? title : title[..200];
        if (entry.State == EntryState.Withdrawn)
            entry.State = EntryState.Draft;
    }

    /// <summary>Who wrote what stands there now.</summary>
    private async Task<IReadOnlyList<Conflict>> NamedAsync(
        List<Conflict> conflicts,
        Guid entryId,
        CancellationToken cancel
    )
    {
        if (conflicts.Count == 0)
            return [];
        var numbers = conflicts.Select(c => c.Edit).ToList();
        var edits = await db
            .EntryEdits.AsNoTracking()
            .Where(e => e.EntryId == entryId && numbers.Contains(e.Number))
            .ToDictionaryAsync(e => e.Number, cancel);
        return
        [
            .. conflicts.Select(c =>
                edits.GetValueOrDefault(c.Edit) is { } by ? c with { ByName = by.ByName, At = by.At } : c
            ),
        ];
    }

    private sealed class Writing(
        Command command,
        Dictionary<string, EntryField> fields,
        ILookup<string, EntryEdit> earlier,
        int number,
        DateTimeOffset at
    )
    {
        public Command Command => command;
        public Dictionary<string, EntryField> Fields => fields;
        public int Number { get; set; } = number;

        /// <summary>What the field said when the person saw it: edit 0 is what the first edit found.</summary>
        public string? SeenBy(FieldChange change) =>
            change.Seen == 0
                ? earlier[change.Path].FirstOrDefault()?.Old
                : earlier[change.Path].FirstOrDefault(e => e.Number == change.Seen)?.New;

        public DateTimeOffset At => at;
        public List<Saved> Saved { get; } = [];
        public List<Conflict> Conflicts { get; } = [];
        public List<Unsaved> Unsaved { get; } = [];
    }
}

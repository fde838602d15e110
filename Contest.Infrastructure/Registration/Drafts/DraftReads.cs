using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration.Drafts;

/// <summary>The fields of an entry as its people write them.</summary>
public static class DraftReads
{
    /// <summary>
    /// All fields by path. An entry that was imported has none until somebody writes in it: its stored values stand in,
    /// as edit 0.
    /// </summary>
    /// <param name="db">Where.</param>
    /// <param name="entry">With its participations, their entrants, and its patents.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, EntryField>> FieldsAsync(
        this ContestDb db,
        Entry entry,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(entry);
        var written = await db
            .EntryFields.AsNoTracking()
            .Where(f => f.EntryId == entry.Id)
            .ToDictionaryAsync(f => f.Path, cancel);
        return written.Count > 0 ? written : Stored(entry).ToDictionary(f => f.Path);
    }

    /// <summary>The draft these fields make.</summary>
    public static EntryDraft Draft(this IReadOnlyDictionary<string, EntryField> fields) =>
        new(fields.Values.Where(f => f.Value is not null).ToDictionary(f => f.Path, f => f.Value!));

    internal static IEnumerable<EntryField> Stored(Entry entry) =>
        DraftOf
            .Entry(entry)
            .Select(f => new EntryField
            {
                EntryId = entry.Id,
                Path = f.Key,
                Value = f.Value,
            });
}

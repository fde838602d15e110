using System.Collections.Immutable;

namespace Contest.Core.Preliminary;

/// <summary>
/// What a device sends (DESIGN.md 9): every field changed since the last acknowledged revision, the revision, the
/// server version it was built on, and the judge's decisions about open conflicts.
/// </summary>
/// <param name="Device">The device's random id, at most 64 characters.</param>
/// <param name="Rev">The device's revision: only ever grows on that device.</param>
/// <param name="Base">The server version last seen by the device.</param>
/// <param name="Set">Field name to value: points as exact decimal text, the comment as typed; null clears a field.</param>
/// <param name="Force">Conflicts decided for this device.</param>
/// <param name="Drop">Conflicts decided for the other device.</param>
/// <param name="Submit">The judge pressed submit.</param>
public sealed record SheetUpdate(
    string Device,
    long Rev,
    long Base,
    IReadOnlyDictionary<string, string?> Set,
    IReadOnlyList<string> Force,
    IReadOnlyList<string> Drop,
    bool Submit
);

/// <summary>A field's value, the sheet version that wrote it, and the device that sent it.</summary>
/// <param name="Value">The value as sent; null when cleared.</param>
/// <param name="Version">The sheet's version that wrote it.</param>
/// <param name="Device">The device that sent it.</param>
public sealed record SheetField(string? Value, long Version, string Device);

/// <summary>How an update was answered.</summary>
public enum SheetAnswer
{
    /// <summary>Applied, or already known.</summary>
    Saved = 200,

    /// <summary>Applied where possible; at least one field waits for the judge's choice.</summary>
    Conflict = 409,

    /// <summary>Locked: nothing was changed.</summary>
    Locked = 423,

    /// <summary>A value is not a possible mark: nothing of the update was applied.</summary>
    Invalid = 422,
}

/// <summary>
/// The offline-safe state of one score sheet, as pure data: fields, acknowledged revisions per device, and the values
/// that lost and wait for the judge. Nothing is decided silently, no value is discarded.
/// </summary>
public sealed record SheetState
{
    /// <summary>A sheet nobody has touched.</summary>
    public static SheetState Empty { get; } = new();

    /// <summary>Raised by one with every applied update.</summary>
    public long Version { get; init; }

    /// <summary>The fields by name: criteria codes and <c>comment</c>.</summary>
    public ImmutableSortedDictionary<string, SheetField> Fields { get; init; } =
        ImmutableSortedDictionary<string, SheetField>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The highest applied revision of each device.</summary>
    public ImmutableSortedDictionary<string, long> Acked { get; init; } =
        ImmutableSortedDictionary<string, long>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Per device, the values of that device that lost against another and wait for the judge's choice.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string?>> Open { get; init; } =
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string?>>.Empty.WithComparers(
            StringComparer.Ordinal
        );

    /// <summary>No conflict waits on any device.</summary>
    public bool HasNoConflicts => Open.Values.All(o => o.IsEmpty);

    /// <summary>The values of the fields.</summary>
    public IReadOnlyDictionary<string, string?> Values => Fields.ToDictionary(f => f.Key, f => f.Value.Value);

    /// <summary>What this device still has to decide.</summary>
    public ImmutableSortedDictionary<string, string?> ConflictsOf(string device) =>
        Open.GetValueOrDefault(device)
        ?? ImmutableSortedDictionary<string, string?>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>A repeat of something already applied: the same answer again, nothing changes.</summary>
    public bool Knows(SheetUpdate update) => update.Rev <= Acked.GetValueOrDefault(update.Device);

    /// <summary>The answer to a repeat.</summary>
    public SheetAnswer Repeat(SheetUpdate update) =>
        ConflictsOf(update.Device).IsEmpty ? SheetAnswer.Saved : SheetAnswer.Conflict;

    /// <summary>The state after a new update (DESIGN.md 9, steps 3 and 4). Submission is decided by the caller.</summary>
    public SheetState After(SheetUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        var version = Version + 1;
        var fields = Fields.ToBuilder();
        var open = ConflictsOf(update.Device).RemoveRange(update.Drop).ToBuilder();
        foreach (var (name, value) in update.Set)
        {
            if (!update.Force.Contains(name) && LosesTo(fields.GetValueOrDefault(name), update, value))
            {
                open[name] = value;
                continue;
            }
            open.Remove(name);
            fields[name] = new(value, version, update.Device);
        }
        return this with
        {
            Version = version,
            Fields = fields.ToImmutable(),
            Acked = Acked.SetItem(update.Device, update.Rev),
            Open = Open.SetItem(update.Device, open.ToImmutable()),
        };
    }

    /// <summary>Changed by another device after what this device had seen, to something else.</summary>
    private static bool LosesTo(SheetField? there, SheetUpdate update, string? value) =>
        there is not null && there.Version > update.Base && there.Device != update.Device && there.Value != value;
}

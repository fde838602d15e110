namespace Contest.Core.Registration.Drafts;

/// <summary>One field as a person wants it.</summary>
/// <param name="Path">Which field.</param>
/// <param name="Value">As typed; null or empty: emptied.</param>
/// <param name="Seen">The number of the edit the person saw in it; 0 for a field nobody had written in.</param>
public sealed record FieldChange(string Path, string? Value, int Seen);

/// <summary>What became of a change.</summary>
public enum ChangeResult
{
    /// <summary>The field says so already.</summary>
    Same = 1,

    /// <summary>It is to be written.</summary>
    Write = 2,

    /// <summary>Somebody else has written something else since: both values are shown, nothing is overwritten.</summary>
    Conflict = 3,

    /// <summary>There is no such field.</summary>
    Unknown = 4,

    /// <summary>Longer than the field may be.</summary>
    TooLong = 5,

    /// <summary>The person has left it as it was; somebody else has not. Theirs stays.</summary>
    Untouched = 6,
}

/// <summary>Decides one change of one field. Nothing typed is cut or overwritten silently (PRODUCT.md, promise 3).</summary>
public static class FieldChanges
{
    /// <summary>What becomes of the change, given what the field says now.</summary>
    /// <param name="change">What is wanted.</param>
    /// <param name="now">The field as it is, or null when nobody has written in it.</param>
    /// <param name="seen">What it said when the person saw it; only asked when it has been written in since.</param>
    public static ChangeResult Decide(FieldChange change, EntryField? now, Func<string?> seen)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(seen);
        if (DraftFields.Find(change.Path) is not { } field)
            return ChangeResult.Unknown;
        var value = Kept(change.Value);
        if (value?.Length > field.MostLetters)
            return ChangeResult.TooLong;
        if (value == now?.Value)
            return ChangeResult.Same;
        return (now?.Edit ?? 0) == change.Seen ? ChangeResult.Write
            : value == seen() ? ChangeResult.Untouched
            : ChangeResult.Conflict;
    }

    /// <summary>The value as it is kept: line ends as LF, nothing is null. Space around it is kept while one writes.</summary>
    public static string? Kept(string? value)
    {
        var text = (value ?? "").Replace("\r\n", "\n", StringComparison.Ordinal);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }
}

namespace Contest.Core.Registration.Drafts;

/// <summary>What a patent number says fills the fields nobody has written in; what is written is never changed.</summary>
public static class DraftFill
{
    /// <summary>The further changes that follow from changes of numbers.</summary>
    /// <param name="draft">The draft before the changes.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="today">At the contest's place.</param>
    public static IEnumerable<FieldChange> Of(EntryDraft draft, IReadOnlyList<FieldChange> changes, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(changes);
        var written = changes.Where(c => !string.IsNullOrWhiteSpace(c.Value)).Select(c => c.Path).ToHashSet();
        foreach (var change in changes)
            if (
                change.Path.Split('/') is [DraftFields.Patents, var row, "number"]
                && NumberSays.Of(change.Value, today) is { Check.Result: not CheckResult.Error } says
            )
                foreach (var (name, value) in Says(says))
                    if (
                        DraftFields.Path(DraftFields.Patents, row, name) is var path
                        && draft[path].Length == 0
                        && !written.Contains(path)
                    )
                        yield return new(path, value, 0);
    }

    private static IEnumerable<(string Name, string Value)> Says(NumberSays says)
    {
        if (says.Kind is { } kind)
            yield return ("kind", KindWords.Write(kind));
        if (!string.IsNullOrEmpty(says.Jurisdiction))
            yield return ("jurisdiction", says.Jurisdiction);
    }
}

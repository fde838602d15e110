namespace Contest.Core.Registration;

/// <summary>The running numbers of an edition's entries.</summary>
public static class EntryNumbers
{
    /// <summary>The highest there is: ballots name entries by number, in two bytes each.</summary>
    public const int Highest = 32767;

    /// <summary>The number after the last one given; null when there is none left.</summary>
    public static int? After(int last) => last < Highest ? last + 1 : null;

    /// <summary>
    /// The numbers of imported projects: the workbook's own where it is free, else one after all of them; null when one
    /// would be higher than there is.
    /// </summary>
    /// <param name="wanted">The workbook's running numbers; null where a row has none.</param>
    /// <param name="taken">The numbers the edition has given already.</param>
    public static IReadOnlyList<int>? Of(IReadOnlyList<int?> wanted, IReadOnlySet<int> taken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(taken);
        HashSet<int> given = [.. taken];
        var next = given.Concat(wanted.Select(number => number ?? 0)).DefaultIfEmpty(0).Max();
        List<int> numbers = [];
        foreach (var own in wanted)
        {
            var number = own is { } free && given.Add(free) ? free : next = After(next) ?? int.MaxValue;
            if (number > Highest)
                return null;
            numbers.Add(number);
        }
        return numbers;
    }
}

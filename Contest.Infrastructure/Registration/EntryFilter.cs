using Contest.Core.Registration;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>Which entries of an edition a list shows: the console's list and its exports ask this one place.</summary>
/// <param name="Search">In title, code and organisations' names; empty: all.</param>
/// <param name="State">Only in this state.</param>
/// <param name="Group">Only of this group, by its code.</param>
/// <param name="Unit">Only of this recommending unit.</param>
/// <param name="Reason">Only with a decision that gave this reason, R01 … R14.</param>
public sealed record EntryFilter(
    string? Search = null,
    EntryState? State = null,
    string? Group = null,
    Guid? Unit = null,
    string? Reason = null
)
{
    private const int LongestSearch = 100;

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsSet =>
        Search is { Length: > 0 }
        || State is not null
        || Group is { Length: > 0 }
        || Unit is not null
        || Reason is { Length: > 0 };

    /// <summary>The entries it lets through.</summary>
    public IQueryable<Entry> Of(IQueryable<Entry> entries)
    {
        if (State is { } state)
            entries = entries.Where(e => e.State == state);
        if (Group is { Length: > 0 } group)
            entries = entries.Where(e => e.Group == group);
        if (Unit is { } unit)
            entries = entries.Where(e => e.RecommenderUnitId == unit);
        if (Reason is { Length: > 0 } reason)
            entries = entries.Where(e => e.Decisions.Any(d => d.Reasons.Contains(reason)));
        if (Plain.Tidy(Search) is not { Length: > 0 } words)
            return entries;
        var like = $"%{Escaped(words.Length > LongestSearch ? words[..LongestSearch] : words)}%";
        return entries.Where(e =>
            EF.Functions.ILike(e.Title, like, "\\")
            || (e.Code != null && EF.Functions.ILike(e.Code, like, "\\"))
            || e.Participations.Any(p => EF.Functions.ILike(p.Entrant.Name, like, "\\"))
        );
    }

    private static string Escaped(string words) =>
        words
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}

using Contest.Core.Registration;

namespace Contest.Core.Preliminary.Assignment;

/// <summary>
/// The conflict of the obvious kind: the judge works for one of the entrants (DOMAIN.md 1.15). It holds whether or not
/// anyone has recorded it.
/// </summary>
public static class EmployerTies
{
    /// <summary>The pairs in conflict: names are compared by <see cref="OrganisationName.Key"/>.</summary>
    /// <param name="judges">Each judge with the employer as typed.</param>
    /// <param name="entrants">Each entry with the key of one of its entrants.</param>
    public static IReadOnlySet<Pairing> Of(
        IEnumerable<(Guid JudgeId, string Employer)> judges,
        IEnumerable<(Guid EntryId, string EntrantKey)> entrants
    )
    {
        ArgumentNullException.ThrowIfNull(judges);
        ArgumentNullException.ThrowIfNull(entrants);
        var byKey = entrants.ToLookup(e => e.EntrantKey, e => e.EntryId);
        return judges
            .Select(j => (j.JudgeId, Key: OrganisationName.Key(j.Employer)))
            .Where(j => j.Key.Length > 0)
            .SelectMany(j => byKey[j.Key], (j, entryId) => new Pairing(j.JudgeId, entryId))
            .ToHashSet();
    }
}

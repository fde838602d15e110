namespace Contest.Core.Registration;

/// <summary>How a partner stands to its part in an entry.</summary>
public enum PartState
{
    /// <summary>It leads, or it has confirmed.</summary>
    Confirmed = 1,

    /// <summary>It has people who could answer, and has not.</summary>
    Unconfirmed = 2,

    /// <summary>It says that it does not take part.</summary>
    Refused = 3,

    /// <summary>Nobody acts for it here: only paper can confirm.</summary>
    NoAccount = 4,
}

/// <summary>What a reviewer should see about the partners of a joint entry.</summary>
public static class PartFindings
{
    /// <summary>Where a part stands, by its latest answer.</summary>
    /// <param name="isLead">The organisation leads the entry.</param>
    /// <param name="latest">Its latest answer; null when it gave none.</param>
    /// <param name="hasMembers">Somebody acts for it.</param>
    public static PartState StateOf(bool isLead, PartAnswer? latest, bool hasMembers) =>
        isLead || latest is { IsConfirmed: true } ? PartState.Confirmed
        : latest is not null ? PartState.Refused
        : hasMembers ? PartState.Unconfirmed
        : PartState.NoAccount;

    /// <summary>
    /// A warning for each partner that has not confirmed. Of an imported entry the office has the stamped form, so a
    /// partner without an account is no finding there.
    /// </summary>
    /// <param name="entry">With its participations and their entrants.</param>
    /// <param name="answers">Every answer about this entry, in any order.</param>
    /// <param name="withMembers">Those of its organisations for which somebody acts.</param>
    public static IReadOnlyList<Finding> Of(
        Entry entry,
        IReadOnlyCollection<PartAnswer> answers,
        IReadOnlySet<Guid> withMembers
    )
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(withMembers);
        return
        [
            .. from part in entry.Participations
            orderby part.Position
            let latest = answers.Where(a => a.EntrantId == part.EntrantId).MaxBy(a => a.Number)
            let code = CodeOf(entry, StateOf(part.IsLead, latest, withMembers.Contains(part.EntrantId)))
            where code is not null
            select new Finding(
                Headings.EntrantsSheet,
                part.Position,
                code,
                CheckResult.Warning,
                Headings.EntrantName,
                part.Entrant.Name,
                part.Entrant.Name
            ),
        ];
    }

    private static string? CodeOf(Entry entry, PartState state) =>
        state switch
        {
            PartState.Unconfirmed => "entrant.partner_unconfirmed",
            PartState.Refused => "entrant.partner_refused",
            PartState.NoAccount when entry.ImportRunId is null => "entrant.partner_no_account",
            _ => null,
        };
}

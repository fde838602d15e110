using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>What a check is about.</summary>
public enum CheckSubject
{
    /// <summary>The project as a whole.</summary>
    Project = 1,

    /// <summary>One entrant; <see cref="EntryCheck.Row"/> is its place.</summary>
    Entrant = 2,

    /// <summary>One patent; <see cref="EntryCheck.Row"/> is its place.</summary>
    Patent = 3,
}

/// <summary>One value a check looked at, named, so that a person can compare.</summary>
/// <param name="LabelCode">The code of its name, e.g. <c>check.label_typed</c>.</param>
/// <param name="Value">As typed or as the record says; empty where there is nothing.</param>
/// <param name="EntryId">The entry the value is from, where it is another one.</param>
public sealed record Evidence(string LabelCode, string Value, Guid? EntryId = null)
{
    /// <summary>The name in the culture of the current thread.</summary>
    public string Label => Words.Say(LabelCode);
}

/// <summary>
/// The answer of one automatic check of an entry, passes too. An Error means that a person must decide; no check ever
/// rejects by itself (DOMAIN.md 1.5).
/// </summary>
/// <param name="Code">Which check: <c>number</c>, <c>owner</c> …; the same whatever it comes to.</param>
/// <param name="Result">What it came to.</param>
/// <param name="Reason">R01 … R14: the reason a decision resting on it would give.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Row">1, 2 … of the entrant or patent; 0 for the project.</param>
/// <param name="Field">The heading of the field (<see cref="Headings"/>) it is about.</param>
/// <param name="FindingCode">The code of the sentence that says what was found.</param>
/// <param name="Arguments">What that sentence's placeholders are filled with.</param>
/// <param name="RuleArguments">What the rule's placeholders are filled with.</param>
/// <param name="Evidence">What was compared with what.</param>
public sealed record EntryCheck(
    string Code,
    CheckResult Result,
    string Reason,
    CheckSubject Subject,
    int Row,
    string Field,
    string FindingCode,
    IReadOnlyList<object> Arguments,
    IReadOnlyList<object> RuleArguments,
    IReadOnlyList<Evidence> Evidence
)
{
    /// <summary>What was found, in the culture of the current thread.</summary>
    public string Message => Words.Say(FindingCode, [.. Arguments]);

    /// <summary>The rule of the rulebook with its numbers, in the culture of the current thread.</summary>
    public string Rule => Words.Say($"check.rule_{Code}", [.. RuleArguments]);

    /// <summary>The name of the check, in the culture of the current thread.</summary>
    public string Name => Words.Say($"check.name_{Code}");
}

/// <summary>A patent that another entry of this or an earlier edition lists.</summary>
/// <param name="EntryId">The other entry.</param>
/// <param name="NumberKey">Its number as compared.</param>
/// <param name="PublicationNumber">Its publication number, or empty.</param>
/// <param name="Family">Its family as stored.</param>
/// <param name="EntryTitle">The other entry's title; empty where the viewer may not know it.</param>
/// <param name="EntryCode">Its public code; empty before acceptance.</param>
/// <param name="Edition">The edition's name.</param>
/// <param name="IsThisEdition">In the edition of the entry checked.</param>
/// <param name="Award">The award it won, by the rulebook's name; null for none.</param>
public sealed record KnownPatent(
    Guid EntryId,
    string NumberKey,
    string PublicationNumber,
    string Family,
    string EntryTitle,
    string EntryCode,
    string Edition,
    bool IsThisEdition,
    string? Award
);

/// <summary>How many other entries of this edition an entrant takes part in; drafts and withdrawn ones do not count.</summary>
/// <param name="Kind">Its identifier's kind.</param>
/// <param name="Identifier">Its identifier, normalised.</param>
/// <param name="AsLead">As the lead.</param>
/// <param name="AsPartner">As a partner.</param>
public sealed record OtherEntries(IdentifierKind Kind, string Identifier, int AsLead, int AsPartner);

/// <summary>What a check needs to know besides the form; read by Infrastructure.</summary>
/// <param name="Known">Patents of other entries that may be the same by number, publication number or family.</param>
/// <param name="Others">Per entrant of this entry.</param>
/// <param name="DeclarationVersion">The version of the declaration accepted; null while none is.</param>
public sealed record EntryFacts(
    IReadOnlyList<KnownPatent> Known,
    IReadOnlyList<OtherEntries> Others,
    string? DeclarationVersion
)
{
    /// <summary>Whether the office imported the entry, whose declaration then is on paper.</summary>
    public bool IsImported { get; init; }

    /// <summary>The recommending unit's quota and what it has handed in besides; null without a unit or a quota.</summary>
    public UnitLoad? Unit { get; init; }

    /// <summary>Nothing known: for a form that is not stored yet.</summary>
    public static EntryFacts None { get; } = new([], [], null);
}

/// <summary>
/// Every automatic check of an entry against its rulebook: one pure function, used on the entrant's self-check and by the
/// reviewer, so that both see the same.
/// </summary>
public static class EntryChecks
{
    /// <summary>All checks, the project's first, then entrants and patents in their order.</summary>
    /// <param name="form">The entry as typed or stored (<see cref="StoredForm.Of"/>).</param>
    /// <param name="rulebook">The edition's.</param>
    /// <param name="facts">What else is known.</param>
    /// <param name="today">At the contest's place.</param>
    public static IReadOnlyList<EntryCheck> Of(
        RegistrationForm form,
        Rulebook rulebook,
        EntryFacts facts,
        DateOnly today
    )
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(facts);
        var patents = form.Patents.Select((row, at) => PatentFacts.Of(row with { Row = at + 1 }, today)).ToList();
        return
        [
            .. ProjectChecks.Of(form, rulebook, facts, patents),
            .. form.Entrants.SelectMany((row, at) => EntrantChecks.Of(row, at + 1, rulebook.Eligibility, facts)),
            .. patents.SelectMany(patent =>
                (IEnumerable<EntryCheck>)
                    [
                        .. NumberChecks.Of(patent, rulebook.Eligibility),
                        .. DateChecks.Of(patent, rulebook, today),
                        .. StatusChecks.Of(patent, rulebook, today),
                        .. OwnerChecks.Of(patent, form.Entrants),
                        .. DuplicateChecks.Of(patent, patents, facts.Known),
                    ]
            ),
        ];
    }
}

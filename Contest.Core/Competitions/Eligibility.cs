namespace Contest.Core.Competitions;

/// <summary>The day on which patents must be in force (DOMAIN.md 1.5).</summary>
public enum DecisiveDay
{
    /// <summary>The last day of registration.</summary>
    RegistrationDeadline = 1,

    /// <summary>The last day of the final.</summary>
    FinalDay = 2,
}

/// <summary>Who may take part with what (DOMAIN.md 1.4, parameters).</summary>
public sealed record Eligibility
{
    /// <summary>Most entries of one entrant as the lead.</summary>
    public int MostEntries { get; init; } = 2;

    /// <summary>Most entries of one entrant as a partner (联合); null: no limit.</summary>
    public int? MostJointEntries { get; init; }

    /// <summary>Fewest patents of an entry.</summary>
    public int FewestPatents { get; init; } = 1;

    /// <summary>Most patents of an entry.</summary>
    public int MostPatents { get; init; } = 50;

    /// <summary>How many core patents an entry names.</summary>
    public int CorePatents { get; init; } = 1;

    /// <summary>Accepted kinds, by name in lower camel case (<c>invention</c>, <c>utilityModel</c> …); empty: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Accepted offices by ST.3 code (<c>CN</c>, <c>HK</c>, <c>MO</c> …); empty: all.</summary>
    public IReadOnlyList<string> Jurisdictions { get; init; } = [];

    /// <summary>A core patent is granted on this day or later; null: no limit.</summary>
    public DateOnly? GrantedFrom { get; init; }

    /// <summary>A core patent is granted on this day or earlier; null: no limit.</summary>
    public DateOnly? GrantedUntil { get; init; }

    /// <summary>The day a patent must be in force on (DOMAIN.md 1.5, disputes).</summary>
    public DecisiveDay DecisiveDay { get; init; } = DecisiveDay.RegistrationDeadline;

    /// <summary>How many days before the decisive day a legal status may have been looked up, 1 … 366.</summary>
    public int StatusDays { get; init; } = 90;

    /// <summary>At least one patent of the entry is published or granted.</summary>
    public bool NeedsPublishedPatent { get; init; } = true;

    /// <summary>Regions the lead must come from, as typed in registrations; empty: anywhere.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The declaration (承诺书) must be accepted.</summary>
    public bool NeedsDeclaration { get; init; } = true;

    /// <summary>The declaration's text version that must be accepted.</summary>
    public string DeclarationVersion { get; init; } = "2026-1";
}

namespace Contest.Core.Preliminary.Conflicts;

/// <summary>What is known of one judge when conflicts are looked for.</summary>
/// <param name="JudgeId">The judge in this edition.</param>
/// <param name="Name">The name, as typed.</param>
/// <param name="Employers">Employers with their dates.</param>
/// <param name="Patents">Own patents.</param>
/// <param name="Interests">Interests the expert has declared.</param>
public sealed record ExpertTies(
    Guid JudgeId,
    string Name,
    IReadOnlyList<EmployerFact> Employers,
    IReadOnlyList<OwnPatentFact> Patents,
    IReadOnlyList<InterestFact> Interests
);

/// <summary>An employer of a judge.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Identifier">Its code, normalised; null where it is not known.</param>
/// <param name="Until">The last day; null: still.</param>
public sealed record EmployerFact(string Name, string? Identifier = null, DateOnly? Until = null);

/// <summary>A patent a judge has a part in.</summary>
/// <param name="Number">The number, as typed or normalised.</param>
/// <param name="IsOwner">Owns it or a part of it; otherwise is an inventor.</param>
public sealed record OwnPatentFact(string Number, bool IsOwner = false);

/// <summary>An interest a judge has declared.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="With">The organisation or person, as typed.</param>
/// <param name="Until">The last day it counts; null: still.</param>
public sealed record InterestFact(InterestKind Kind, string With, DateOnly? Until = null);

/// <summary>What is known of one entry when conflicts are looked for.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Entrants">Its organisations and persons.</param>
/// <param name="Patents">Its list of patents.</param>
/// <param name="Contact">The contact's name, as typed.</param>
/// <param name="Team">Who works on it, as typed.</param>
/// <param name="Avoided">Whom the entrant asks to be spared.</param>
public sealed record EntryTies(
    Guid EntryId,
    IReadOnlyList<EntrantFact> Entrants,
    IReadOnlyList<ListedPatentFact> Patents,
    string? Contact = null,
    string? Team = null,
    IReadOnlyList<AvoidedFact>? Avoided = null
);

/// <summary>One entrant.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Identifier">Its code, normalised; empty or null where it is not known.</param>
public sealed record EntrantFact(string Name, string? Identifier);

/// <summary>One listed patent.</summary>
/// <param name="Number">As typed: what the evidence names.</param>
/// <param name="Keys">What it is compared by (<see cref="Registration.PatentFamily.Keys"/>).</param>
/// <param name="Owners">As typed; several are separated by 、.</param>
/// <param name="Inventors">As typed; several are separated by 、.</param>
/// <param name="Agency">As typed.</param>
public sealed record ListedPatentFact(
    string Number,
    IReadOnlyList<string> Keys,
    string Owners,
    string Inventors,
    string Agency
);

/// <summary>A judge an entrant asks to be spared.</summary>
/// <param name="Name">The judge's name, as typed.</param>
/// <param name="Reason">Why. Confidential.</param>
public sealed record AvoidedFact(string Name, string Reason);

/// <summary>One hit: why this judge may not read this entry, with what was compared.</summary>
/// <param name="JudgeId">The judge.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="Kind">Why.</param>
/// <param name="Evidence">What was compared with what.</param>
public sealed record ConflictHit(Guid JudgeId, Guid EntryId, ConflictKind Kind, ConflictEvidence Evidence);

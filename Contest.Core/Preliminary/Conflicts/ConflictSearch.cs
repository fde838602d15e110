using Contest.Core.Registration;

namespace Contest.Core.Preliminary.Conflicts;

/// <summary>
/// Conflicts of interest (回避) between judges and entries (DOMAIN.md 1.15), by their facts alone. The entries are
/// indexed once; a judge is then looked up, so that a whole jury against thousands of entries takes seconds.
/// </summary>
public sealed class ConflictSearch
{
    private readonly DateOnly _today;
    private readonly int _years;
    private readonly ILookup<string, (Guid EntryId, EntrantFact Entrant)> _entrantsByName;
    private readonly ILookup<string, (Guid EntryId, EntrantFact Entrant)> _entrantsByIdentifier;
    private readonly ILookup<string, (Guid EntryId, EntrantFact Entrant)> _entrantsByCore;
    private readonly ILookup<string, (Guid EntryId, ListedPatentFact Patent)> _patents;
    private readonly ILookup<string, (Guid EntryId, string Name, string Number)> _owners;
    private readonly ILookup<string, (Guid EntryId, string Name, string Number)> _agencies;
    private readonly ILookup<string, Namesake> _namesakes;
    private readonly ILookup<string, (Guid EntryId, AvoidedFact Avoided)> _avoided;
    private readonly IReadOnlyList<(Guid EntryId, string Letters)> _teams;

    private sealed record Namesake(Guid EntryId, string As, string Name, string Number);

    /// <summary>Makes entries ready to be compared.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="today">The day asked, at the contest's place: years count back from it.</param>
    /// <param name="years">How many years an employer, a co-author or an agency stays a conflict, from 0.</param>
    public ConflictSearch(IReadOnlyCollection<EntryTies> entries, DateOnly today, int years)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentOutOfRangeException.ThrowIfNegative(years);
        (_today, _years) = (today, years);
        var entrants = entries.SelectMany(e => e.Entrants.Select(entrant => (e.EntryId, Entrant: entrant))).ToList();
        _entrantsByName = Filled(entrants, e => OrganisationName.Key(e.Entrant.Name));
        _entrantsByIdentifier = Filled(entrants, e => IdentifierOf(e.Entrant.Identifier));
        _entrantsByCore = Filled(entrants, e => CoreOf(e.Entrant.Name));
        var listed = entries.SelectMany(e => e.Patents.Select(p => (e.EntryId, Patent: p))).ToList();
        _patents = listed
            .SelectMany(p => p.Patent.Keys.Select(key => (Key: key, Value: p)))
            .ToLookup(p => p.Key, p => p.Value, StringComparer.Ordinal);
        _owners = Filled(
            listed.SelectMany(p =>
                OwnerNames.Several(p.Patent.Owners).Select(name => (p.EntryId, Name: name, p.Patent.Number))
            ),
            o => OrganisationName.Key(o.Name)
        );
        _agencies = Filled(
            listed.SelectMany(p =>
                OwnerNames.Several(p.Patent.Agency).Select(name => (p.EntryId, Name: name, p.Patent.Number))
            ),
            a => OrganisationName.Key(a.Name)
        );
        _namesakes = Filled(entries.SelectMany(Namesakes), n => PersonName.Key(n.Name));
        _avoided = Filled(
            entries.SelectMany(e => (e.Avoided ?? []).Select(a => (e.EntryId, Avoided: a))),
            a => PersonName.Key(a.Avoided.Name)
        );
        _teams =
        [
            .. entries.Select(e => (e.EntryId, Letters: PersonName.Letters(e.Team))).Where(t => t.Letters.Length > 0),
        ];
    }

    /// <summary>All hits of one judge, no two alike; hard ones and suggestions.</summary>
    public IReadOnlyList<ConflictHit> Of(ExpertTies expert)
    {
        ArgumentNullException.ThrowIfNull(expert);
        var hits = expert
            .Employers.Where(e => LastsBy(e.Until, _years))
            .SelectMany(Employed)
            .Concat(expert.Patents.SelectMany(Patented))
            .Concat(expert.Interests.Where(IsStanding).SelectMany(Declared))
            .Concat(Avoided(expert.Name))
            .Concat(SameName(expert.Name))
            .ToList();
        return
        [
            .. hits.Select(h => new ConflictHit(expert.JudgeId, h.EntryId, h.Kind, h.Evidence))
                .DistinctBy(h => (h.EntryId, h.Kind, h.Evidence.Write())),
        ];
    }

    /// <summary>Whether what ended on this day still stands: today or within the years, both border days included.</summary>
    private bool LastsBy(DateOnly? until, int years) => until is not { } last || last >= _today.AddYears(-years);

    private bool IsStanding(InterestFact interest) =>
        LastsBy(interest.Until, interest.Kind is InterestKind.Coauthor or InterestKind.Agency ? _years : 0);

    private IEnumerable<(Guid EntryId, ConflictKind Kind, ConflictEvidence Evidence)> Employed(EmployerFact employer)
    {
        var key = OrganisationName.Key(employer.Name);
        var code = IdentifierOf(employer.Identifier);
        foreach (var (entry, entrant) in _entrantsByIdentifier[code].Where(_ => code.Length > 0))
            yield return (entry, ConflictKind.Employer, Evidence(employer, "identifier", entrant.Name, code));
        // identity by code wins over name: two codes that differ are two organisations (DOMAIN.md risk 5)
        foreach (var (entry, entrant) in _entrantsByName[key].Where(e => CodesSayNothing(code, e.Entrant)))
            yield return (entry, ConflictKind.Employer, Evidence(employer, "name", entrant.Name));
        foreach (var (entry, owner, number) in _owners[key])
            yield return (entry, ConflictKind.Employer, Evidence(employer, "owner", owner, number));
        foreach (var (entry, agency, number) in _agencies[key])
            yield return (entry, ConflictKind.Agency, Evidence(employer, "agency", agency, number));
        foreach (var (entry, entrant) in _entrantsByCore[CoreOf(employer.Name)])
            if (CodesSayNothing(code, entrant) && OrganisationName.Key(entrant.Name) != key)
                yield return (entry, ConflictKind.SameName, Evidence(employer, "like", entrant.Name));
    }

    private static bool CodesSayNothing(string code, EntrantFact entrant) =>
        code.Length == 0 || IdentifierOf(entrant.Identifier).Length == 0;

    private static ConflictEvidence Evidence(EmployerFact employer, string how, params string[] more) =>
        employer.Until is { } until
            ? ConflictEvidence.Of(
                $"conflict.employer_{how}_until",
                [Plain.AsTyped(employer.Name), .. more, ConflictEvidence.Day(until)]
            )
            : ConflictEvidence.Of($"conflict.employer_{how}", [Plain.AsTyped(employer.Name), .. more]);

    private IEnumerable<(Guid EntryId, ConflictKind Kind, ConflictEvidence Evidence)> Patented(OwnPatentFact own) =>
        PatentFamily
            .Keys(own.Number, null, null)
            .SelectMany(key => _patents[key])
            .Select(p =>
                own.IsOwner
                    ? (p.EntryId, ConflictKind.Owner, ConflictEvidence.Of("conflict.owner", p.Patent.Number))
                    : (p.EntryId, ConflictKind.Inventor, ConflictEvidence.Of("conflict.inventor", p.Patent.Number))
            );

    private IEnumerable<(Guid EntryId, ConflictKind Kind, ConflictEvidence Evidence)> Declared(InterestFact interest)
    {
        var key = OrganisationName.Key(interest.With);
        var kind = $"conflict.declared_{interest.Kind.ToString().ToLowerInvariant()}";
        var found = _entrantsByName[key]
            .Select(e => e.EntryId)
            .Concat(_owners[key].Select(o => o.EntryId))
            .Concat(_agencies[key].Select(a => a.EntryId))
            .Concat(_namesakes[PersonName.Key(interest.With)].Where(n => n.As == "inventor").Select(n => n.EntryId));
        return found
            .Distinct()
            .Select(entry => (entry, ConflictKind.Declared, ConflictEvidence.Of(kind, Plain.AsTyped(interest.With))));
    }

    private IEnumerable<(Guid EntryId, ConflictKind Kind, ConflictEvidence Evidence)> Avoided(string name) =>
        _avoided[PersonName.Key(name)]
            .Select(a =>
                (
                    a.EntryId,
                    ConflictKind.Avoided,
                    ConflictEvidence.Of(
                        "conflict.avoided",
                        Plain.AsTyped(a.Avoided.Name),
                        Plain.AsTyped(a.Avoided.Reason)
                    )
                )
            );

    private IEnumerable<(Guid EntryId, ConflictKind Kind, ConflictEvidence Evidence)> SameName(string name)
    {
        var key = PersonName.Key(name);
        foreach (var same in _namesakes[key])
            yield return (
                same.EntryId,
                ConflictKind.SameName,
                same.Number.Length > 0
                    ? ConflictEvidence.Of($"conflict.same_name_{same.As}", same.Name, same.Number)
                    : ConflictEvidence.Of($"conflict.same_name_{same.As}", same.Name)
            );
        var letters = PersonName.Letters(name);
        // two letters stand in too many longer names
        foreach (var (entry, team) in letters.Length >= 3 ? _teams : [])
            if (team.Contains(letters, StringComparison.Ordinal) && !_namesakes[key].Any(n => IsInTeam(n, entry)))
                yield return (
                    entry,
                    ConflictKind.SameName,
                    ConflictEvidence.Of("conflict.same_name_team", Plain.AsTyped(name))
                );
    }

    private static bool IsInTeam(Namesake namesake, Guid entry) => namesake.As == "team" && namesake.EntryId == entry;

    private static IEnumerable<Namesake> Namesakes(EntryTies entry) =>
        entry
            .Patents.SelectMany(p =>
                OwnerNames
                    .Several(p.Inventors)
                    .Select(name => new Namesake(entry.EntryId, "inventor", name, p.Number))
                    .Concat(
                        OwnerNames
                            .Several(p.Owners)
                            .Select(name => new Namesake(entry.EntryId, "owner", name, p.Number))
                    )
            )
            .Concat(entry.Entrants.Select(e => new Namesake(entry.EntryId, "entrant", Plain.AsTyped(e.Name), "")))
            .Concat(OwnerNames.Several(entry.Contact).Select(name => new Namesake(entry.EntryId, "contact", name, "")))
            .Concat(TeamNames(entry.Team).Select(name => new Namesake(entry.EntryId, "team", name, "")));

    /// <summary>The words of a team's text that stand alone: 张伟（教授）、李娜 are 张伟, 教授 and 李娜.</summary>
    private static IEnumerable<string> TeamNames(string? team) =>
        Plain
            .Tidy(team)
            .Split([' ', '、', ',', ';', ':', '(', ')', '/', '.', '|', '，', '；', '：', '（', '）'])
            .Where(word => word.Length is > 1 and <= 30);

    private static string IdentifierOf(string? identifier) => Plain.Compact(identifier);

    private static string CoreOf(string name) => OrganisationLikeness.CoreOf(name) is { Length: > 1 } core ? core : "";

    private static ILookup<string, T> Filled<T>(IEnumerable<T> all, Func<T, string> key) =>
        all.Select(one => (Key: key(one), One: one))
            .Where(pair => pair.Key.Length > 0)
            .ToLookup(pair => pair.Key, pair => pair.One, StringComparer.Ordinal);
}

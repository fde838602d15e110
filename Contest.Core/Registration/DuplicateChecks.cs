namespace Contest.Core.Registration;

/// <summary>Checks whether the patent stands elsewhere: in this entry, in another one, among past awards.</summary>
internal static class DuplicateChecks
{
    public static IEnumerable<EntryCheck> Of(
        PatentFacts patent,
        IReadOnlyList<PatentFacts> own,
        IReadOnlyList<KnownPatent> known
    )
    {
        var numbers = Numbers(patent.Number.Key, patent.Row.PublicationNumber);
        if (numbers.Count == 0)
            yield break;
        yield return Twice(patent, own, numbers);
        HashSet<string> family = [.. numbers, .. PatentFamily.Members(patent.Row.Family)];
        var same = known.Select(other => (Other: other, By: By(other, numbers, family))).Where(o => o.By > 0).ToList();
        yield return Elsewhere(patent, [.. same.Where(o => o.Other.IsThisEdition)], "elsewhere");
        yield return Elsewhere(patent, [.. same.Where(o => !o.Other.IsThisEdition)], "earlier");
        yield return Awarded(patent, [.. same.Where(o => o.Other.Award is not null)]);
    }

    private enum Likeness
    {
        None = 0,
        Family = 1,
        Number = 2,
    }

    private static Likeness By(KnownPatent other, HashSet<string> numbers, HashSet<string> family)
    {
        var others = Numbers(other.NumberKey, other.PublicationNumber);
        return numbers.Overlaps(others) ? Likeness.Number
            : family.Overlaps(others) || family.Overlaps(PatentFamily.Members(other.Family)) ? Likeness.Family
            : Likeness.None;
    }

    private static HashSet<string> Numbers(string number, string publication) =>
        [.. new[] { PatentFamily.Key(number), PatentFamily.Key(publication) }.Where(key => key.Length > 0)];

    private static EntryCheck Twice(PatentFacts patent, IReadOnlyList<PatentFacts> own, HashSet<string> numbers)
    {
        var first = own.FirstOrDefault(other =>
            other.Row.Row < patent.Row.Row && numbers.Overlaps(Numbers(other.Number.Key, other.Row.PublicationNumber))
        );
        return patent.Check(
            "twice",
            first is null ? CheckResult.Pass : CheckResult.Error,
            "R12",
            Headings.PatentNumber,
            first is null ? "check.twice_not" : "check.twice",
            [first?.Row.Row ?? 0],
            null,
            new("check.label_number", Plain.AsTyped(patent.Row.Number)),
            new("check.label_other_number", Plain.AsTyped(first?.Row.Number))
        );
    }

    private static EntryCheck Elsewhere(
        PatentFacts patent,
        IReadOnlyList<(KnownPatent Other, Likeness By)> same,
        string code
    )
    {
        var isSame = same.Any(o => o.By == Likeness.Number);
        return patent.Check(
            code,
            same.Count == 0 ? CheckResult.Pass
                : isSame && code == "elsewhere" ? CheckResult.Error
                : CheckResult.Warning,
            "R12",
            Headings.PatentNumber,
            same.Count == 0 ? "check.elsewhere_not"
                : isSame ? "check.elsewhere_same"
                : "check.elsewhere_family",
            [same.Count],
            null,
            Evidence(patent, same)
        );
    }

    private static EntryCheck Awarded(PatentFacts patent, IReadOnlyList<(KnownPatent Other, Likeness By)> same)
    {
        var isSame = same.Any(o => o.By == Likeness.Number);
        return patent.Check(
            "awarded",
            same.Count == 0 ? CheckResult.Pass
                : isSame ? CheckResult.Error
                : CheckResult.Warning,
            "R09",
            Headings.PatentNumber,
            same.Count == 0 ? "check.awarded_not"
                : isSame ? "check.awarded"
                : "check.awarded_family",
            [string.Join("、", same.Select(o => o.Other.Award).Distinct())],
            null,
            Evidence(patent, same)
        );
    }

    private static Evidence[] Evidence(PatentFacts patent, IReadOnlyList<(KnownPatent Other, Likeness By)> same) =>
        [
            new("check.label_number", Plain.AsTyped(patent.Row.Number)),
            .. same.Take(10)
                .Select(o => new Evidence(
                    "check.label_other_entry",
                    string.Join(
                        " · ",
                        new[] { o.Other.Edition, o.Other.EntryCode, o.Other.EntryTitle, o.Other.NumberKey }.Where(t =>
                            t.Length > 0
                        )
                    ),
                    o.Other.IsThisEdition ? o.Other.EntryId : null
                )),
        ];
}

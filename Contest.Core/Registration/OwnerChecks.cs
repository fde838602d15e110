namespace Contest.Core.Registration;

/// <summary>Checks of who owns a patent: every owner against every entrant, and whether the others agree.</summary>
internal static class OwnerChecks
{
    public static IEnumerable<EntryCheck> Of(PatentFacts patent, IReadOnlyList<EntrantRow> entrants)
    {
        var owners = OwnerNames.Several(patent.Row.Owners);
        if (owners.Count == 0)
        {
            yield return patent.Check("owner", CheckResult.Error, "R10", Headings.Owners, "check.owner_missing");
            yield break;
        }
        var matches = owners.Select(owner => Match.Of(owner, entrants)).ToList();
        if (!matches.Exists(m => m.IsExact || m.Alike is not null))
        {
            yield return Nobody(patent, entrants);
            yield break;
        }
        var hasConsent = KindWords.IsYes(patent.Row.Consent);
        foreach (var match in matches)
            yield return match.IsExact || match.Alike is not null
                ? Entrant(patent, match)
                : CoOwner(patent, match.Owner, hasConsent);
    }

    private static EntryCheck Entrant(PatentFacts patent, Match match) =>
        patent.Check(
            "owner",
            match.IsExact ? CheckResult.Pass : CheckResult.Warning,
            "R06",
            Headings.Owners,
            match.IsExact ? "check.owner" : "check.owner_alike",
            match.IsExact ? [match.Owner] : [match.Owner, match.Alike!],
            null,
            new("check.label_owner", match.Owner),
            new("check.label_entrant", match.Alike ?? match.Owner)
        );

    /// <summary>Renamed, a subsidiary, owned by the inventor, being transferred, licensed: needs proof, no rejection.</summary>
    private static EntryCheck Nobody(PatentFacts patent, IReadOnlyList<EntrantRow> entrants) =>
        patent.Check(
            "owner",
            CheckResult.Warning,
            "R06",
            Headings.Owners,
            "check.owner_nobody",
            [Plain.AsTyped(patent.Row.Owners)],
            null,
            new("check.label_owner", Plain.AsTyped(patent.Row.Owners)),
            new("check.label_entrant", string.Join("、", entrants.Select(e => Plain.AsTyped(e.Name))))
        );

    private static EntryCheck CoOwner(PatentFacts patent, string owner, bool hasConsent) =>
        patent.Check(
            "consent",
            hasConsent ? CheckResult.Pass : CheckResult.Error,
            "R06",
            Headings.Consent,
            hasConsent ? "check.consent" : "check.consent_missing",
            [owner],
            null,
            new("check.label_owner", owner),
            new("check.label_consent", Plain.AsTyped(patent.Row.Consent))
        );

    private sealed record Match(string Owner, bool IsExact, string? Alike)
    {
        public static Match Of(string owner, IReadOnlyList<EntrantRow> entrants)
        {
            var key = OrganisationName.Key(owner);
            var loose = OwnerNames.LooseKey(owner);
            return entrants.Any(e => OrganisationName.Key(e.Name) == key && key.Length > 0)
                ? new(owner, true, null)
                : new(
                    owner,
                    false,
                    entrants
                        .Where(e => loose.Length > 0 && OwnerNames.LooseKey(e.Name) == loose)
                        .Select(e => Plain.AsTyped(e.Name))
                        .FirstOrDefault()
                );
        }
    }
}

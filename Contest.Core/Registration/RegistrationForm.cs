using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>An entrant's own form: the same rows as a workbook, checked by the same rules.</summary>
/// <param name="Project">Its fields as typed; number and row are not used.</param>
/// <param name="Entrants">Its organisations, the lead first.</param>
/// <param name="Patents">Its patents.</param>
/// <param name="ShortTitle">A name of at most 10 characters for big screens, or null.</param>
public sealed record RegistrationForm(
    ProjectRow Project,
    IReadOnlyList<EntrantRow> Entrants,
    IReadOnlyList<PatentRow> Patents,
    string? ShortTitle = null
)
{
    private const string Only = "1";

    /// <summary>The form as a workbook of one project; rows are numbered 1, 2 … so that findings name the line of the form.</summary>
    public RegistrationWorkbook AsWorkbook() =>
        new(
            [Project with { Number = Only, Row = 1 }],
            [.. Entrants.Select((e, at) => e with { Project = Only, Row = at + 1, Part = at == 0 ? "牵头" : "联合" })],
            [.. Patents.Select((p, at) => p with { Project = Only, Row = at + 1 })],
            Headings.Projects.Name,
            Headings.Entrants.Name,
            Headings.Patents.Name,
            []
        );

    /// <summary>What keeps the form from being submitted, besides its findings; null when nothing does.</summary>
    public Refusal? WhyNotSubmit(Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var (fewest, most) = (rulebook.Eligibility.FewestPatents, rulebook.Eligibility.MostPatents);
        var industry = Plain.AsTyped(Project.Industry);
        return Patents.Count < fewest || Patents.Count > most ? new("entry.patent_count", fewest, most, Patents.Count)
            : rulebook.Industries.Count > 0 && !rulebook.Industries.Contains(industry)
                ? new("entry.industry_unknown", industry)
            : null;
    }

    /// <summary>Findings that even a draft must not have: an entrant is stored by its identifier.</summary>
    public static bool BlocksDraft(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Level == CheckResult.Error && finding.Sheet == Headings.Entrants.Name;
    }

    /// <summary>Why an entry in this state may not be changed by its entrant now, or null when it may.</summary>
    public static Refusal? WhyNotChange(Entry entry, StageWindow window, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(window);
        if (entry.State is EntryState.Returned)
            return entry.Decisions.MaxBy(d => d.DecidedAt)?.CorrectBy is { } by && by <= now
                ? new("entry.correction_late", Local(by, zone))
                : null;
        return entry.State is not (EntryState.Draft or EntryState.Withdrawn)
            ? new("entry.locked")
            : WhyTooLate(window, zone, now);
    }

    /// <summary>The deadline by the clock: the moment the request arrived counts (DOMAIN.md 1.4).</summary>
    public static Refusal? WhyTooLate(StageWindow window, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(window);
        return now >= window.Closes(zone) ? new("entry.deadline_passed", Local(window.Closes(zone), zone)) : null;
    }

    private static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo
            .ConvertTime(at, zone)
            .ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Contest.Core.Registration;

/// <summary>A stored entry as the form it could have come from, so that the rules for typed rows check stored ones too.</summary>
public static class StoredForm
{
    /// <summary>The entry's form; entrants and patents in their order.</summary>
    public static RegistrationForm Of(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(
            Project(entry),
            [.. entry.Participations.OrderBy(p => p.Position).Select(Entrant)],
            [.. entry.Patents.OrderBy(p => p.Position).Select(Patent)],
            entry.ShortTitle
        );
    }

    /// <summary>What the rules find in a stored entry. Rows are the positions of its entrants and patents.</summary>
    /// <param name="entry">The entry with its participations, their entrants, and its patents.</param>
    /// <param name="today">At the contest's place; for years that cannot be yet.</param>
    public static IReadOnlyList<Finding> FindingsOf(Entry entry, DateOnly today) =>
        WorkbookFindings.Of(Of(entry).AsWorkbook(), today).Findings;

    /// <summary>The check of a stored patent's number.</summary>
    public static Check CheckNumber(Patent patent, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(patent);
        return PatentFindings.CheckNumber(Patent(patent), today);
    }

    private static ProjectRow Project(Entry entry) =>
        new(
            1,
            entry.Number.ToString(CultureInfo.InvariantCulture),
            entry.Title,
            entry.Group ?? "",
            entry.Industry,
            entry.Summary,
            KindWords.Write(entry.MarketStage),
            Date(entry.FirstMarketOn),
            entry.ContactName,
            entry.ContactPhone,
            entry.ContactEmail,
            entry.Recommender ?? "",
            entry.Pitch ?? "",
            entry.Team ?? "",
            entry.VideoUrl ?? "",
            entry.ShortTitle ?? "",
            PublishedFields.Write(entry.Published)
        );

    private static EntrantRow Entrant(Participation part) =>
        new(
            part.Position,
            "",
            part.Entrant.Name,
            KindWords.Write(part.Entrant.Kind),
            KindWords.Write(part.Entrant.IdentifierKind),
            part.Entrant.Identifier,
            part.Entrant.Region,
            part.RevenueWan?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
            part.IsLead ? "牵头" : "联合"
        );

    private static PatentRow Patent(Patent patent) =>
        new(
            patent.Position,
            "",
            patent.Number,
            patent.Title,
            KindWords.Write(patent.Kind),
            patent.Owners,
            patent.Inventors,
            Date(patent.FiledOn),
            Date(patent.GrantedOn),
            patent.LegalStatus,
            patent.IsCore ? "是" : "",
            patent.Jurisdiction,
            patent.PublicationNumber,
            patent.Agency,
            Date(patent.StatusCheckedOn),
            patent.Ipc,
            patent.Family,
            patent.Encumbrances,
            patent.RoleInProject,
            patent.HasConsent ? "是" : ""
        );

    private static string Date(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

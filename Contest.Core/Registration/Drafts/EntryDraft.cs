using System.Globalization;
using Contest.Core.Competitions;

namespace Contest.Core.Registration.Drafts;

/// <summary>An entry as it is being written: fields by path, read as the form that the rules know.</summary>
/// <param name="fields">Path and value; empty fields may be missing.</param>
public sealed class EntryDraft(IReadOnlyDictionary<string, string> fields)
{
    /// <summary>The value of a field, or nothing.</summary>
    public string this[string path] => fields.GetValueOrDefault(path, "");

    /// <summary>The rows of a list in their order.</summary>
    public IReadOnlyList<string> Rows(string list) =>
        [
            .. fields
                .Keys.Select(path => path.Split('/'))
                .Where(parts => parts is [var of, _, DraftFields.Position] && of == list)
                .Select(parts => parts[1])
                .OrderBy(row => PositionOf(list, row))
                .ThenBy(row => row, StringComparer.Ordinal),
        ];

    /// <summary>The rows that say something: a row nobody has written in is no patent.</summary>
    public IReadOnlyList<string> FilledRows(string list) => [.. Rows(list).Where(row => !IsBlank(list, row))];

    /// <summary>The position for a new last row.</summary>
    public string NextPosition(string list) =>
        (Rows(list).Select(row => PositionOf(list, row)).DefaultIfEmpty(0).Max() + 1).ToString(
            CultureInfo.InvariantCulture
        );

    /// <summary>The fields the entrant consents to publish.</summary>
    public IReadOnlyList<string> Published =>
        [.. PublishedFields.All.Where(name => KindWords.IsYes(this[DraftFields.Path(DraftFields.Publish, name)]))];

    /// <summary>The declaration's version that was accepted, or nothing.</summary>
    public string Declared => this[DraftFields.Path(DraftFields.Declaration, "accepted")];

    /// <summary>The form the rules check; rows are the positions of the filled rows.</summary>
    public RegistrationForm Form() =>
        new(
            Project(),
            [.. FilledRows(DraftFields.Entrants).Select(Entrant)],
            [.. FilledRows(DraftFields.Patents).Select(Patent)],
            Of("shortTitle")
        );

    /// <summary>The path of the field a finding is about, or of its row, or null when it is about the whole.</summary>
    public string? PathOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var list =
            finding.Sheet == Headings.EntrantsSheet ? DraftFields.Entrants
            : finding.Sheet == Headings.PatentsSheet ? DraftFields.Patents
            : DraftFields.Project;
        var name = DraftFields.ByHeading(list, finding.Column)?.Name;
        if (!DraftFields.HasRows(list))
            return name is null ? null : DraftFields.Path(list, name);
        var rows = FilledRows(list);
        return finding.Row >= 1 && finding.Row <= rows.Count
            ? DraftFields.Path(list, rows[finding.Row - 1], name ?? DraftFields.Position)
            : null;
    }

    /// <summary>All that is written, as canonical JSON: what a submission keeps.</summary>
    public string Canonical() => CanonicalJson.Write(fields);

    private int PositionOf(string list, string row) =>
        int.TryParse(
            this[DraftFields.Path(list, row, DraftFields.Position)],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var position
        )
            ? position
            : int.MaxValue;

    /// <summary>Choices alone, which a new row comes with, say nothing.</summary>
    private bool IsBlank(string list, string row) =>
        DraftFields
            .All.Where(f =>
                f.List == list && f.Name is not (DraftFields.Position or "kind" or "identifierKind" or "core")
            )
            .All(f => string.IsNullOrWhiteSpace(this[DraftFields.Path(list, row, f.Name)]));

    private string Of(string name) => this[DraftFields.Path(DraftFields.Project, name)];

    private ProjectRow Project() =>
        new(
            1,
            "1",
            Of("title"),
            "",
            Of("industry"),
            Of("summary"),
            Of("market"),
            Of("firstMarketOn"),
            Of("contactName"),
            Of("contactPhone"),
            Of("contactEmail"),
            Of("recommender"),
            Of("pitch"),
            Of("team"),
            Of("video")
        );

    private EntrantRow Entrant(string row)
    {
        string Of(string name) => this[DraftFields.Path(DraftFields.Entrants, row, name)];
        return new(
            0,
            "1",
            Of("name"),
            Of("kind"),
            Of("identifierKind"),
            Of("identifier"),
            Of("region"),
            Of("revenue"),
            ""
        );
    }

    private PatentRow Patent(string row)
    {
        string Of(string name) => this[DraftFields.Path(DraftFields.Patents, row, name)];
        return new(
            0,
            "1",
            Of("number"),
            Of("title"),
            Of("kind"),
            Of("owners"),
            Of("inventors"),
            Of("filedOn"),
            Of("grantedOn"),
            Of("legalStatus"),
            Of("core"),
            Of("jurisdiction"),
            Of("publicationNumber"),
            Of("agency"),
            Of("statusCheckedOn"),
            Of("ipc"),
            Of("family"),
            Of("encumbrances"),
            Of("role"),
            Of("consent")
        );
    }
}

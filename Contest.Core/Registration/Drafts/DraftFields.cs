namespace Contest.Core.Registration.Drafts;

/// <summary>A field an entrant writes: where it stands in the form and how long it may be.</summary>
/// <param name="List"><c>project</c>, <c>entrants</c>, <c>patents</c>, <c>publish</c> or <c>declaration</c>.</param>
/// <param name="Name">The field in its list.</param>
/// <param name="MostLetters">Longest value in UTF-16 units; what is longer is refused, not cut.</param>
/// <param name="Heading">The column that findings name, or empty.</param>
public sealed record DraftField(string List, string Name, int MostLetters, string Heading = "");

/// <summary>The fields of a draft, the one list of them: a path that is not made from it is refused.</summary>
public static class DraftFields
{
    /// <summary>The list of the project's own fields.</summary>
    public const string Project = "project";

    /// <summary>The list of organisations, a row each.</summary>
    public const string Entrants = "entrants";

    /// <summary>The list of patents, a row each.</summary>
    public const string Patents = "patents";

    /// <summary>Consent to publication, field by field (<see cref="PublishedFields"/>).</summary>
    public const string Publish = "publish";

    /// <summary>The declaration (承诺书).</summary>
    public const string Declaration = "declaration";

    /// <summary>A row exists while this field of it has a value; rows stand in its order.</summary>
    public const string Position = "position";

    /// <summary>What a ticked box is kept as.</summary>
    public const string Yes = "是";

    /// <summary>Most rows of a list, more than any rulebook allows.</summary>
    public const int MostRows = 200;

    private const int MostRowLetters = 12;

    /// <summary>All fields.</summary>
    public static IReadOnlyList<DraftField> All { get; } =
    [
        new(Project, "title", 200, Headings.Title),
        new(Project, "shortTitle", 20),
        new(Project, "pitch", 120, Headings.Pitch),
        new(Project, "industry", 100, Headings.Industry),
        new(Project, "summary", 4000, Headings.Summary),
        new(Project, "market", 40, Headings.Market),
        new(Project, "firstMarketOn", 40, Headings.FirstMarketOn),
        new(Project, "team", 2000, Headings.Team),
        new(Project, "video", 300, Headings.Video),
        new(Project, "recommender", 100, Headings.Recommender),
        new(Project, "contactName", 100, Headings.ContactName),
        new(Project, "contactPhone", 40, Headings.Phone),
        new(Project, "contactEmail", 254, Headings.Email),
        .. AvoidedFields.All,
        new(Entrants, Position, 4),
        new(Entrants, "name", 200, Headings.EntrantName),
        new(Entrants, "kind", 40, Headings.EntrantKind),
        new(Entrants, "identifierKind", 40, Headings.IdentifierKind),
        new(Entrants, "identifier", 40, Headings.Identifier),
        new(Entrants, "region", 100, Headings.Region),
        new(Entrants, "revenue", 20, Headings.Revenue),
        new(Patents, Position, 4),
        new(Patents, "number", 60, Headings.PatentNumber),
        new(Patents, "title", 200, Headings.PatentTitle),
        new(Patents, "kind", 40, Headings.PatentKind),
        new(Patents, "core", 4, Headings.Core),
        new(Patents, "owners", 500, Headings.Owners),
        new(Patents, "inventors", 500, Headings.Inventors),
        new(Patents, "filedOn", 40, Headings.FiledOn),
        new(Patents, "grantedOn", 40, Headings.GrantedOn),
        new(Patents, "legalStatus", 60, Headings.LegalStatus),
        new(Patents, "statusCheckedOn", 40, Headings.StatusCheckedOn),
        new(Patents, "publicationNumber", 60, Headings.PublicationNumber),
        new(Patents, "jurisdiction", 8, Headings.Jurisdiction),
        new(Patents, "agency", 200, Headings.Agency),
        new(Patents, "ipc", 40, Headings.Ipc),
        new(Patents, "family", 500, Headings.Family),
        new(Patents, "encumbrances", 500, Headings.Encumbrances),
        new(Patents, "role", 500, Headings.RoleInProject),
        new(Patents, "consent", 4, Headings.Consent),
        .. PublishedFields.All.Select(name => new DraftField(Publish, name, 4)),
        new(Declaration, "accepted", 40),
    ];

    private static readonly Dictionary<(string, string), DraftField> ByName = All.ToDictionary(f => (f.List, f.Name));

    /// <summary>Whether the list has rows.</summary>
    public static bool HasRows(string list) => list is Entrants or Patents;

    /// <summary>The path of a field of the project, of consent or of the declaration.</summary>
    public static string Path(string list, string name) => $"{list}/{name}";

    /// <summary>The path of a field of a row.</summary>
    public static string Path(string list, string row, string name) => $"{list}/{row}/{name}";

    /// <summary>The field a path names, or null when there is none.</summary>
    public static DraftField? Find(string? path)
    {
        var parts = (path ?? "").Split('/');
        return parts switch
        {
            [var list, var name] when !HasRows(list) => ByName.GetValueOrDefault((list, name)),
            [var list, var row, var name] when HasRows(list) && IsRow(row) => ByName.GetValueOrDefault((list, name)),
            _ => null,
        };
    }

    /// <summary>The field that a finding's column stands for, in its list; null when it is about no single field.</summary>
    public static DraftField? ByHeading(string list, string heading) =>
        heading.Length == 0 ? null : All.FirstOrDefault(f => f.List == list && f.Heading == heading);

    private static bool IsRow(string row) =>
        row.Length is > 0 and <= MostRowLetters && row.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
}

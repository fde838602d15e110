using System.Globalization;

namespace Contest.Core.Registration;

/// <summary>
/// Stored entries as the three sheets an import reads: <see cref="RegistrationWorkbook.Of"/> of them gives the same rows
/// again. Group, code, state and the moment of submission stand beside them for people; an import passes over them.
/// </summary>
public static class RegistrationSheets
{
    private static readonly IReadOnlyList<(string Heading, Func<Entry, ProjectRow, string> Cell)> Projects =
    [
        (Headings.Number, (_, r) => r.Number),
        (Headings.Title, (_, r) => r.Title),
        (Headings.Group, (_, r) => r.Group),
        (Headings.Industry, (_, r) => r.Industry),
        (Headings.Summary, (_, r) => r.Summary),
        (Headings.Market, (_, r) => r.Market),
        (Headings.FirstMarketOn, (_, r) => r.FirstMarketOn),
        (Headings.ContactName, (_, r) => r.ContactName),
        (Headings.Phone, (_, r) => r.ContactPhone),
        (Headings.Email, (_, r) => r.ContactEmail),
        (Headings.Recommender, (_, r) => r.Recommender),
        (Headings.Pitch, (_, r) => r.Pitch),
        (Headings.Team, (_, r) => r.Team),
        (Headings.Video, (_, r) => r.Video),
        (Headings.ShortTitle, (_, r) => r.ShortTitle),
        (Headings.Published, (_, r) => r.Published),
        ("公开编号", (e, _) => e.Code ?? ""),
        ("评审状态", (e, _) => Words.Find(StateCode(e.State), CultureInfo.InvariantCulture)!),
        (
            "提交时间（UTC）",
            (e, _) => e.SubmittedAt?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? ""
        ),
    ];

    private static readonly IReadOnlyList<(string Heading, Func<EntrantRow, string> Cell)> Entrants =
    [
        (Headings.Project, r => r.Project),
        (Headings.EntrantName, r => r.Name),
        (Headings.EntrantKind, r => r.Kind),
        (Headings.IdentifierKind, r => r.IdentifierKind),
        (Headings.Identifier, r => r.Identifier),
        (Headings.Region, r => r.Region),
        (Headings.Revenue, r => r.Revenue),
        (Headings.Part, r => r.Part),
    ];

    private static readonly IReadOnlyList<(string Heading, Func<PatentRow, string> Cell)> Patents =
    [
        (Headings.Project, r => r.Project),
        (Headings.PatentNumber, r => r.Number),
        (Headings.PatentTitle, r => r.Title),
        (Headings.PatentKind, r => r.Kind),
        (Headings.Owners, r => r.Owners),
        (Headings.Inventors, r => r.Inventors),
        (Headings.FiledOn, r => r.FiledOn),
        (Headings.GrantedOn, r => r.GrantedOn),
        (Headings.LegalStatus, r => r.LegalStatus),
        (Headings.Core, r => r.Core),
        (Headings.Jurisdiction, r => r.Jurisdiction),
        (Headings.PublicationNumber, r => r.PublicationNumber),
        (Headings.Agency, r => r.Agency),
        (Headings.StatusCheckedOn, r => r.StatusCheckedOn),
        (Headings.Ipc, r => r.Ipc),
        (Headings.Family, r => r.Family),
        (Headings.Encumbrances, r => r.Encumbrances),
        (Headings.RoleInProject, r => r.RoleInProject),
        (Headings.Consent, r => r.Consent),
    ];

    /// <summary>The sheets of entries with their participations, entrants and patents, in the order given.</summary>
    public static IReadOnlyList<Sheet> Of(IEnumerable<Entry> entries)
    {
        Writing writing = new();
        writing.Add(entries);
        return writing.Sheets;
    }

    /// <summary>Sheets that are written a chunk of entries at a time.</summary>
    public sealed class Writing
    {
        private readonly List<IReadOnlyList<string>> _projects =
        [
            [.. Projects.Select(c => c.Heading)],
        ];
        private readonly List<IReadOnlyList<string>> _entrants =
        [
            [.. Entrants.Select(c => c.Heading)],
        ];
        private readonly List<IReadOnlyList<string>> _patents =
        [
            [.. Patents.Select(c => c.Heading)],
        ];

        /// <summary>What has been written so far.</summary>
        public IReadOnlyList<Sheet> Sheets =>
            [
                SheetOf(Headings.ProjectsSheet, _projects),
                SheetOf(Headings.EntrantsSheet, _entrants),
                SheetOf(Headings.PatentsSheet, _patents),
            ];

        /// <summary>Writes these entries below.</summary>
        public void Add(IEnumerable<Entry> entries)
        {
            ArgumentNullException.ThrowIfNull(entries);
            foreach (var entry in entries)
            {
                var form = StoredForm.Of(entry);
                var number = form.Project.Number;
                _projects.Add([.. Projects.Select(c => c.Cell(entry, form.Project))]);
                _entrants.AddRange(form.Entrants.Select(r => Cells(Entrants, r with { Project = number })));
                _patents.AddRange(form.Patents.Select(r => Cells(Patents, r with { Project = number })));
            }
        }
    }

    private static string[] Cells<T>(IReadOnlyList<(string Heading, Func<T, string> Cell)> columns, T row) =>
        [.. columns.Select(c => c.Cell(row))];

    private static Sheet SheetOf(string name, List<IReadOnlyList<string>> rows) =>
        new(name, [.. rows.Select((cells, at) => new SheetRow(at + 1, cells))]);

    private static string StateCode(EntryState state) =>
        state switch
        {
            EntryState.Draft => "entry.state-draft",
            EntryState.Submitted => "entry.state-submitted",
            EntryState.Returned => "entry.state-returned",
            EntryState.Accepted => "entry.state-accepted",
            EntryState.Rejected => "entry.state-rejected",
            _ => "entry.state-withdrawn",
        };
}

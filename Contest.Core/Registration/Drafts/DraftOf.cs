using System.Globalization;

namespace Contest.Core.Registration.Drafts;

/// <summary>A form as the fields it could have been typed in; rows are named r1, r2 …, so that reading twice gives the same paths.</summary>
public static class DraftOf
{
    /// <summary>The fields of a form, without the empty ones.</summary>
    /// <param name="form">The form.</param>
    /// <param name="published">The fields its entrant consents to publish.</param>
    public static Dictionary<string, string> Form(RegistrationForm form, IEnumerable<string> published)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(published);
        Dictionary<string, string> fields = [];
        Add(fields, name => DraftFields.Path(DraftFields.Project, name), Project(form));
        AddRows(fields, DraftFields.Entrants, form.Entrants.Select(Entrant));
        AddRows(fields, DraftFields.Patents, form.Patents.Select(Patent));
        Add(fields, name => DraftFields.Path(DraftFields.Publish, name), published.Select(n => (n, DraftFields.Yes)));
        return fields;
    }

    /// <summary>The fields of a stored entry that was not typed in a draft: what an import brought.</summary>
    public static Dictionary<string, string> Entry(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Form(StoredForm.Of(entry), entry.Published);
    }

    /// <summary>The changes that add rows of patents to a draft, after the ones it has.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="rows">What the new rows say.</param>
    /// <param name="newName">Names a new row.</param>
    public static IReadOnlyList<FieldChange> NewPatents(
        EntryDraft draft,
        IEnumerable<PatentRow> rows,
        Func<string> newName
    )
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(newName);
        var next = int.Parse(draft.NextPosition(DraftFields.Patents), CultureInfo.InvariantCulture);
        return
        [
            .. rows.SelectMany(row =>
            {
                var name = newName();
                var position = (next++).ToString(CultureInfo.InvariantCulture);
                return Patent(row)
                    .Prepend((DraftFields.Position, position))
                    .Where(field => FieldChanges.Kept(field.Item2) is not null)
                    .Select(field => new FieldChange(
                        DraftFields.Path(DraftFields.Patents, name, field.Item1),
                        field.Item2,
                        0
                    ));
            }),
        ];
    }

    private static void AddRows(
        Dictionary<string, string> fields,
        string list,
        IEnumerable<IEnumerable<(string, string)>> rows
    )
    {
        var number = 0;
        foreach (var row in rows)
        {
            var id = $"r{++number}";
            Add(
                fields,
                name => DraftFields.Path(list, id, name),
                row.Prepend((DraftFields.Position, number.ToString(CultureInfo.InvariantCulture)))
            );
        }
    }

    private static void Add(
        Dictionary<string, string> fields,
        Func<string, string> path,
        IEnumerable<(string Name, string Value)> values
    )
    {
        foreach (var (name, value) in values)
            if (FieldChanges.Kept(value) is { } kept)
                fields[path(name)] = kept;
    }

    private static IEnumerable<(string, string)> Project(RegistrationForm form) =>
        [
            ("title", form.Project.Title),
            ("shortTitle", form.ShortTitle ?? ""),
            ("pitch", form.Project.Pitch),
            ("industry", form.Project.Industry),
            ("summary", form.Project.Summary),
            ("market", form.Project.Market),
            ("firstMarketOn", form.Project.FirstMarketOn),
            ("team", form.Project.Team),
            ("video", form.Project.Video),
            ("recommender", form.Project.Recommender),
            ("contactName", form.Project.ContactName),
            ("contactPhone", form.Project.ContactPhone),
            ("contactEmail", form.Project.ContactEmail),
        ];

    private static IEnumerable<(string, string)> Entrant(EntrantRow row) =>
        [
            ("name", row.Name),
            ("kind", row.Kind),
            ("identifierKind", row.IdentifierKind),
            ("identifier", row.Identifier),
            ("region", row.Region),
            ("revenue", row.Revenue),
        ];

    private static IEnumerable<(string, string)> Patent(PatentRow row) =>
        [
            ("number", row.Number),
            ("title", row.Title),
            ("kind", row.Kind),
            ("owners", row.Owners),
            ("inventors", row.Inventors),
            ("filedOn", row.FiledOn),
            ("grantedOn", row.GrantedOn),
            ("legalStatus", row.LegalStatus),
            ("core", row.Core),
            ("jurisdiction", row.Jurisdiction),
            ("publicationNumber", row.PublicationNumber),
            ("agency", row.Agency),
            ("statusCheckedOn", row.StatusCheckedOn),
            ("ipc", row.Ipc),
            ("family", row.Family),
            ("encumbrances", row.Encumbrances),
            ("role", row.RoleInProject),
            ("consent", row.Consent),
        ];
}

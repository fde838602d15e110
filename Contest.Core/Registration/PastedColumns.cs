namespace Contest.Core.Registration;

/// <summary>Which column of a pasted list is which.</summary>
/// <param name="Places">By heading.</param>
internal sealed record PastedColumns(IReadOnlyDictionary<string, int> Places)
{
    private const int Sample = 50;

    private static readonly Dictionary<string, string> English = new()
    {
        ["NUMBER"] = Headings.PatentNumber,
        ["PATENTNO"] = Headings.PatentNumber,
        ["PATENTNUMBER"] = Headings.PatentNumber,
        ["APPLICATIONNO"] = Headings.PatentNumber,
        ["APPLICATIONNUMBER"] = Headings.PatentNumber,
        ["TITLE"] = Headings.PatentTitle,
        ["NAME"] = Headings.PatentTitle,
        ["PATENTTITLE"] = Headings.PatentTitle,
        ["KIND"] = Headings.PatentKind,
        ["TYPE"] = Headings.PatentKind,
        ["PATENTTYPE"] = Headings.PatentKind,
        ["OWNER"] = Headings.Owners,
        ["OWNERS"] = Headings.Owners,
        ["PATENTEE"] = Headings.Owners,
        ["PATENTEES"] = Headings.Owners,
        ["APPLICANT"] = Headings.Owners,
        ["APPLICANTS"] = Headings.Owners,
        ["INVENTOR"] = Headings.Inventors,
        ["INVENTORS"] = Headings.Inventors,
        ["DESIGNER"] = Headings.Inventors,
        ["FILED"] = Headings.FiledOn,
        ["FILEDON"] = Headings.FiledOn,
        ["FILINGDATE"] = Headings.FiledOn,
        ["APPLICATIONDATE"] = Headings.FiledOn,
        ["GRANTED"] = Headings.GrantedOn,
        ["GRANTEDON"] = Headings.GrantedOn,
        ["GRANTDATE"] = Headings.GrantedOn,
        ["STATUS"] = Headings.LegalStatus,
        ["LEGALSTATUS"] = Headings.LegalStatus,
        ["CORE"] = Headings.Core,
        ["COREPATENT"] = Headings.Core,
        ["OFFICE"] = Headings.Jurisdiction,
        ["COUNTRY"] = Headings.Jurisdiction,
        ["JURISDICTION"] = Headings.Jurisdiction,
        ["PUBLICATIONNO"] = Headings.PublicationNumber,
        ["PUBLICATIONNUMBER"] = Headings.PublicationNumber,
        ["AGENCY"] = Headings.Agency,
        ["AGENT"] = Headings.Agency,
        ["STATUSDATE"] = Headings.StatusCheckedOn,
        ["STATUSCHECKED"] = Headings.StatusCheckedOn,
        ["STATUSCHECKEDON"] = Headings.StatusCheckedOn,
        ["FAMILY"] = Headings.Family,
        ["ENCUMBRANCES"] = Headings.Encumbrances,
        ["ROLE"] = Headings.RoleInProject,
        ["ROLEINPROJECT"] = Headings.RoleInProject,
        ["CONSENT"] = Headings.Consent,
    };

    /// <summary>A row that says nothing.</summary>
    public static PatentRow Empty { get; } = new(0, "", "", "", "", "", "", "", "", "", "");

    /// <summary>The columns a row of headings names; null when the line is none: no number among them, or a real number in it.</summary>
    public static PastedColumns? ByHeadings(PastedCells.Line line)
    {
        Dictionary<string, int> places = [];
        for (var at = 0; at < line.Cells.Count; at++)
            if (line.Cells[at].Length < 60 && HeadingOf(line.Cells[at]) is { } heading)
                places.TryAdd(heading, at);
        if (!places.ContainsKey(Headings.PatentNumber) && places.Remove(Headings.PublicationNumber, out var published))
            places[Headings.PatentNumber] = published;
        return places.ContainsKey(Headings.PatentNumber) ? new(places) : null;
    }

    /// <summary>The columns by what stands in them: numbers, kinds, dates, a status, and texts in their order.</summary>
    public static PastedColumns ByContent(IReadOnlyList<PastedCells.Line> lines, DateOnly today)
    {
        var some = lines.Take(Sample).ToList();
        Dictionary<string, int> places = [];
        for (var at = 0; at < some.Select(line => line.Cells.Count).DefaultIfEmpty(0).Max(); at++)
        {
            var cells = some.Where(line => at < line.Cells.Count)
                .Select(line => Plain.Tidy(line.Cells[at]))
                .Where(cell => cell.Length > 0)
                .ToList();
            if (cells.Count > 0 && Free(places, Guesses(cells, today)) is { } heading)
                places[heading] = at;
        }
        return new(places);
    }

    /// <summary>The line's cells as a row of the list.</summary>
    public PatentRow Row(PastedCells.Line line) =>
        new(
            0,
            "",
            Cell(line, Headings.PatentNumber),
            Cell(line, Headings.PatentTitle),
            Cell(line, Headings.PatentKind),
            Cell(line, Headings.Owners),
            Cell(line, Headings.Inventors),
            Cell(line, Headings.FiledOn),
            Cell(line, Headings.GrantedOn),
            Cell(line, Headings.LegalStatus),
            Cell(line, Headings.Core),
            Cell(line, Headings.Jurisdiction),
            Cell(line, Headings.PublicationNumber),
            Cell(line, Headings.Agency),
            Cell(line, Headings.StatusCheckedOn),
            Cell(line, Headings.Ipc),
            Cell(line, Headings.Family),
            Cell(line, Headings.Encumbrances),
            Cell(line, Headings.RoleInProject),
            Cell(line, Headings.Consent)
        );

    /// <summary>Whether the text is a number of some right by its form, right or mistyped.</summary>
    public static bool IsNumber(string text, DateOnly today)
    {
        if (text.Length > 60 || SheetDate.Read(text) is not null)
            return false;
        var says = NumberSays.Of(text, today);
        return says.Form != NumberForm.Unknown
            || says.Check.Code is "patent.check_digit" or "patent.year" or "patent.kind_digit";
    }

    private static string? HeadingOf(string cell)
    {
        var key = Plain.Key(cell);
        return key.Length == 0 ? null
            : English.TryGetValue(key, out var heading) ? heading
            : Headings.Patents.Columns.FirstOrDefault(c => c.Name != Headings.Project && c.Is(cell))?.Name;
    }

    private static string? Free(Dictionary<string, int> taken, string[] guesses) =>
        guesses.FirstOrDefault(heading => !taken.ContainsKey(heading));

    private static string[] Guesses(List<string> cells, DateOnly today)
    {
        bool Most(Func<string, bool> isOne) => cells.Count(isOne) * 2 > cells.Count;

        return Most(cell => SheetDate.Read(cell) is not null) && !Most(IsSmall) ? [Headings.FiledOn, Headings.GrantedOn]
            : Most(PublicationNumber.IsMeant) ? [Headings.PublicationNumber, Headings.PatentNumber, Headings.Family]
            : Most(cell => IsNumber(cell, today)) ? [Headings.PatentNumber, Headings.Family]
            : Most(cell => KindWords.Patent(cell) is not null) ? [Headings.PatentKind]
            : Most(cell => LegalStatus.Read(cell).Kind != LegalStatusKind.Unknown) ? [Headings.LegalStatus]
            : Most(IsAnswer) ? [Headings.Core]
            : Most(IsSmall) ? []
            : [Headings.PatentTitle, Headings.Owners, Headings.Inventors, Headings.Agency];
    }

    private static bool IsAnswer(string cell) => KindWords.IsYes(cell) || Plain.Compact(cell) is "否" or "N" or "NO";

    private static bool IsSmall(string cell) => cell.Length <= 4 && cell.All(char.IsAsciiDigit);

    private string Cell(PastedCells.Line line, string heading) =>
        Places.TryGetValue(heading, out var at) && at < line.Cells.Count ? Plain.AsTyped(line.Cells[at]) : "";
}

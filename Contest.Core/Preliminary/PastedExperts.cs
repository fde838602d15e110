using System.Globalization;
using System.Text.RegularExpressions;
using Contest.Core.Registration;

namespace Contest.Core.Preliminary;

/// <summary>One expert of a pasted table, as it would be kept.</summary>
/// <param name="Line">Its line in the pasted text, from 1.</param>
/// <param name="Name">As typed.</param>
/// <param name="Email">As typed; null where there is none.</param>
/// <param name="Discipline">Null where the line names none of the four.</param>
/// <param name="Employer">As typed; empty where there is none.</param>
/// <param name="Ipc">IPC classes, upper-case.</param>
/// <param name="Fields">产业领域, as typed.</param>
/// <param name="Languages">Of dossiers: <c>zh-CN</c>, <c>zh-HK</c>, <c>en</c>.</param>
/// <param name="MostDossiers">The most in one round, from 1; null: as many as anyone.</param>
/// <param name="AvailableFrom">The first day; null: no limit.</param>
/// <param name="AvailableUntil">The last day; null: no limit.</param>
/// <param name="Patents">Numbers of own patents, as typed.</param>
/// <param name="Findings">What is to be said of the line; one error keeps it out of the pool.</param>
public sealed record PastedExpert(
    int Line,
    string Name,
    string? Email,
    Discipline? Discipline,
    string Employer,
    IReadOnlyList<string> Ipc,
    IReadOnlyList<string> Fields,
    IReadOnlyList<string> Languages,
    int? MostDossiers,
    DateOnly? AvailableFrom,
    DateOnly? AvailableUntil,
    IReadOnlyList<string> Patents,
    IReadOnlyList<PastedExpert.Finding> Findings
)
{
    /// <summary>Something to be said of a line.</summary>
    /// <param name="Code">What; its sentence says what to do.</param>
    /// <param name="IsError">The line is not imported until it is mended; otherwise it is imported as it stands.</param>
    /// <param name="Arguments">What the sentence's placeholders are filled with.</param>
    public sealed record Finding(string Code, bool IsError, params object[] Arguments)
    {
        /// <summary>The sentence in the culture of the current thread.</summary>
        public string Message => Words.Say(Code, Arguments);
    }

    /// <summary>Nothing keeps the line out of the pool.</summary>
    public bool IsGood => Findings.All(f => !f.IsError);

    /// <summary>The mailbox as it is compared; null where there is none.</summary>
    public string? Mailbox => Email?.ToUpperInvariant();

    /// <summary>The same person again, where no mailbox says so: name and employer.</summary>
    public (string Name, string Employer) Person => (Plain.Key(Name), OrganisationName.Key(Employer));

    /// <summary>The line with one more thing said of it.</summary>
    public PastedExpert With(Finding finding) => this with { Findings = [.. Findings, finding] };
}

/// <summary>
/// Experts pasted from a spreadsheet: cells parted by tabs, commas or semicolons, with or without a row of headings in any
/// language. What a line says is kept as typed or the line stays out, with what is to be mended; nothing is guessed away.
/// </summary>
/// <param name="Rows">The lines in order.</param>
/// <param name="Whole">Why the text as a whole was not read; null when it was.</param>
public sealed partial record PastedExperts(IReadOnlyList<PastedExpert> Rows, Refusal? Whole)
{
    /// <summary>Most lines taken from one paste.</summary>
    public const int MostRows = 500;

    /// <summary>Longest text taken, in characters.</summary>
    public const int MostLetters = 300_000;

    private IReadOnlyList<PastedCells.Line> Lines { get; init; } = [];
    private PastedCells.Line? Heading { get; init; }

    /// <summary>Reads what was pasted. Whatever it is, this answers.</summary>
    public static PastedExperts Read(string? pasted)
    {
        if (pasted is { Length: > MostLetters })
            return new([], new("paste.too_long", MostLetters));
        var lines = PastedCells.Of(pasted ?? "").Where(line => !line.IsBlank).ToList();
        var heading = lines.FindIndex(line => ExpertColumns.ByHeadings(line) is not null);
        // a title may stand above the headings
        var columns = heading is >= 0 and < 5 ? ExpertColumns.ByHeadings(lines[heading])! : null;
        var body = columns is null ? lines : lines[(heading + 1)..];
        columns ??= ExpertColumns.ByContent(body);
        if (body.Count > MostRows)
            return new([], new("paste.too_many_experts", MostRows, body.Count));
        return new(Twice([.. body.Select(line => Row(line, columns))]), null)
        {
            Lines = body,
            Heading = body.Count == lines.Count ? null : lines[heading],
        };
    }

    /// <summary>The lines that are not good, with their headings, to be mended and pasted again; empty when all are.</summary>
    /// <param name="rows">The rows after everything was found of them.</param>
    public string Rest(IReadOnlyList<PastedExpert> rows)
    {
        var left = rows.Where(r => !r.IsGood).Select(r => r.Line).ToHashSet();
        var lines = Lines.Where(line => left.Contains(line.Number)).Select(Text).ToList();
        return lines.Count == 0 ? ""
            : Heading is null ? string.Join('\n', lines)
            : string.Join('\n', lines.Prepend(Text(Heading)));
    }

    /// <summary>Of two lines with one mailbox, or one name and employer, the second stays out.</summary>
    private static IReadOnlyList<PastedExpert> Twice(IReadOnlyList<PastedExpert> rows)
    {
        Dictionary<string, int> mailboxes = [];
        Dictionary<(string, string), int> people = [];
        return
        [
            .. rows.Select(row =>
                row.Mailbox is { } mailbox && !mailboxes.TryAdd(mailbox, row.Line)
                    ? row.With(new("paste.mailbox_twice", true, row.Email!, mailboxes[mailbox]))
                : row.Name.Length > 0 && !people.TryAdd(row.Person, row.Line)
                    ? row.With(new("paste.expert_twice", true, row.Name, people[row.Person]))
                : row
            ),
        ];
    }

    private static PastedExpert Row(PastedCells.Line line, ExpertColumns columns)
    {
        List<PastedExpert.Finding> findings = [];
        string Cell(ExpertColumn column) => columns.Cell(line, column);
        void Wrong(string code, params object[] arguments) => findings.Add(new(code, true, arguments));

        var name = Cell(ExpertColumn.Name);
        if (name.Length == 0)
            Wrong("paste.expert_no_name");
        else if (name.Length > 100)
            Wrong("judging.judge_incomplete");
        var employer = Cell(ExpertColumn.Employer);
        if (employer.Length == 0)
            findings.Add(new("paste.expert_no_employer", false));
        else if (employer.Length > 200)
            Wrong("conflict.row_incomplete");
        var email = Cell(ExpertColumn.Email);
        if (email.Length == 0)
            findings.Add(new("paste.expert_no_mailbox", false));
        else if (EmailAddress.Check(email).Result == CheckResult.Error)
            Wrong("contact.email", email);
        var trade = Cell(ExpertColumn.Discipline);
        var discipline = ExpertColumns.DisciplineOf(trade);
        if (discipline is null)
            Wrong(trade.Length == 0 ? "paste.expert_no_discipline" : "paste.expert_discipline", trade);
        var ipc = ExpertRules.IpcClasses(Cell(ExpertColumn.Ipc));
        if (ipc.Find(c => !ExpertRules.IsIpcClass(c)) is { } unknown)
            Wrong("conflict.ipc", unknown);
        var languages = ExpertRules.Words(Cell(ExpertColumn.Languages));
        if (languages.Find(l => ExpertColumns.LanguageOf(l) is null) is { } tongue)
            Wrong("paste.expert_language", tongue);
        var patents = ExpertRules.Words(Cell(ExpertColumn.Patents));
        if (patents.Find(p => p.Length > 64 || PatentFamily.Key(p).Length == 0) is { } patent)
            Wrong("conflict.patent_number", patent);
        var most = Cell(ExpertColumn.MostDossiers);
        int? dossiers =
            int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n : null;
        if (most.Length > 0 && dossiers is null)
            Wrong("paste.expert_number", most);
        var (from, until) = (Day(ExpertColumn.From), Day(ExpertColumn.Until));
        if (until < from)
            Wrong("conflict.days");
        return new(
            line.Number,
            name,
            email.Length == 0 ? null : email,
            discipline,
            employer,
            ipc,
            ExpertRules.Words(Cell(ExpertColumn.Fields)),
            [.. languages.Select(ExpertColumns.LanguageOf).OfType<string>().Distinct()],
            dossiers,
            from,
            until,
            patents,
            findings
        );

        DateOnly? Day(ExpertColumn column)
        {
            var typed = Cell(column);
            if (SheetDate.IsNone(typed))
                return null;
            if (SheetDate.Read(typed) is { } day)
                return day;
            Wrong("paste.expert_date", typed);
            return null;
        }
    }

    /// <summary>A line as spreadsheets copy it.</summary>
    private static string Text(PastedCells.Line line) => string.Join('\t', line.Cells.Select(Quoted));

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny('\t', '\n', '"') < 0
            ? cell
            : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

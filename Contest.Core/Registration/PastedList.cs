using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>
/// A list of patents pasted from a spreadsheet or a text: cells parted by tabs, commas or semicolons, with or without a
/// row of headings in any language, or one number a line. What cannot be read is said, never dropped.
/// </summary>
/// <param name="Rows">The rows in order, numbered 1, 2 …; kind and office are filled in where only the number says them.</param>
/// <param name="Unread">What could not be read, with its line.</param>
public sealed partial record PastedList(IReadOnlyList<PatentRow> Rows, IReadOnlyList<PastedList.Unreadable> Unread)
{
    /// <summary>Most rows taken from one paste.</summary>
    public const int MostRows = 200;

    /// <summary>Longest text taken, in characters.</summary>
    public const int MostLetters = 500_000;

    private const int HeadingWithin = 5;

    /// <summary>A line that became no row.</summary>
    /// <param name="Line">Its line in the pasted text, from 1; 0 for the whole text.</param>
    /// <param name="Text">How it begins, at most 80 characters.</param>
    /// <param name="Code">Why.</param>
    /// <param name="Arguments">What the sentence's placeholders are filled with.</param>
    public sealed record Unreadable(int Line, string Text, string Code, params object[] Arguments)
    {
        /// <summary>The sentence in the culture of the current thread.</summary>
        public string Message => Words.Say(Code, Arguments);
    }

    /// <summary>Reads what was pasted. Whatever it is, this answers.</summary>
    /// <param name="pasted">The text; null is nothing.</param>
    /// <param name="today">The newest possible year of a number is this day's.</param>
    public static PastedList Read(string? pasted, DateOnly today)
    {
        if (pasted is { Length: > MostLetters })
            return new([], [new(0, "", "paste.too_long", MostLetters)]);
        var lines = PastedCells.Of(pasted ?? "").Where(line => !line.IsBlank).ToList();
        var heading = lines.Take(HeadingWithin).Select(PastedColumns.ByHeadings).FirstOrDefault(c => c is not null);
        var from = heading is null ? 0 : lines.FindIndex(line => PastedColumns.ByHeadings(line) is not null) + 1;
        var body = lines.Skip(from).ToList();
        return heading is null && body.TrueForAll(line => IsList(line, today))
            ? Collect(body.SelectMany(line => line.Cells.Select(cell => (line, FromText(cell, today)))), today)
            : Collect(
                (heading ?? PastedColumns.ByContent(body, today)) is var columns
                    ? body.Select(line => (line, columns.Row(line)))
                    : [],
                today
            );
    }

    /// <summary>Nothing but numbers, or a single text: not a row of different columns.</summary>
    private static bool IsList(PastedCells.Line line, DateOnly today) =>
        line.Cells.Count == 1
        || line.Cells.All(cell => Plain.Tidy(cell).Length == 0 || PastedColumns.IsNumber(cell, today));

    private static PastedList Collect(IEnumerable<(PastedCells.Line Line, PatentRow Row)> read, DateOnly today)
    {
        List<PatentRow> rows = [];
        List<Unreadable> unread = [];
        foreach (var (line, row) in read)
        {
            if (WhyNot(row) is { } code)
            {
                if (!IsEmpty(row) || line.Cells.Count == 1)
                    unread.Add(new(line.Number, Beginning(line), code));
            }
            else if (rows.Count == MostRows)
            {
                unread.Add(new(line.Number, Beginning(line), "paste.too_many", MostRows));
                break;
            }
            else
            {
                rows.Add(Filled(row, today) with { Row = rows.Count + 1 });
            }
        }
        return new(rows, unread);
    }

    private static string? WhyNot(PatentRow row)
    {
        var number = Plain.Compact(row.Number);
        return number.Length == 0 ? "paste.no_number"
            : Scientific().IsMatch(number) ? "paste.scientific"
            : number.Count(char.IsAsciiDigit) < 3 ? "paste.no_number"
            : null;
    }

    private static bool IsEmpty(PatentRow row) => (row with { Row = 0 }) == PastedColumns.Empty;

    private static string Beginning(PastedCells.Line line)
    {
        var text = Plain.Tidy(
            string.Join(' ', line.Cells.Take(10).Select(cell => cell.Length > 80 ? cell[..80] : cell))
        );
        return text.Length > 80 ? text[..80] : text;
    }

    /// <summary>What the number says where the row does not.</summary>
    private static PatentRow Filled(PatentRow row, DateOnly today)
    {
        var says = NumberSays.Of(row.Number, today, KindWords.Patent(row.Kind), row.Jurisdiction);
        return row with
        {
            Kind = row.Kind.Length > 0 || says.Kind is not { } kind ? row.Kind : KindWords.Write(kind),
            Jurisdiction = row.Jurisdiction.Length > 0 ? Offices.Code(row.Jurisdiction) : says.Jurisdiction,
            PublicationNumber =
                row.PublicationNumber.Length == 0 && says.Form == NumberForm.Publication
                    ? says.Key
                    : row.PublicationNumber,
        };
    }

    /// <summary>A line such as “3. ZL202419999991.X 一种装置”: the number, and what is behind it as the title.</summary>
    private static PatentRow FromText(string cell, DateOnly today)
    {
        var text = Plain.AsTyped(cell.Length > 2000 ? cell[..2000] : cell);
        if (PastedColumns.IsNumber(text, today))
            return PastedColumns.Empty with { Number = text };
        var tidy = Plain.Tidy(Ordinal().Replace(Plain.Tidy(text), ""));
        return Inside().Match(tidy) is { Success: true } found
            ? PastedColumns.Empty with
            {
                Number = found.Value.Trim(),
                Title = tidy.Remove(found.Index, found.Length)
                    .Trim(' ', '-', '—', ':', '、', '.', '《', '》', '(', ')'),
            }
            : PastedColumns.Empty with
            {
                Number = tidy.Count(char.IsAsciiDigit) >= 6 && tidy.Length <= 40 ? text : "",
            };
    }

    [GeneratedRegex(@"^[0-9](\.[0-9]+)?E\+?[0-9]{1,2}$")]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^\(?[0-9]{1,3}[.、):][ ]*(?![0-9])|^\(?[0-9]{1,3}[.、):]?[ ]+(?=(?:ZL|CN|PCT|WO|[0-9]{4}))")]
    private static partial Regex Ordinal();

    [GeneratedRegex(
        @"(?:ZL|CN)?[ ]?(?:19|20)[0-9]{2}[ ]?[12389][ ]?[0-9]{7}[ ]?\.?[ ]?[0-9X]\b|CN[ ]?[0-9]{7,9}[ ]?[ABCUSY][0-9]?\b|PCT/[A-Z]{2}[0-9]{2,4}/[0-9]{5,6}|WO[ ]?[0-9]{2,4}/[0-9]{5,6}",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Inside();
}

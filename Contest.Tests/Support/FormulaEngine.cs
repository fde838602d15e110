using System.Globalization;
using Contest.Core.Scoring;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Contest.Tests.Support;

/// <summary>
/// Opens a workbook and calculates its formulas from the text in the file, in exact arithmetic: the few functions our
/// exports use, written from their documentation. No value stored beside a formula is ever read.
/// </summary>
public sealed class FormulaEngine
{
    private readonly Dictionary<(string Sheet, int Row, int Column), object> _cells = [];
    private readonly Dictionary<(string Sheet, int Row, int Column), Fraction> _known = [];

    public FormulaEngine(byte[] file)
    {
        using MemoryStream stream = new(file);
        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        var book = document.WorkbookPart!;
        foreach (var tab in book.Workbook.Descendants<Sheet>())
        {
            Names.Add(tab.Name!);
            foreach (var cell in ((WorksheetPart)book.GetPartById(tab.Id!)).Worksheet.Descendants<Cell>())
                Keep(tab.Name!, cell);
        }
    }

    public List<string> Names { get; } = [];

    /// <summary>Every formula, by place, with the value stored beside it.</summary>
    public List<(string Sheet, int Row, int Column, string Formula, decimal? Stored)> Formulas { get; } = [];

    /// <summary>Every text of the workbook.</summary>
    public IEnumerable<string> Texts => _cells.Values.OfType<string>();

    public string TextAt(string sheet, int row, int column) => (string)_cells[(sheet, row, column)];

    /// <summary>What a cell is: a number as it stands, or what its formula gives.</summary>
    public Fraction NumberAt(string sheet, int row, int column)
    {
        var place = (sheet, row, column);
        if (_known.TryGetValue(place, out var known))
            return known;
        var value = _cells[place] switch
        {
            Fraction number => number,
            Formula formula => new Reader(this, sheet, formula.Text).Whole(),
            var other => throw new InvalidOperationException($"{place} is no number: {other}"),
        };
        _known.Add(place, value);
        return value;
    }

    private void Keep(string sheet, Cell cell)
    {
        var (row, column) = Place(cell.CellReference!);
        decimal? stored = cell.CellValue is { } v
            ? decimal.Parse(v.Text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;
        if (cell.CellFormula is { } formula)
        {
            _cells[(sheet, row, column)] = new Formula(formula.Text);
            Formulas.Add((sheet, row, column, formula.Text, stored));
        }
        else if (cell.InlineString is { } text)
            _cells[(sheet, row, column)] = text.InnerText;
        else if (stored is { } number)
            _cells[(sheet, row, column)] = (Fraction)number;
    }

    private static (int Row, int Column) Place(string reference)
    {
        var plain = reference.Replace("$", "", StringComparison.Ordinal);
        var letters = plain.TakeWhile(char.IsAsciiLetter).Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1);
        return (
            int.Parse(plain.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()), CultureInfo.InvariantCulture),
            letters - 1
        );
    }

    private sealed record Formula(string Text);

    /// <summary>Sums of products of comparisons; a value is a list, one item for a single cell, null for a text.</summary>
    private sealed class Reader(FormulaEngine book, string sheet, string text)
    {
        private int _at;

        public Fraction Whole()
        {
            var value = Compared();
            return _at == text.Length ? One(value) : throw new FormatException($"{text}: left over at {_at}");
        }

        private static Fraction One(List<Fraction?> value) =>
            value.Single() ?? throw new FormatException("a text is no number");

        private List<Fraction?> Compared()
        {
            var left = Sum();
            foreach (var sign in (string[])[">=", "<=", "=", ">", "<"])
                if (Takes(sign))
                    return Each(left, Sum(), (a, b) => Holds(sign, a.CompareTo(b)) ? Fraction.One : Fraction.Zero);
            return left;
        }

        private static bool Holds(string sign, int order) =>
            sign switch
            {
                ">=" => order >= 0,
                "<=" => order <= 0,
                "=" => order == 0,
                ">" => order > 0,
                _ => order < 0,
            };

        private List<Fraction?> Sum()
        {
            var value = Product();
            while (true)
                if (Takes("+"))
                    value = Each(value, Product(), (a, b) => a + b);
                else if (Takes("-"))
                    value = Each(value, Product(), (a, b) => a - b);
                else
                    return value;
        }

        private List<Fraction?> Product()
        {
            var value = Atom();
            while (true)
                if (Takes("*"))
                    value = Each(value, Atom(), (a, b) => a * b);
                else if (Takes("/"))
                    value = Each(value, Atom(), (a, b) => b == Fraction.Zero ? null : a / b);
                else
                    return value;
        }

        private List<Fraction?> Atom()
        {
            if (Takes("("))
            {
                var inner = Compared();
                return Takes(")") ? inner : throw new FormatException($"{text}: a bracket is missing at {_at}");
            }
            if (char.IsAsciiDigit(text[_at]))
                return
                [
                    Fraction.FromDecimal(
                        decimal.Parse(While(c => char.IsAsciiDigit(c) || c == '.'), CultureInfo.InvariantCulture)
                    ),
                ];
            if (text[_at] == '\'')
            {
                _at++;
                var name = While(c => c != '\'');
                return Takes("'!") ? Cells(name) : throw new FormatException($"{text}: a sheet's name at {_at}");
            }
            var word = While(char.IsAsciiLetterUpper);
            if (Takes("("))
                return [Call(word)];
            _at -= word.Length;
            return Cells(sheet);
        }

        private List<Fraction?> Cells(string name)
        {
            var first = Place(While(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '$'));
            var last = Takes(":")
                ? Place(While(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '$'))
                : first;
            List<Fraction?> values = [];
            for (var row = first.Row; row <= last.Row; row++)
            for (var column = first.Column; column <= last.Column; column++)
                values.Add(book.ValueAt(name, row, column));
            return values;
        }

        private Fraction Call(string name)
        {
            List<List<Fraction?>> given = [];
            do given.Add(Compared());
            while (Takes(","));
            if (!Takes(")"))
                throw new FormatException($"{text}: {name} is not closed at {_at}");
            var numbers = given.SelectMany(list => list).OfType<Fraction>().ToList();
            var first = given[0].OfType<Fraction>().ToList();
            int Number(int nth) => (int)Rounding.HalfUp(One(given[nth]), 0);
            return name switch
            {
                "SUM" or "SUMPRODUCT" => Fraction.Sum(numbers),
                "COUNT" => numbers.Count,
                "AVERAGE" => Fraction.Mean(numbers),
                "MAX" => numbers.Max()!,
                "MIN" => numbers.Min()!,
                "LARGE" => first.OrderDescending().ElementAt(Number(1) - 1),
                "SMALL" => first.Order().ElementAt(Number(1) - 1),
                "IF" => One(given[0]) != Fraction.Zero ? One(given[1]) : One(given[2]),
                "AND" => numbers.All(n => n != Fraction.Zero) ? Fraction.One : Fraction.Zero,
                "ROUND" => Rounding.HalfUp(first[0], Number(1)),
                "SQRT" => first.Count == 0 ? Fraction.Zero : Roots.SquareRoot(first[0]),
                "LN" => Roots.NaturalLog(first[0].Numerator),
                "RANK" => 1 + given[1].OfType<Fraction>().Count(n => n > first[0]),
                _ => throw new FormatException($"{text}: {name} is not known"),
            };
        }

        private static List<Fraction?> Each(
            List<Fraction?> a,
            List<Fraction?> b,
            Func<Fraction, Fraction, Fraction?> act
        )
        {
            // what divides by zero is nothing, and so is what is made of it: an IF may leave it unused
            Fraction? Of(Fraction? x, Fraction? y) => x is null || y is null ? null : act(x, y);
            return a.Count == b.Count ? [.. a.Zip(b, Of)]
                : b.Count == 1 ? [.. a.Select(x => Of(x, b[0]))]
                : a.Count == 1 ? [.. b.Select(y => Of(a[0], y))]
                : throw new FormatException("ranges of two lengths");
        }

        private bool Takes(string sign)
        {
            if (!text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal))
                return false;
            _at += sign.Length;
            return true;
        }

        private string While(Func<char, bool> holds)
        {
            var from = _at;
            while (_at < text.Length && holds(text[_at]))
                _at++;
            return text[from.._at];
        }
    }

    private Fraction? ValueAt(string sheet, int row, int column) =>
        !_cells.TryGetValue((sheet, row, column), out var cell) || cell is string
            ? PanelNumber(cell as string)
            : NumberAt(sheet, row, column);

    /// <summary>A text compared with a text: a number that is the same for the same text; nothing for an empty one.</summary>
    private Fraction? PanelNumber(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (!_texts.TryGetValue(text, out var number))
            _texts.Add(text, number = 1_000_000 + _texts.Count);
        return number;
    }

    private readonly Dictionary<string, int> _texts = [];
}

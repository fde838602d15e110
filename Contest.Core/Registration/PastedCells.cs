using System.Text;

namespace Contest.Core.Registration;

/// <summary>Pasted text as lines of cells, the way spreadsheets copy them: a cell in quotes may hold ends of lines.</summary>
internal static class PastedCells
{
    /// <summary>A record and the line of the text it begins on, from 1.</summary>
    internal sealed record Line(int Number, IReadOnlyList<string> Cells)
    {
        public bool IsBlank => Cells.All(cell => Plain.Tidy(cell).Length == 0);
    }

    /// <summary>The records; cells are parted by tabs where there is one, else by commas or semicolons of either width.</summary>
    public static IReadOnlyList<Line> Of(string text)
    {
        var plain = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Split(plain, plain.Contains('\t') ? "\t" : ",;，；");
    }

    private static List<Line> Split(string text, string separators)
    {
        List<Line> lines = [];
        List<string> cells = [];
        StringBuilder cell = new();
        var (line, start, closes) = (1, 1, true);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '"' && cell.Length == 0 && closes && End(text, at, separators) is var end)
            {
                closes = end > 0;
                if (closes)
                {
                    var quoted = text[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal);
                    line += quoted.Count(c => c == '\n');
                    cell.Append(quoted);
                    at = end;
                    continue;
                }
            }
            if (letter == '\n')
            {
                cells.Add(cell.ToString());
                lines.Add(new(start, cells));
                (cells, cell, start) = ([], new(), ++line);
            }
            else if (separators.Contains(letter, StringComparison.Ordinal))
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }
        cells.Add(cell.ToString());
        lines.Add(new(start, cells));
        return lines;
    }

    /// <summary>Where the quote opened at a place closes: a quote before a separator or an end; 0 when it never does.</summary>
    private static int End(string text, int open, string separators)
    {
        for (var at = open + 1; at < text.Length; at++)
        {
            if (text[at] != '"')
                continue;
            if (
                at + 1 == text.Length
                || text[at + 1] == '\n'
                || separators.Contains(text[at + 1], StringComparison.Ordinal)
            )
                return at;
            if (text[at + 1] == '"')
                at++;
        }
        return 0;
    }
}

namespace Contest.Core.Registration;

/// <summary>
/// Text in the cell of a file that a spreadsheet opens: one apostrophe stands before what it would calculate (CWE-1236,
/// OWASP "CSV Injection"), and reading takes exactly that apostrophe off again, so nothing is lost on the way.
/// </summary>
public static class CellText
{
    private const string Starters = "=+-@\t\r＝＋－＠";

    /// <summary>
    /// As it is written: an apostrophe before = + - @ and tab, unless it is a plain number; and before text that begins
    /// with apostrophes and then one of those, which would otherwise lose one of its own when it is read.
    /// </summary>
    public static string Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsGuarded(text) && !IsNumber(text) ? "'" + text : text;
    }

    /// <summary>As it was before <see cref="Write"/>: 'x keeps its apostrophe, '=x loses one.</summary>
    public static string Read(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.StartsWith('\'') && IsGuarded(cell) ? cell[1..] : cell;
    }

    private static bool IsGuarded(string text)
    {
        var own = text.AsSpan().TrimStart('\'');
        return own.Length > 0 && Starters.Contains(own[0], StringComparison.Ordinal);
    }

    /// <summary>+8613800000000 and -5.2 are no formulas.</summary>
    private static bool IsNumber(string text) =>
        text.Length > 1
        && text[0] is '+' or '-'
        && char.IsAsciiDigit(text[1])
        && text.Skip(1).All(c => char.IsAsciiDigit(c) || c == '.');
}

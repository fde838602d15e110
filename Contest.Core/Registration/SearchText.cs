namespace Contest.Core.Registration;

/// <summary>
/// What one public entry is found by: title, organisations and code as words in either script, title and organisations
/// by the initials of their pinyin, and the numbers of its patents where their list is published.
/// </summary>
public sealed class SearchText
{
    private const int ShortestNumber = 5;
    private readonly string[] _words;
    private readonly IReadOnlyList<string>[] _initials;
    private readonly string[] _numbers;
    private readonly string _code;

    private SearchText(string code, IReadOnlyList<string> names, IEnumerable<string> numbers)
    {
        _code = Word(code);
        _words = [.. names.Select(Word)];
        _initials = [.. names.Select(Initials.Of)];
        _numbers = [.. numbers.Select(Word)];
    }

    /// <summary>The text of an entry.</summary>
    /// <param name="code">The public code.</param>
    /// <param name="names">Title, short title and organisations.</param>
    /// <param name="numbers">The patents' numbers as typed when the list is published; else none.</param>
    public static SearchText Of(string code, IReadOnlyList<string> names, IEnumerable<string> numbers)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(numbers);
        return new(code, names, numbers);
    }

    /// <summary>
    /// Whether every word typed is found: as part of a name, as the code, as part of a patent number (five signs or
    /// more) or as initials (two letters or more). Nothing typed fits everything; only signs fit nothing.
    /// </summary>
    public bool Fits(string? typed) => Finder(typed)(this);

    /// <summary>As <see cref="Fits"/>, for many entries: what was typed is read once.</summary>
    public static Func<SearchText, bool> Finder(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return _ => true;
        var tidy = Plain.Tidy(typed);
        var whole = Word(tidy);
        var words = tidy.Split(' ').Select(Word).Where(word => word.Length > 0).ToList();
        return text => text.IsFound(whole) || (words.Count > 1 && words.TrueForAll(text.IsFound));
    }

    private bool IsFound(string word) =>
        word.Length > 0
        && (
            _code.Contains(word, StringComparison.Ordinal)
            || Array.Exists(_words, w => w.Contains(word, StringComparison.Ordinal))
            || (
                word.Length >= ShortestNumber
                && Array.Exists(_numbers, n => n.Contains(Bare(word), StringComparison.Ordinal))
            )
            || (IsInitials(word) && Array.Exists(_initials, i => Initials.Contain(i, word)))
        );

    /// <summary>A number is often typed with its office before it: ZL2023…, CN2023….</summary>
    private static string Bare(string word) =>
        word.Length > ShortestNumber + 2
        && (word.StartsWith("zl", StringComparison.Ordinal) || word.StartsWith("cn", StringComparison.Ordinal))
            ? word[2..]
            : word;

    private static bool IsInitials(string word) => word.Length >= 2 && word.All(char.IsAsciiLetterOrDigit);

    private static string Word(string text) =>
        new([
            .. SimplifiedScript
                .Write(Plain.Tidy(text))
                .ToLowerInvariant()
                .Where(letter => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter)),
        ]);
}

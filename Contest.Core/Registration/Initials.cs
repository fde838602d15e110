using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Contest.Core.Registration;

/// <summary>
/// The initials of a Chinese text's pinyin, by the order in which the machine's own Unicode library (ICU, collation
/// zh-CN: pinyin) sorts characters: a character belongs to the last initial whose first character does not come after
/// it. An aid to searching, nothing rests on it: a character ICU has no reading of has no initial.
/// </summary>
public static class Initials
{
    // the first character of each initial in pinyin order, and the last character that has a reading
    private const string Firsts = "阿八嚓咑妸发旮哈丌咔垃呣嗯喔妑七呥仨他屲夕丫帀";
    private const string Letters = "abcdefghjklmnopqrstwxyz";
    private const string Last = "咗";

    // characters with several readings that occur in names of places, organisations and projects: all their initials
    private static readonly Dictionary<char, string> Several = new()
    {
        ['重'] = "cz",
        ['长'] = "cz",
        ['行'] = "hx",
        ['厦'] = "sx",
        ['乐'] = "ly",
        ['朝'] = "cz",
        ['曾'] = "cz",
        ['单'] = "dsc",
        ['调'] = "dt",
        ['传'] = "cz",
        ['藏'] = "cz",
        ['阿'] = "ae",
        ['会'] = "hk",
        ['石'] = "sd",
        ['系'] = "xj",
        ['校'] = "xj",
        ['降'] = "jx",
        ['率'] = "ls",
        ['弹'] = "dt",
        ['广'] = "ga",
        ['车'] = "cj",
        ['合'] = "hg",
        ['盛'] = "sc",
        ['折'] = "zs",
        ['氏'] = "sz",
        ['汤'] = "ts",
        ['解'] = "jx",
        ['洞'] = "dt",
        ['沈'] = "sc",
        ['铅'] = "qy",
        ['番'] = "fp",
        ['仇'] = "cq",
        ['尉'] = "wy",
        ['贾'] = "jg",
        ['适'] = "sk",
        ['识'] = "sz",
        ['参'] = "cs",
        ['术'] = "sz",
        ['厂'] = "ca",
        ['卡'] = "kq",
        ['泊'] = "bp",
        ['屏'] = "pb",
        ['便'] = "bp",
        ['扁'] = "bp",
        ['提'] = "td",
        ['囤'] = "td",
        ['圈'] = "qj",
        ['乾'] = "qg",
        ['畜'] = "cx",
        ['轧'] = "zyg",
        ['炮'] = "pb",
        ['嗯'] = "ne",
    };

    private static readonly CompareInfo Pinyin = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;
    private static readonly ConcurrentDictionary<char, string> Known = new();

    /// <summary>Whether this machine sorts Chinese by pinyin; where it does not, no Chinese character has an initial.</summary>
    public static bool AreKnown { get; } = Pinyin.Compare("八", "发") < 0 && Pinyin.Compare("发", "中") < 0;

    /// <summary>
    /// One string for every character that can be searched by: its possible initials in lower case, for letters and
    /// digits the character itself. Everything else (spaces, brackets, characters without a known reading) is left out.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. SimplifiedScript.Write(Plain.Tidy(text)).Select(Reading).Where(letters => letters.Length > 0)];
    }

    /// <summary>Whether the typed letters are the initials of consecutive characters, in any of their readings.</summary>
    /// <param name="initials">As <see cref="Of"/> gives them.</param>
    /// <param name="typed">Letters and digits, in lower case.</param>
    public static bool Contain(IReadOnlyList<string> initials, string typed)
    {
        ArgumentNullException.ThrowIfNull(initials);
        ArgumentNullException.ThrowIfNull(typed);
        for (var start = 0; start + typed.Length <= initials.Count; start++)
        {
            var at = 0;
            while (at < typed.Length && initials[start + at].Contains(typed[at], StringComparison.Ordinal))
                at++;
            if (at == typed.Length)
                return true;
        }
        return false;
    }

    private static string Reading(char letter) =>
        Several.TryGetValue(letter, out var all) ? (AreKnown ? all : "")
        : char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter).ToString()
        : Known.GetOrAdd(letter, Look);

    private static string Look(char letter)
    {
        var text = letter.ToString();
        var isHan = letter is (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF');
        if (!isHan || !AreKnown || Pinyin.Compare(text, Last) > 0)
            return "";
        var last = Letters.Length - 1;
        while (last > 0 && Pinyin.Compare(text, Firsts[last].ToString()) < 0)
            last--;
        return Letters[last].ToString();
    }
}

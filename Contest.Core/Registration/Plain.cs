using System.Globalization;
using System.Text;

namespace Contest.Core.Registration;

/// <summary>
/// Typed text made comparable (DOMAIN.md 3, general rule): full-width to half-width, invisible characters away. What was
/// typed is always kept beside it.
/// </summary>
public static class Plain
{
    // traditional and variant characters of the workbook's headings and lists, with their simplified forms
    private const string From =
        "項號專稱類權證來區業營萬義聯繫簡規發設計實創個體戶學會組織機構間領稅聲責單場階產電話銀編碼統請問訊郵網頁書選擇動態狀佈圖標國際進載門參賽團數資與觀測認維歲歷誰導術無見護牽頭員爲於從傳開關係經該幣醫藥錄備註別薦絡擁負種審復讓終駁記";
    private const string Into =
        "项号专称类权证来区业营万义联系简规发设计实创个体户学会组织机构间领税声责单场阶产电话银编码统请问讯邮网页书选择动态状布图标国际进载门参赛团数资与观测认维岁历谁导术无见护牵头员为于从传开关系经该币医药录备注别荐络拥负种审复让终驳记";

    private static readonly Dictionary<char, char> Simplified = From.Zip(Into)
        .DistinctBy(pair => pair.First)
        .ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>Half-width, without control and zero-width characters, one space where there were several, trimmed.</summary>
    public static string Tidy(string? text)
    {
        StringBuilder tidy = new();
        foreach (var letter in HalfWidth(text ?? ""))
        {
            if (char.IsWhiteSpace(letter))
            {
                if (tidy.Length > 0 && tidy[^1] != ' ')
                    tidy.Append(' ');
            }
            else if (IsSeen(letter))
            {
                tidy.Append(letter);
            }
        }
        return tidy.ToString().TrimEnd();
    }

    /// <summary>What is kept as typed: only outer space and control characters go.</summary>
    public static string AsTyped(string? text) =>
        new string([.. (text ?? "").Where(letter => IsSeen(letter) || letter is '\n' or '\u3000')]).Trim();

    /// <summary>As typed, or null where nothing was typed.</summary>
    public static string? AsTypedOrNull(string? text) => AsTyped(text) is { Length: > 0 } typed ? typed : null;

    /// <summary>For comparing words: tidy, upper-case, simplified, letters and digits only.</summary>
    public static string Key(string? text) =>
        new([
            .. Tidy(text)
                .ToUpperInvariant()
                .Where(letter => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
                .Select(letter => Simplified.GetValueOrDefault(letter, letter)),
        ]);

    /// <summary>For identifiers: tidy and upper-case without any space.</summary>
    public static string Compact(string? text) =>
        Tidy(text).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    private static IEnumerable<char> HalfWidth(string text) =>
        text.Select(letter =>
            letter switch
            {
                '\u3000' => ' ',
                >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
                '\u3002' => '.',
                '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2212' => '-',
                _ => letter,
            }
        );

    private static bool IsSeen(char letter) =>
        char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}

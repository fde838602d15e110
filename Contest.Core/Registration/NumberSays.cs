using System.Globalization;
using System.Text.RegularExpressions;

namespace Contest.Core.Registration;

/// <summary>What a typed number is, by its form (DOMAIN.md 3.1, 3.2).</summary>
public enum NumberForm
{
    /// <summary>Nothing was typed, or it is none of the others.</summary>
    Unknown = 0,

    /// <summary>Chinese application or patent number since October 2003: 12 digits and a check character.</summary>
    Application = 1,

    /// <summary>The same until September 2003: 8 digits and a check character.</summary>
    OldApplication = 2,

    /// <summary>Chinese publication number: CN, 7 to 9 digits and a kind code.</summary>
    Publication = 3,

    /// <summary>PCT application: PCT/CN2024/000001.</summary>
    PctApplication = 4,

    /// <summary>PCT publication: WO 2024/123456.</summary>
    PctPublication = 5,

    /// <summary>Hong Kong standard or short-term patent or registered design; its form is not confirmed.</summary>
    HongKong = 6,

    /// <summary>Macao invention, extension, utility patent or design; its form is not confirmed.</summary>
    Macao = 7,

    /// <summary>IC layout-design registration: BS. and usually 9 digits.</summary>
    LayoutDesign = 8,

    /// <summary>Trade mark registration.</summary>
    Trademark = 9,

    /// <summary>Another office's number: its ST.3 code in front; its form is not checked.</summary>
    OtherOffice = 10,
}

/// <summary>
/// What a typed number says by itself: which form, which office, which kind, which year, and whether it is well formed.
/// It never says that the right exists or is in force (DOMAIN.md risk 3).
/// </summary>
/// <param name="Check">Well formed or not, and why.</param>
/// <param name="Form">Which kind of number.</param>
/// <param name="Jurisdiction">The office by its ST.3 code; empty where nothing says.</param>
/// <param name="Kind">The kind of right, where the number says.</param>
/// <param name="Year">The year of filing; for a PCT publication that of publication; null where the number does not say.</param>
/// <param name="IsGrant">The number is one of a granted right (ZL, or a kind code of grant); null where it says nothing.</param>
public sealed partial record NumberSays(
    Check Check,
    NumberForm Form,
    string Jurisdiction,
    PatentKind? Kind = null,
    int? Year = null,
    bool? IsGrant = null
)
{
    /// <summary>What two numbers are compared by; empty where it is none.</summary>
    public string Key => Check.Result == CheckResult.Error ? "" : Check.Normalized;

    /// <summary>
    /// For people, in the culture of the current thread: 发明专利申请号，2024 年，校验位正确。Followed, or for an error
    /// replaced, by what the check found.
    /// </summary>
    public string Message =>
        Check.Result == CheckResult.Error || Form == NumberForm.Unknown ? Check.Message
        : Check.Result == CheckResult.Warning ? Words.Say("number.and", Sentence, Check.Message)
        : Sentence;

    /// <summary>What the number says.</summary>
    /// <param name="typed">As typed: full-width, spaces and prefixes are accepted.</param>
    /// <param name="today">The newest possible year is this day's.</param>
    /// <param name="kind">The kind declared beside it: layout-designs and trade marks have numbers of their own.</param>
    /// <param name="jurisdiction">The office declared beside it (HK, MO …); empty: what the number says.</param>
    public static NumberSays Of(string? typed, DateOnly today, PatentKind? kind = null, string? jurisdiction = null)
    {
        var text = Plain.Compact(typed);
        if (text.Length == 0)
            return new(Check.Fail(typed, "", "patent.number_missing"), NumberForm.Unknown, "");
        if (kind == PatentKind.Trademark || TrademarkWords().IsMatch(text))
            return Loose(typed, text, NumberForm.Trademark, Office(jurisdiction, "CN"), PatentKind.Trademark);
        if (kind == PatentKind.LayoutDesign || LayoutPrefix().IsMatch(text))
            return Loose(typed, text, NumberForm.LayoutDesign, Office(jurisdiction, "CN"), PatentKind.LayoutDesign);
        if (PublicationNumber.IsMeant(typed))
            return Published(typed, text);
        return Office(jurisdiction, OfficeOf(text)) switch
        {
            "HK" => Loose(typed, text, NumberForm.HongKong, "HK"),
            "MO" => Loose(typed, text, NumberForm.Macao, "MO", MacaoKind(text)),
            "" or "CN" => Chinese(typed, text, today),
            var other => Loose(typed, text, NumberForm.OtherOffice, other),
        };
    }

    /// <summary>Hong Kong, Macao, layout-design, trade-mark and foreign numbers: 3 to 25 letters, digits and . / ( ) -.</summary>
    internal static Check LooseCheck(string? typed)
    {
        var text = Plain.Compact(typed);
        return text.Length == 0 ? Check.Fail(typed, text, "patent.number_missing")
            : LooseForm().IsMatch(text) ? Check.Pass(typed, text)
            : Check.Fail(typed, text, "patent.registration_form");
    }

    private string Sentence =>
        Form switch
        {
            NumberForm.Application when IsGrant == true => Words.Say("number.patent", KindName, YearText),
            NumberForm.Application => Words.Say("number.application", KindName, YearText),
            NumberForm.OldApplication => Words.Say("number.old_application", KindName, YearText),
            NumberForm.Publication when IsGrant == true => Words.Say("number.grant_publication", KindName),
            NumberForm.Publication when IsGrant == false => Words.Say("number.application_publication", KindName),
            NumberForm.Publication => Words.Say("number.publication"),
            NumberForm.PctApplication => Words.Say("number.pct_application", YearText, Check.Normalized[4..6]),
            NumberForm.PctPublication => Words.Say("number.pct_publication", YearText),
            NumberForm.HongKong => Words.Say("number.hong_kong"),
            NumberForm.Macao => Words.Say("number.macao"),
            NumberForm.LayoutDesign => Words.Say("number.layout_design"),
            NumberForm.Trademark => Words.Say("number.trademark"),
            _ => Words.Say("number.other_office", Jurisdiction),
        };

    private string KindName => Kind is { } kind ? KindWords.Say(kind) : "";

    private string YearText => Year?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Office(string? declared, string said) =>
        Plain.Compact(declared) is { Length: > 0 } office ? Offices.Code(office) : said;

    private static NumberSays Loose(
        string? typed,
        string text,
        NumberForm form,
        string office,
        PatentKind? kind = null
    ) => new(LooseCheck(Core(typed, text, form)) with { Value = typed ?? "" }, form, office, kind);

    /// <summary>第12345678号 is the trade mark 12345678.</summary>
    private static string? Core(string? typed, string text, NumberForm form) =>
        form == NumberForm.Trademark && TrademarkWords().Match(text) is { Success: true } words
            ? words.Groups[1].Value
            : typed;

    private static NumberSays Chinese(string? typed, string text, DateOnly today)
    {
        var check = PatentNumber.Check(typed, today);
        if (PatentNumber.Find(typed, today) is not { } number)
            return new(check, NumberForm.Unknown, "");
        var form = number.Digits.Length == 12 ? NumberForm.Application : NumberForm.OldApplication;
        bool? isGrant = text.Contains("ZL", StringComparison.Ordinal) ? true : null;
        return new(check, form, "CN", number.Kind, number.Year, isGrant);
    }

    private static NumberSays Published(string? typed, string text)
    {
        var check = PublicationNumber.Check(typed);
        if (check.Result == CheckResult.Error)
            return new(check, NumberForm.Unknown, "");
        if (text.StartsWith("PCT", StringComparison.Ordinal))
            return new(check, NumberForm.PctApplication, "WO", Year: YearOf(text[6..text.LastIndexOf('/')]));
        if (text.StartsWith("WO", StringComparison.Ordinal))
            return new(check, NumberForm.PctPublication, "WO", Year: YearOf(text[2..text.IndexOf('/')]));
        var code = text.Skip(2).FirstOrDefault(char.IsAsciiLetter);
        var kind = KindOfDigit(text[2]);
        var said = KindOfCode(code) ?? kind;
        if (said != kind && check.Result == CheckResult.Pass)
            check = Check.Warn(typed, text, "patent.publication_digit", text[2].ToString(), code.ToString());
        return new(check, NumberForm.Publication, "CN", said, null, code == default ? null : code != 'A');
    }

    /// <summary>Two digits are 19…: PCT began in 1978 and gave four digits from 2004 on.</summary>
    private static int YearOf(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length == 4 ? year
            : year >= 78 ? 1900 + year
            : 2000 + year;
    }

    /// <summary>The first digit of a publication number (ZC 0007): 1, 2, 3.</summary>
    private static PatentKind? KindOfDigit(char digit) => digit is '1' or '2' or '3' ? (PatentKind)(digit - '0') : null;

    private static PatentKind? KindOfCode(char code) =>
        code switch
        {
            'A' or 'B' or 'C' => PatentKind.Invention,
            'U' or 'Y' => PatentKind.UtilityModel,
            'S' => PatentKind.Design,
            _ => null,
        };

    private static string OfficeOf(string text) =>
        MacaoForm().IsMatch(text) ? "MO"
        : OfficePrefix().Match(text) is { Success: true } prefix && Offices.IsKnown(prefix.Groups[1].Value)
            ? prefix.Groups[1].Value
        : "";

    /// <summary>I invention, J extension of a Chinese patent, U utility, D design (general knowledge; not confirmed).</summary>
    private static PatentKind? MacaoKind(string text) =>
        text.Replace("MO", "", StringComparison.Ordinal).TrimStart('/', '-') switch
        {
            ['I' or 'J', ..] => PatentKind.Invention,
            ['U', ..] => PatentKind.UtilityModel,
            ['D', ..] => PatentKind.Design,
            _ => null,
        };

    [GeneratedRegex(@"^[A-Z0-9][A-Z0-9./()\-]{2,24}$")]
    private static partial Regex LooseForm();

    [GeneratedRegex("^(?:商标|商標)?(?:注册|註冊)?第([0-9]{4,9}[A-Z]?)[号號]?$")]
    private static partial Regex TrademarkWords();

    [GeneratedRegex(@"^BS\.?[0-9]")]
    private static partial Regex LayoutPrefix();

    [GeneratedRegex("^[IJUD]/[0-9]{4,6}$")]
    private static partial Regex MacaoForm();

    [GeneratedRegex("^([A-Z]{2})[^A-Z]")]
    private static partial Regex OfficePrefix();
}

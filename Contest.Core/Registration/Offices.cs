namespace Contest.Core.Registration;

/// <summary>Patent offices by their ST.3 code (WIPO), read from code or words in either script.</summary>
public static class Offices
{
    private static readonly Dictionary<string, string> ByWords = new()
    {
        ["中国"] = "CN",
        ["中國"] = "CN",
        ["内地"] = "CN",
        ["內地"] = "CN",
        ["CHINA"] = "CN",
        ["CNIPA"] = "CN",
        ["国家知识产权局"] = "CN",
        ["國家知識產權局"] = "CN",
        ["香港"] = "HK",
        ["中国香港"] = "HK",
        ["中國香港"] = "HK",
        ["HONGKONG"] = "HK",
        ["HKIPD"] = "HK",
        ["澳门"] = "MO",
        ["澳門"] = "MO",
        ["中国澳门"] = "MO",
        ["中國澳門"] = "MO",
        ["MACAO"] = "MO",
        ["MACAU"] = "MO",
        ["DSEDT"] = "MO",
        ["台湾"] = "TW",
        ["台灣"] = "TW",
        ["臺灣"] = "TW",
        ["美国"] = "US",
        ["美國"] = "US",
        ["USA"] = "US",
        ["USPTO"] = "US",
        ["欧洲"] = "EP",
        ["歐洲"] = "EP",
        ["EPO"] = "EP",
        ["日本"] = "JP",
        ["韩国"] = "KR",
        ["韓國"] = "KR",
        ["PCT"] = "WO",
        ["WIPO"] = "WO",
        ["国际"] = "WO",
        ["國際"] = "WO",
    };

    /// <summary>The offices a number's first two letters are taken for; others' codes may still be declared.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "CN",
        "HK",
        "MO",
        "TW",
        "WO",
        "US",
        "EP",
        "JP",
        "KR",
        "DE",
        "GB",
        "FR",
        "CA",
        "AU",
        "IN",
        "SG",
        "RU",
        "BR",
        "IT",
        "ES",
        "NL",
        "SE",
        "CH",
        "IL",
        "MY",
        "TH",
        "VN",
        "ID",
        "EA",
        "EU",
    ];

    /// <summary>Whether these two letters are one of <see cref="Codes"/>.</summary>
    public static bool IsKnown(string code) => Codes.Contains(code);

    /// <summary>The code of what was typed: a code as it is, words by the list; anything else tidied, at most 20 characters.</summary>
    public static string Code(string? typed)
    {
        var key = Plain.Compact(typed);
        return ByWords.TryGetValue(key, out var code) ? code
            : key.Length > 20 ? key[..20]
            : key;
    }
}

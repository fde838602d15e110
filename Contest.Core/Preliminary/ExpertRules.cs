using System.Text.RegularExpressions;
using Contest.Core.Registration;

namespace Contest.Core.Preliminary;

/// <summary>What a record of an expert must say, and how it is written down.</summary>
public static partial class ExpertRules
{
    /// <summary>Most employers, patents or interests of one expert.</summary>
    public const int MostRows = 50;

    /// <summary>Why this record may not be kept, or null when it may.</summary>
    public static Refusal? WhyNot(Expert expert)
    {
        ArgumentNullException.ThrowIfNull(expert);
        return expert.Name.Trim().Length is 0 or > 100 ? new("judging.judge_incomplete")
            : expert.Email is { } email && EmailAddress.Check(email).Result == CheckResult.Error
                ? new("contact.email", email)
            : expert.IpcClasses.Find(c => !IsIpcClass(c)) is { } unknown ? new("conflict.ipc", unknown)
            : expert.MostDossiers is < 1 ? new("conflict.most_dossiers")
            : expert.AvailableUntil < expert.AvailableFrom || expert.Employments.Exists(e => e.Until < e.From)
                ? new("conflict.days")
            : expert.Employments.Find(e => e.Name.Trim().Length is 0 or > 200) is not null
            || expert.Interests.Find(i => i.With.Trim().Length is 0 or > 200) is not null
                ? new("conflict.row_incomplete")
            : expert.Patents.Find(p => p.Number.Length > 64 || PatentFamily.Key(p.Number).Length == 0) is { } patent
                ? new("conflict.patent_number", patent.Number)
            : new[] { expert.Employments.Count, expert.Patents.Count, expert.Interests.Count }.Max() > MostRows
                ? new("conflict.too_many_rows", MostRows)
            : null;
    }

    /// <summary>Section, class and perhaps subclass: <c>H01</c>, <c>H01M</c> (WIPO ST.8).</summary>
    public static bool IsIpcClass(string word) => IpcClass().IsMatch(word);

    /// <summary>IPC classes as typed, separated by anything; upper-case, each once.</summary>
    public static List<string> IpcClasses(string? typed) =>
        [.. Words(typed).Select(word => Plain.Compact(word)).Distinct()];

    /// <summary>Words as typed, separated by 、 , ; or spaces; each once.</summary>
    public static List<string> Words(string? typed) =>
        [
            .. Plain
                .Tidy(typed)
                .Split([' ', '、', ',', ';', '/', '|'], StringSplitOptions.RemoveEmptyEntries)
                .Distinct()
                .Take(MostRows),
        ];

    /// <summary>A number as the portfolios' are compared; what is no number stays as typed, to be mended.</summary>
    public static string PatentNumber(string? typed) =>
        PatentFamily.Key(typed) is { Length: > 0 } key ? key : Plain.Compact(typed);

    [GeneratedRegex("^[A-H][0-9]{2}[A-Z]?$")]
    private static partial Regex IpcClass();
}

using System.Globalization;

namespace Contest.Core.Registration;

/// <summary>Dates as they come in spreadsheets: serial numbers of the 1900 system, 2017/03/09, 2017.3.9, 2020年08月12日 …</summary>
public static class SheetDate
{
    private static readonly string[] Forms =
    [
        "yyyy-M-d",
        "yyyy-M-d H:mm",
        "yyyy-M-d H:mm:ss",
        "yyyyMMdd",
        "yyyy-M-dTHH:mm:ss",
    ];

    /// <summary>Whether the cell says that there is no date: nothing, a dash or 无.</summary>
    public static bool IsNone(string? typed) =>
        Plain.Tidy(typed).Trim('-', '/', '\\', '—', '–', '_') is "" or "无" or "無" or "暂无" or "暫無";

    /// <summary>The date, or null when there is none or it cannot be read.</summary>
    public static DateOnly? Read(string? typed)
    {
        var text = Plain
            .Tidy(typed)
            .Replace("年", "-", StringComparison.Ordinal)
            .Replace("月", "-", StringComparison.Ordinal)
            .Replace("日", "", StringComparison.Ordinal)
            .Replace("号", "", StringComparison.Ordinal)
            .Replace("號", "", StringComparison.Ordinal);
        return Serial(text)
            ?? (
                DateTime.TryParseExact(
                    text.Replace('/', '-').Replace('.', '-').Replace("- ", "-", StringComparison.Ordinal),
                    Forms,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AllowWhiteSpaces,
                    out var date
                )
                    ? DateOnly.FromDateTime(date)
                    : null
            );
    }

    /// <summary>Day 1 is 1 January 1900, and 1900 had a 29 February there: from March on, days count from 30 December 1899.</summary>
    private static DateOnly? Serial(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial)
        && serial is >= 61 and < 110_000
            ? new DateOnly(1899, 12, 30).AddDays((int)decimal.Truncate(serial))
            : null;
}

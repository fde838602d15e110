using System.Globalization;
using Contest.Core.Competitions;

namespace Contest.Core.Registration;

/// <summary>Checks of a patent's legal status against the decisive day, how fresh it is, and what burdens the right.</summary>
internal static class StatusChecks
{
    private const StatusFlags Serious = StatusFlags.InInvalidation | StatusFlags.Disputed | StatusFlags.Preserved;

    public static IEnumerable<EntryCheck> Of(PatentFacts patent, Rulebook rulebook, DateOnly today)
    {
        var decisive = rulebook.DecisiveOn();
        yield return Status(patent, decisive);
        yield return Fresh(patent, decisive, rulebook.Eligibility.StatusDays, today);
        yield return Burdens(patent);
    }

    private static EntryCheck Status(PatentFacts patent, DateOnly decisive)
    {
        var (result, finding) = patent.Status.Kind switch
        {
            LegalStatusKind.Ended => (CheckResult.Error, "check.status_ended"),
            LegalStatusKind.InForce => (CheckResult.Pass, "check.status_in_force"),
            LegalStatusKind.Pending when patent.IsCore => (CheckResult.Warning, "check.status_pending_core"),
            LegalStatusKind.Pending => (CheckResult.Pass, "check.status_pending"),
            _ when Plain.Tidy(patent.Row.LegalStatus).Length == 0 => (CheckResult.Warning, "check.status_missing"),
            _ => (CheckResult.Warning, "check.status_unread"),
        };
        return patent.Check(
            "status",
            result,
            "R05",
            Headings.LegalStatus,
            finding,
            null,
            [DateChecks.Iso(decisive)],
            new("check.label_status", Plain.AsTyped(patent.Row.LegalStatus)),
            new("check.label_checked_on", Plain.AsTyped(patent.Row.StatusCheckedOn)),
            new("check.label_decisive", DateChecks.Iso(decisive))
        );
    }

    /// <summary>Looked up at most so many days before the decisive day; until then, before today.</summary>
    private static EntryCheck Fresh(PatentFacts patent, DateOnly decisive, int days, DateOnly today)
    {
        var looked = SheetDate.Read(patent.Row.StatusCheckedOn);
        var until = decisive < today ? decisive : today;
        var (result, finding) =
            looked is not { } day ? (CheckResult.Warning, "check.status_age_missing")
            : day > today ? (CheckResult.Error, "check.status_age_future")
            : until.DayNumber - day.DayNumber > days ? (CheckResult.Warning, "check.status_age_old")
            : (CheckResult.Pass, "check.status_age");
        return patent.Check(
            "status_age",
            result,
            "R05",
            Headings.StatusCheckedOn,
            finding,
            null,
            [days.ToString(CultureInfo.InvariantCulture), DateChecks.Iso(decisive)],
            new("check.label_number", Plain.AsTyped(patent.Row.Number)),
            new("check.label_checked_on", Plain.AsTyped(patent.Row.StatusCheckedOn)),
            new("check.label_today", looked is null ? "" : DateChecks.Iso(today))
        );
    }

    private static EntryCheck Burdens(PatentFacts patent)
    {
        var typed = Plain.AsTyped(patent.Row.Encumbrances);
        var flags = patent.Status.Flags | LegalStatus.Read(typed).Flags;
        var isNone = typed.Length == 0 || Plain.Key(typed) is "" or "无" or "否" or "没有" or "NONE" or "NO";
        var (result, finding) =
            (flags & Serious) != 0 ? (CheckResult.Error, "check.burdens_dispute")
            : flags != 0 || !isNone ? (CheckResult.Warning, "check.burdens_stated")
            : (CheckResult.Pass, "check.burdens");
        return patent.Check(
            "burdens",
            result,
            "R13",
            Headings.Encumbrances,
            finding,
            null,
            null,
            new("check.label_status", Plain.AsTyped(patent.Row.LegalStatus)),
            new("check.label_burdens", typed)
        );
    }
}

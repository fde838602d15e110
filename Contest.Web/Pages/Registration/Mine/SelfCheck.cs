using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>What a reviewer would see of the draft as it is: every check with its rule, before the reviewer does.</summary>
/// <param name="Stops">What the submission itself refuses, though no field is wrong.</param>
/// <param name="Mind">What a person will have to look at or decide, those first.</param>
/// <param name="Passed">What was checked and is fine.</param>
public sealed record SelfCheck(
    IReadOnlyList<SelfCheck.Line> Stops,
    IReadOnlyList<SelfCheck.Line> Mind,
    IReadOnlyList<EntryCheck> Passed
)
{
    /// <param name="Where">The step and the place in it where it is written.</param>
    public sealed record Line(EntryCheck Check, DraftStep Step, string Where, string Label);

    public static async Task<SelfCheck> OfAsync(ContestDb db, OwnEntry own, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(own);
        var form = own.Draft.Form();
        var facts = await db.FactsAsync(
            own.Edition.Id,
            own.Entry.Id,
            form,
            own.Draft.Declared,
            isReviewer: false,
            cancel
        );
        var checks = EntryChecks.Of(form, own.Edition.Rulebook, facts, today);
        var failed = checks
            .Where(c => c.Result != CheckResult.Pass && !IsFormError(own, c))
            .OrderByDescending(c => c.Result)
            .Select(c => LineOf(own, c))
            .ToLookup(l => IsStopping(l.Check));
        return new([.. failed[true]], [.. failed[false]], [.. checks.Where(c => c.Result == CheckResult.Pass)]);
    }

    /// <summary>An organisation that leads as many entries as it may: submitting is refused, not only looked at.</summary>
    private static bool IsStopping(EntryCheck check) => check is { Code: "entries", Result: CheckResult.Error };

    /// <summary>Already among the things to mend, with a sentence of its own.</summary>
    private static bool IsFormError(OwnEntry own, EntryCheck check) =>
        (check.Code == "declaration" && own.Draft.Declared.Length == 0)
        || (check.Code is "core" or "patent_count" && own.States[DraftStep.Patents] != StepState.Done)
        || own.Findings.Any(f =>
            f.Level == CheckResult.Error
            && f.Column == check.Field
            && f.Sheet == SheetOf(check)
            && f.Row == Math.Max(check.Row, 1)
        );

    private static Line LineOf(OwnEntry own, EntryCheck check)
    {
        var path = own.Draft.PathOf(
            new(SheetOf(check), Math.Max(check.Row, 1), check.FindingCode, check.Result, check.Field, "")
        );
        var step = check.Subject switch
        {
            CheckSubject.Entrant => DraftStep.Entrants,
            CheckSubject.Patent => DraftStep.Patents,
            _ => check.Code is "declaration" ? DraftStep.Publication : DraftStep.Project,
        };
        return new(
            check,
            step,
            path is null ? "" : "#" + EntryModel.AnchorOf(path),
            path is null ? StepWords.Name(step) : FieldWords.Label(path, own.Draft)
        );
    }

    private static string SheetOf(EntryCheck check) =>
        check.Subject switch
        {
            CheckSubject.Entrant => Headings.EntrantsSheet,
            CheckSubject.Patent => Headings.PatentsSheet,
            _ => Headings.ProjectsSheet,
        };
}

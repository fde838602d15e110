using Contest.Core.Competitions;

namespace Contest.Core.Registration.Drafts;

/// <summary>The steps of registration, one topic each, in their order (DESIGN.md 8).</summary>
public enum DraftStep
{
    /// <summary>项目.</summary>
    Project = 1,

    /// <summary>参赛主体.</summary>
    Entrants = 2,

    /// <summary>专利.</summary>
    Patents = 3,

    /// <summary>材料.</summary>
    Files = 4,

    /// <summary>公开与承诺.</summary>
    Publication = 5,

    /// <summary>自查与提交.</summary>
    Check = 6,
}

/// <summary>How far a step is, in one word a person can read.</summary>
public enum StepState
{
    /// <summary>未填: something needed is not there yet.</summary>
    Missing = 1,

    /// <summary>有误: something that is there must be mended.</summary>
    Wrong = 2,

    /// <summary>完成.</summary>
    Done = 3,
}

/// <summary>Which step a finding belongs to, and how far each step is.</summary>
public static class DraftSteps
{
    private static readonly Dictionary<string, DraftStep> OfWholes = new()
    {
        ["project.entrants_missing"] = DraftStep.Entrants,
        ["project.lead_missing"] = DraftStep.Entrants,
        ["project.lead_twice"] = DraftStep.Entrants,
        ["project.patents_missing"] = DraftStep.Patents,
        ["project.core_patent_missing"] = DraftStep.Patents,
        ["project.core_patent_twice"] = DraftStep.Patents,
        ["entry.patent_count"] = DraftStep.Patents,
        ["entry.not_declared"] = DraftStep.Publication,
    };

    /// <summary>The step where a finding is mended.</summary>
    public static DraftStep Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return OfWholes.TryGetValue(finding.Code, out var step) ? step
            : finding.Sheet == Headings.EntrantsSheet ? DraftStep.Entrants
            : finding.Sheet == Headings.PatentsSheet ? DraftStep.Patents
            : DraftStep.Project;
    }

    /// <summary>The step where the reason against submitting is mended.</summary>
    public static DraftStep Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return OfWholes.GetValueOrDefault(refusal.Code, DraftStep.Project);
    }

    /// <summary>The step a field is written in.</summary>
    public static DraftStep Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('/')[0] switch
        {
            DraftFields.Entrants => DraftStep.Entrants,
            DraftFields.Patents => DraftStep.Patents,
            DraftFields.Project => DraftStep.Project,
            _ => DraftStep.Publication,
        };
    }

    /// <summary>Nothing was written where something is needed, rather than something wrong.</summary>
    public static bool IsMissing(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return string.IsNullOrWhiteSpace(finding.Value) || OfWholes.ContainsKey(finding.Code);
    }

    /// <summary>How far each step is. Files are never needed to go on; the last step is done when all others are.</summary>
    public static IReadOnlyDictionary<DraftStep, StepState> States(
        EntryDraft draft,
        IReadOnlyList<Finding> findings,
        Rulebook rulebook
    )
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(rulebook);
        var errors = findings.Where(f => f.Level == CheckResult.Error).ToLookup(Of);
        var states = Enum.GetValues<DraftStep>().ToDictionary(step => step, step => StateOf([.. errors[step]]));
        if (rulebook.Eligibility.NeedsDeclaration && draft.Declared != rulebook.Eligibility.DeclarationVersion)
            states[DraftStep.Publication] = StepState.Missing;
        if (draft.Form().WhyNotSubmit(rulebook) is { } refusal && states[Of(refusal)] == StepState.Done)
            states[Of(refusal)] = StepState.Wrong;
        states[DraftStep.Check] = states.Where(s => s.Key != DraftStep.Check).Min(s => s.Value);
        return states;
    }

    private static StepState StateOf(IReadOnlyList<Finding> errors) =>
        errors.Any(f => !IsMissing(f)) ? StepState.Wrong
        : errors.Count > 0 ? StepState.Missing
        : StepState.Done;
}

using Contest.Core.Competitions;

namespace Contest.Core.Registration.Drafts;

/// <summary>When a draft may be submitted.</summary>
public static class SubmissionRules
{
    /// <summary>Why the draft may not be submitted as it is, or null when it may.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="findings">What was found in its form.</param>
    /// <param name="rulebook">For the declaration, the industries and the number of patents.</param>
    public static Refusal? WhyNot(EntryDraft draft, IReadOnlyList<Finding> findings, Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(rulebook);
        var errors = findings.Count(f => f.Level == CheckResult.Error);
        if (errors > 0)
            return new("entry.has_errors", errors);
        var needed = rulebook.Eligibility;
        return needed.NeedsDeclaration && draft.Declared != needed.DeclarationVersion
            ? new("entry.not_declared")
            : draft.Form().WhyNotSubmit(rulebook);
    }
}

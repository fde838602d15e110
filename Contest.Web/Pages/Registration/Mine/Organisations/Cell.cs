using Contest.Core.Registration;

namespace Contest.Web.Pages.Registration.Mine.Organisations;

/// <summary>One field of the form with what was found in it.</summary>
/// <param name="Name">The posted name.</param>
/// <param name="Type">An input's type, <c>area</c> or <c>select</c>.</param>
/// <param name="Options">Value and words, for a select.</param>
public sealed record Cell(
    string Name,
    string Label,
    string? Value,
    IReadOnlyList<Finding> Findings,
    string Type = "text",
    string? Hint = null,
    int MaxLength = 200,
    IReadOnlyList<(string Value, string Label)>? Options = null
)
{
    public string Id => Name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
    public bool HasError => Findings.Any(f => f.Level == CheckResult.Error);
    public string FoundId => Id + "-found";
    public string HintId => Id + "-hint";
    public string? DescribedBy =>
        (Hint, Findings.Count) switch
        {
            (null, 0) => null,
            (null, _) => FoundId,
            (_, 0) => HintId,
            _ => $"{HintId} {FoundId}",
        };
}

using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>One field of a step: what it says, what was found in it, and what met somebody else's value.</summary>
/// <param name="Path">The draft's path.</param>
/// <param name="Type">An input's type, <c>area</c>, <c>select</c> or <c>check</c>.</param>
/// <param name="Options">Value and words, for a select.</param>
/// <param name="Optional">An entry is complete without it, and the label says so.</param>
public sealed record DraftCell(
    StepModel Page,
    string Path,
    string Label,
    string Type = "text",
    string? Hint = null,
    IReadOnlyList<(string Value, string Label)>? Options = null,
    bool Optional = false
)
{
    public string Id => "f-" + Path.Replace('/', '-');
    public string Value => Page.ValueOf(Path);

    /// <summary>What a text field offers while it takes anything else, too; null: nothing.</summary>
    public string? ListId => Type == "text" && Options is { Count: > 0 } ? Id + "-list" : null;

    /// <summary>A date that a date field cannot show stays text: an empty field would be saved as empty.</summary>
    public string InputType =>
        Type == "date" && Value.Length > 0 && !DateOnly.TryParseExact(Value, "yyyy-MM-dd", out _) ? "text" : Type;

    public int MaxLength => DraftFields.Find(Path)!.MostLetters;
    public IReadOnlyList<Finding> Findings { get; } = Page.Shown(Path);
    public bool HasError => Findings.Any(f => f.Level == CheckResult.Error) || Page.UnsavedOf(Path) is not null;

    /// <summary>What a number says of itself.</summary>
    public string Says =>
        Path.EndsWith("/number", StringComparison.Ordinal) && Value.Length > 0 ? Page.NumberSaid(Path) : "";
    public string FoundId => Id + "-found";
    public string HintId => Id + "-hint";
    public string DescribedBy => Hint is null ? FoundId : $"{HintId} {FoundId}";

    /// <summary>Whether the option is the field's value: words of lists mean the same in several spellings.</summary>
    public bool Is(string option) => option == Value || (Value.Length > 0 && Same(option, Value));

    private static bool Same(string option, string value) =>
        (KindWords.Entrant(option) is { } e && e == KindWords.Entrant(value))
        || (KindWords.Identifier(option) is { } i && i == KindWords.Identifier(value))
        || (KindWords.Patent(option) is { } p && p == KindWords.Patent(value))
        || (KindWords.Market(option) is { } m && m == KindWords.Market(value));
}

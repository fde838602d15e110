namespace Contest.Web.Pages.Organise.Settings;

/// <summary>How a field of the rulebook is entered.</summary>
public enum FieldKind
{
    Text,
    WholeNumber,
    Number,
    YesNo,
    Choice,
    Moment,
    Day,
}

/// <summary>A piece of the rulebook's form, at its path in the canonical text, e.g. <c>vote.ballotsPerDay</c>.</summary>
public abstract record RulebookPart(string Path, string Label);

/// <summary>One value.</summary>
public sealed record RulebookField(
    string Path,
    string Label,
    FieldKind Kind,
    string Value,
    bool IsOptional,
    IReadOnlyList<RulebookOption> Options,
    string? Problem
) : RulebookPart(Path, Label);

/// <summary>One of the values a choice allows.</summary>
public sealed record RulebookOption(string Value, string Label);

/// <summary>Values that belong together. One in three languages lies in a row.</summary>
public sealed record RulebookSection(string Path, string Label, bool IsText, IReadOnlyList<RulebookPart> Parts)
    : RulebookPart(Path, Label);

/// <summary>As many of the same as are needed.</summary>
public sealed record RulebookRows(string Path, string Label, bool IsFixed, IReadOnlyList<RulebookPart> Items)
    : RulebookPart(Path, Label);

namespace Contest.Core.Registration;

/// <summary>Something in a workbook a person should see, where it is and what it is about.</summary>
/// <param name="Sheet">The sheet's name.</param>
/// <param name="Row">The spreadsheet's row number; 0 when it is about the whole sheet.</param>
/// <param name="Code">What was found.</param>
/// <param name="Level">Warning or Error.</param>
/// <param name="Column">The heading of the cell, or empty.</param>
/// <param name="Value">What the cell says, as typed.</param>
/// <param name="Arguments">What the sentence's placeholders are filled with.</param>
public sealed record Finding(
    string Sheet,
    int Row,
    string Code,
    CheckResult Level,
    string Column,
    string Value,
    params object[] Arguments
)
{
    /// <summary>The sentence in the culture of the current thread.</summary>
    public string Message => Words.Say(Code, Arguments);
}

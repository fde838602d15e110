namespace Contest.Core.Registration;

/// <summary>What a check came to (DOMAIN.md 3): automated checks help, people decide.</summary>
public enum CheckResult
{
    /// <summary>The form is right. Says nothing about whether the right exists.</summary>
    Pass = 1,

    /// <summary>A person should look.</summary>
    Warning = 2,

    /// <summary>It cannot be as typed.</summary>
    Error = 3,
}

/// <summary>The answer of a check of one typed value.</summary>
/// <param name="Value">As typed.</param>
/// <param name="Normalized">As it is compared and stored; the tidied text where it is no such value.</param>
/// <param name="Result">What the check came to.</param>
/// <param name="Code">Why, when it did not pass.</param>
/// <param name="Arguments">What the sentence's placeholders are filled with.</param>
public sealed record Check(
    string Value,
    string Normalized,
    CheckResult Result,
    string? Code = null,
    params object[] Arguments
)
{
    /// <summary>The sentence in the culture of the current thread; empty when it passed.</summary>
    public string Message => Code is null ? "" : Words.Say(Code, Arguments);

    internal static Check Pass(string? value, string normalized) => new(value ?? "", normalized, CheckResult.Pass);

    internal static Check Warn(string? value, string normalized, string code, params object[] arguments) =>
        new(value ?? "", normalized, CheckResult.Warning, code, arguments);

    internal static Check Fail(string? value, string normalized, string code, params object[] arguments) =>
        new(value ?? "", normalized, CheckResult.Error, code, arguments);
}

namespace Contest.Core;

/// <summary>The answer of an act that yields something: the value, or the refusal that says why not. Never both.</summary>
/// <typeparam name="T">What the act yields.</typeparam>
public sealed record Outcome<T>
    where T : notnull
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>What the act yielded; default when it was refused.</summary>
    public T? Value { get; }

    /// <summary>Why nothing happened; null when it did.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The act happened.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>The act was refused.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

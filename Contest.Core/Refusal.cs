namespace Contest.Core;

/// <summary>
/// Why an act did not happen: an answer, not a crash. Named for the fact (<c>voting.closed</c>); the sentence comes
/// from <c>Texts/&lt;first word of the code&gt;.resx</c> in the reader's language.
/// </summary>
/// <param name="Code">The fact, as dotted lower-case words; the part before the first dot names the text file.</param>
/// <param name="Arguments">What the sentence's placeholders are filled with, in order.</param>
public sealed record Refusal(string Code, params object[] Arguments)
{
    /// <summary>The sentence in the culture of the current thread.</summary>
    public string Message => Words.Say(Code, Arguments);
}

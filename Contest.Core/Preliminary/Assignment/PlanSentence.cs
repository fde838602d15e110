namespace Contest.Core.Preliminary.Assignment;

/// <summary>Something said of a plan: a code and what its sentence is filled with (<c>Texts/plan.resx</c>).</summary>
/// <param name="Code">The fact.</param>
/// <param name="Arguments">What the sentence's placeholders are filled with, in order.</param>
public sealed record PlanSentence(string Code, params object[] Arguments)
{
    /// <summary>The sentence in the reader's language.</summary>
    public string Message => Words.Say(Code, Arguments);

    /// <summary>A trade as an argument of a sentence.</summary>
    internal static object Trade(Discipline discipline) => Words.Later($"plan.trade_{(int)discipline}");
}

/// <summary>What is wrong with a plan, or worth knowing.</summary>
/// <param name="Sentence">What.</param>
/// <param name="IsForbidden">It makes the plan impossible to apply; otherwise a person may accept it.</param>
/// <param name="EntryId">The entry it is about.</param>
/// <param name="JudgeId">The judge it is about.</param>
public sealed record PlanFinding(PlanSentence Sentence, bool IsForbidden, Guid? EntryId = null, Guid? JudgeId = null);

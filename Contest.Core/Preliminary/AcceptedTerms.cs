namespace Contest.Core.Preliminary;

/// <summary>
/// A judge's promise (保密承诺) before the first dossier: which text was accepted, and when. Written once; append-only.
/// </summary>
public sealed class AcceptedTerms
{
    /// <summary>The judge of this edition.</summary>
    public Guid JudgeId { get; init; }

    /// <summary>The text's version, <see cref="JudgingTerms.Version"/> at that moment.</summary>
    public required string Version { get; init; }

    /// <summary>Lower-case hex SHA-256 of the text as it was shown.</summary>
    public required string TextHash { get; init; }

    /// <summary>The language it was shown in: zh-CN, zh-HK or en.</summary>
    public required string Culture { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>The terms judges accept.</summary>
public static class JudgingTerms
{
    /// <summary>The version of the text; a new text is accepted anew. Changes together with the words in judging terms.</summary>
    public const string Version = "2026-11";
}

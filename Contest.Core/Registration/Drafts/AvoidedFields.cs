namespace Contest.Core.Registration.Drafts;

/// <summary>
/// 申请回避: whom an entrant asks to be spared as a judge, with the reason (DOMAIN.md 1.15). Confidential: the entrant,
/// organizers and the supervisor read it; judges and reviewers never.
/// </summary>
public static class AvoidedFields
{
    /// <summary>The most a rulebook allows.</summary>
    public const int Most = 5;

    /// <summary>Longest name.</summary>
    public const int MostLettersOfName = 100;

    /// <summary>Longest reason: it is evidence as it stands.</summary>
    public const int MostLettersOfReason = 200;

    /// <summary>One judge to be spared.</summary>
    /// <param name="Name">As typed.</param>
    /// <param name="Reason">As typed; empty where none was given.</param>
    public sealed record Avoided(string Name, string Reason);

    /// <summary>The fields of a draft, name and reason in turn.</summary>
    public static IEnumerable<DraftField> All =>
        Enumerable
            .Range(1, Most)
            .SelectMany(number =>
                new DraftField[]
                {
                    new(DraftFields.Project, Name(number), MostLettersOfName),
                    new(DraftFields.Project, Reason(number), MostLettersOfReason),
                }
            );

    /// <summary>The paths of all of them.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [.. All.Select(field => DraftFields.Path(DraftFields.Project, field.Name))];

    /// <summary>The field of the number-th name, from 1.</summary>
    public static string Name(int number) => $"avoid{number}Name";

    /// <summary>The field of the number-th reason, from 1.</summary>
    public static string Reason(int number) => $"avoid{number}Reason";

    /// <summary>Whether this path is one of them: what reviewers, exports and judges are not shown.</summary>
    public static bool Has(string path) => Paths.Contains(path);

    /// <summary>Whom these fields name, in order; a reason without a name says nothing.</summary>
    /// <param name="fields">Path and value.</param>
    /// <param name="most">How many the rulebook allows: what stands behind them says nothing.</param>
    public static IReadOnlyList<Avoided> Of(IReadOnlyDictionary<string, string> fields, int most)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return
        [
            .. Enumerable
                .Range(1, Most)
                .Take(most)
                .Select(number => new Avoided(Value(Name(number)), Value(Reason(number))))
                .Where(avoided => avoided.Name.Length > 0),
        ];

        string Value(string name) => Plain.Tidy(fields.GetValueOrDefault(DraftFields.Path(DraftFields.Project, name)));
    }
}

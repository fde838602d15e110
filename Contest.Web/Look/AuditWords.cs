using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Web.Texts;

namespace Contest.Web.Look;

/// <summary>The audit log's acts and subjects for a reader; what has no words is shown as it is recorded.</summary>
public static class AuditWords
{
    /// <summary>OpenStage: 开始阶段.</summary>
    public static string Act(string act) => Say(act) ?? act;

    /// <summary>entry:B16: 项目 B16. Long ids are cut to eight characters unless their name is known.</summary>
    public static string Subject(string subject, IReadOnlyDictionary<Guid, string> names)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(names);
        var (kind, of) = Parts(subject);
        return Say($"Of_{kind}") is { } text
            ? string.Format(CultureInfo.CurrentCulture, text, Name(kind, of, names)).Trim()
            : subject;
    }

    /// <summary>The acts whose words hold what a reader searches for.</summary>
    public static IReadOnlyList<string> Matching(string searched) =>
        [
            .. Trail
                .ResourceManager.GetResourceSet(CultureInfo.CurrentUICulture, true, true)!
                .Cast<System.Collections.DictionaryEntry>()
                .Where(e => e.Value is string s && s.Contains(searched, StringComparison.CurrentCultureIgnoreCase))
                .Select(e => (string)e.Key),
        ];

    /// <summary>The id a subject carries, where it carries one.</summary>
    public static Guid? IdOf(string subject) => Guid.TryParse(Parts(subject).Of, out var id) ? id : null;

    private static string Name(string kind, string of, IReadOnlyDictionary<Guid, string> names) =>
        Guid.TryParse(of, out var id) ? names.GetValueOrDefault(id, of[..8] + "…")
        : kind == "stage" && Enum.TryParse<Stage>(of, out var stage) ? Words.Say(StageGates.NameCode(stage))
        : kind == "draw" && of.Length > 0 ? DrawGates.PartyName(of)
        : of;

    private static (string Kind, string Of) Parts(string subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var at = subject.IndexOf(':', StringComparison.Ordinal);
        return at < 0 ? (subject, "") : (subject[..at], subject[(at + 1)..]);
    }

    private static string? Say(string key) => Trail.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}

using System.Text.Json;

namespace Contest.Core.Registration.Drafts;

/// <summary>A field that two submissions of one entry say differently.</summary>
/// <param name="Path">Which field (<see cref="DraftFields"/>).</param>
/// <param name="Old">What the earlier says; empty: it did not say anything.</param>
/// <param name="New">What the later says; empty: it was emptied, or its row was removed.</param>
public sealed record FieldDifference(string Path, string Old, string New);

/// <summary>What a correction changed, field by field.</summary>
public static class SubmissionDiff
{
    /// <summary>A submission's fields as a draft.</summary>
    /// <param name="submission">Its <see cref="Submission.Fields"/> are canonical JSON of path and value.</param>
    public static EntryDraft Draft(Submission submission) => new(FieldsOf(submission));

    /// <summary>The fields that differ, project first, then the organisations, then the patents.</summary>
    public static IReadOnlyList<FieldDifference> Between(Submission earlier, Submission later)
    {
        var (before, after) = (FieldsOf(earlier), FieldsOf(later));
        return
        [
            .. before
                .Keys.Union(after.Keys)
                .Select(path => new FieldDifference(
                    path,
                    before.GetValueOrDefault(path, ""),
                    after.GetValueOrDefault(path, "")
                ))
                // whom the entrant asks to be spared is not for formal review
                .Where(f => f.Old != f.New && !AvoidedFields.Has(f.Path))
                .OrderBy(f => PlaceOf(f.Path))
                .ThenBy(f => f.Path, StringComparer.Ordinal),
        ];
    }

    private static int PlaceOf(string path)
    {
        var list = path.Split('/')[0];
        return list == DraftFields.Project ? 0
            : list == DraftFields.Entrants ? 1
            : list == DraftFields.Patents ? 2
            : 3;
    }

    private static Dictionary<string, string> FieldsOf(Submission submission)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(submission.Fields)!;
    }
}

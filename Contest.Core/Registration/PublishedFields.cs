namespace Contest.Core.Registration;

/// <summary>
/// The fields of an accepted entry that are public only with the entrant's consent, field by field (PRODUCT.md, promise
/// 8; DOMAIN.md 1.4: public flag per field). Title, organisations, group and field of industry are always public;
/// contacts, revenue, findings, team members' names of unpublished teams and files but the cover never are.
/// </summary>
public static class PublishedFields
{
    /// <summary>项目简介.</summary>
    public const string Summary = "summary";

    /// <summary>一句话介绍.</summary>
    public const string Pitch = "pitch";

    /// <summary>团队.</summary>
    public const string Team = "team";

    /// <summary>视频.</summary>
    public const string Video = "video";

    /// <summary>封面.</summary>
    public const string Cover = "cover";

    /// <summary>专利清单: numbers, titles, kinds, owners and status of the portfolio; without it only the numbers of kinds.</summary>
    public const string Patents = "patents";

    /// <summary>All of them, in the order a form asks.</summary>
    public static IReadOnlyList<string> All { get; } = [Pitch, Summary, Team, Video, Cover, Patents];

    /// <summary>What the workbook of an office is taken to consent to: what such contests print on their lists.</summary>
    public static IReadOnlyList<string> Default { get; } = [Pitch, Summary, Patents];

    private const string None = "无";

    private static readonly (string Field, string Heading)[] Names =
    [
        (Pitch, Headings.Pitch),
        (Summary, Headings.Summary),
        (Team, Headings.Team),
        (Video, Headings.Video),
        (Cover, "封面"),
        (Patents, Headings.PatentsSheet),
    ];

    /// <summary>The fields as a workbook's cell says them: their headings with 、 between, 无 for none.</summary>
    public static string Write(IEnumerable<string> fields)
    {
        var open = fields.ToHashSet();
        return open.Count == 0
            ? None
            : string.Join('、', Names.Where(n => open.Contains(n.Field)).Select(n => n.Heading));
    }

    /// <summary>What a workbook's cell consents to; an empty one to <see cref="Default"/>, an unknown word to nothing.</summary>
    public static IReadOnlyList<string> Read(string cell)
    {
        if (Plain.Key(cell).Length == 0)
            return Default;
        var words = Plain.Tidy(cell).Split('、', ',', ';', ' ').Select(Plain.Key).ToHashSet();
        return [.. Names.Where(n => words.Contains(Plain.Key(n.Heading))).Select(n => n.Field)];
    }

    /// <summary>The value where its field is published and there is one, else null: what everybody may read of it.</summary>
    /// <param name="published">The entry's consents (<see cref="Entry.Published"/>).</param>
    /// <param name="field">One of <see cref="All"/>; another is a bug.</param>
    public static string? Only(IReadOnlyCollection<string> published, string field, string? value)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentOutOfRangeException.ThrowIfNegative(All.ToList().IndexOf(field), nameof(field));
        return published.Contains(field) && !string.IsNullOrWhiteSpace(value) ? value : null;
    }
}

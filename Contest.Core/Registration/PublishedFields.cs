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

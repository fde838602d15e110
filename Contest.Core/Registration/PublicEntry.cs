namespace Contest.Core.Registration;

/// <summary>
/// What everybody may read of an accepted entry: title, organisations, group, field of industry and the portfolio in
/// numbers always; every other field only with consent to that field; nothing else at all (PRODUCT.md, promises 5 and 8).
/// Whether the moment has come is another question, answered by
/// <see cref="Competitions.Visibility.MaySee"/> with <see cref="Competitions.Sight.PublicEntry"/>.
/// </summary>
/// <param name="Code">The public code (A07).</param>
/// <param name="Title">项目名称.</param>
/// <param name="Group">The group's code.</param>
/// <param name="Industry">产业领域.</param>
/// <param name="Parties">The organisations, the lead first.</param>
/// <param name="Portfolio">The patents in numbers.</param>
/// <param name="Pitch">一句话介绍, or null: not written or not published.</param>
/// <param name="Summary">项目简介, or null.</param>
/// <param name="Team">团队, or null.</param>
/// <param name="Video">The video's address, or null; only https, and never with a name or password in it.</param>
/// <param name="ShowsCover">A cover, where there is one, may be shown.</param>
/// <param name="Patents">The list of patents, or null: not published.</param>
public sealed record PublicEntry(
    string Code,
    string Title,
    string? Group,
    string Industry,
    IReadOnlyList<PublicEntry.Party> Parties,
    Portfolio Portfolio,
    string? Pitch,
    string? Summary,
    string? Team,
    Uri? Video,
    bool ShowsCover,
    IReadOnlyList<PublicEntry.Right>? Patents
)
{
    /// <summary>A participating organisation; its identifier is not public.</summary>
    /// <param name="Name">主体名称.</param>
    /// <param name="Kind">主体类型.</param>
    /// <param name="Region">所在地区.</param>
    /// <param name="IsLead">牵头.</param>
    public sealed record Party(string Name, EntrantKind Kind, string Region, bool IsLead);

    /// <summary>A patent of a published list: what the register of its office prints, without agency and burdens.</summary>
    /// <param name="Number">专利号, as typed.</param>
    /// <param name="Title">专利名称.</param>
    /// <param name="Kind">专利类型.</param>
    /// <param name="Owners">专利权人.</param>
    /// <param name="LegalStatus">法律状态.</param>
    /// <param name="IsCore">核心专利.</param>
    public sealed record Right(
        string Number,
        string Title,
        PatentKind Kind,
        string Owners,
        string LegalStatus,
        bool IsCore
    );

    /// <summary>
    /// The public view of an entry read with its participations and patents; null when it takes no part: a draft, one
    /// under review, rejected or withdrawn does not exist for the public.
    /// </summary>
    public static PublicEntry? Of(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry is not { State: EntryState.Accepted, Code: { } code })
            return null;
        return new(
            code,
            entry.Title,
            entry.Group,
            entry.Industry,
            [.. entry.Participations.OrderBy(p => p.Position).Select(PartyOf)],
            Portfolio.Of(entry.Patents),
            PublishedFields.Only(entry.Published, PublishedFields.Pitch, entry.Pitch),
            PublishedFields.Only(entry.Published, PublishedFields.Summary, entry.Summary),
            PublishedFields.Only(entry.Published, PublishedFields.Team, entry.Team),
            Https(PublishedFields.Only(entry.Published, PublishedFields.Video, entry.VideoUrl)),
            entry.Published.Contains(PublishedFields.Cover),
            entry.Published.Contains(PublishedFields.Patents)
                ? [.. entry.Patents.OrderBy(p => p.Position).Select(RightOf)]
                : null
        );
    }

    private static Party PartyOf(Participation part) =>
        new(part.Entrant.Name, part.Entrant.Kind, part.Entrant.Region, part.IsLead);

    private static Right RightOf(Patent patent) =>
        new(patent.Number, patent.Title, patent.Kind, patent.Owners, patent.LegalStatus, patent.IsCore);

    private static Uri? Https(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.UserInfo.Length == 0
            ? uri
            : null;
}

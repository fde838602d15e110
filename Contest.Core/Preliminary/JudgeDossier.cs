using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Files;

namespace Contest.Core.Preliminary;

/// <summary>A patent as a judge is shown it.</summary>
/// <param name="Label">Its number, or P1, P2 … in an anonymous round: a number finds its owner in any public register.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Owners">Who holds it; empty in an anonymous round.</param>
/// <param name="FiledOn">Filing date.</param>
/// <param name="GrantedOn">Grant date; null while not granted.</param>
/// <param name="LegalStatus">Legal status, as typed.</param>
/// <param name="StatusCheckedOn">The day the status was looked up; null where nobody says.</param>
/// <param name="IsCore">核心专利.</param>
/// <param name="Jurisdiction">The office by its code.</param>
/// <param name="Ipc">IPC main class.</param>
/// <param name="Family">Numbers of the family; empty in an anonymous round.</param>
/// <param name="FamilyMembers">How many numbers the family has.</param>
/// <param name="RoleInProject">What it protects in the project.</param>
/// <param name="Encumbrances">Pledge, licence, dispute, in words.</param>
/// <param name="PublicationNumber">公开（公告）号; empty in an anonymous round.</param>
/// <param name="Inventors">Inventors; empty in an anonymous round.</param>
/// <param name="Agency">Agency; empty in an anonymous round.</param>
public sealed record ShownPatent(
    string Label,
    string Title,
    PatentKind Kind,
    string Owners,
    DateOnly? FiledOn,
    DateOnly? GrantedOn,
    string LegalStatus,
    DateOnly? StatusCheckedOn,
    bool IsCore,
    string Jurisdiction,
    string Ipc,
    string Family,
    int FamilyMembers,
    string RoleInProject,
    string Encumbrances,
    string PublicationNumber,
    string Inventors,
    string Agency
);

/// <summary>A document as a judge is shown it.</summary>
/// <param name="Id">The file.</param>
/// <param name="Slot">What it is to the entry.</param>
/// <param name="Name">Its name, or none in an anonymous round: the page then says 附件 1, 2 … by <paramref name="Number"/>.</param>
/// <param name="Number">1, 2 … among the documents shown.</param>
/// <param name="Kind">What it is by its content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Pages">Pages of a PDF.</param>
/// <param name="Scan">What a scanner said.</param>
/// <param name="HasOriginal">The file itself may be fetched; in an anonymous round only pictures of its pages.</param>
public sealed record ShownFile(
    Guid Id,
    FileSlot Slot,
    string? Name,
    int Number,
    FileKind Kind,
    long Size,
    int? Pages,
    ScanState Scan,
    bool HasOriginal
);

/// <summary>
/// What a judge is shown of an entry (DOMAIN.md 1.7), the only place that decides it. In an anonymous round
/// (<see cref="JudgingRules.IsAnonymous"/>) nothing that names the entrant: no organisation, owner, inventor, agency,
/// team, video, number or file name, and their names are blacked out wherever they stand in a text.
/// </summary>
/// <param name="IsAnonymous">The entrant is not named.</param>
/// <param name="Code">The public code; empty in an anonymous round, as it leads to the public page.</param>
/// <param name="Title">The title, as entered.</param>
/// <param name="Organisations">The organisations in order; none in an anonymous round.</param>
/// <param name="Summary">项目简介.</param>
/// <param name="Pitch">一句话介绍.</param>
/// <param name="Team">团队; null in an anonymous round.</param>
/// <param name="VideoUrl">视频链接; null in an anonymous round.</param>
/// <param name="Patents">The patents in order.</param>
/// <param name="Files">The documents in the order of their slots.</param>
public sealed record JudgeDossier(
    bool IsAnonymous,
    string Code,
    string Title,
    IReadOnlyList<string> Organisations,
    string Summary,
    string? Pitch,
    string? Team,
    string? VideoUrl,
    IReadOnlyList<ShownPatent> Patents,
    IReadOnlyList<ShownFile> Files
)
{
    /// <summary>What stands where a name was.</summary>
    public const string Blacked = "■■■";

    /// <summary>A name this short is left standing: as a part of other words it would black out half a text.</summary>
    private const int ShortestName = 2;

    /// <summary>The slots judges are given to read, in order: dossier, deck, evidence of the patents' status.</summary>
    public static IReadOnlyList<FileSlot> Slots { get; } = [FileSlot.Dossier, FileSlot.Deck, FileSlot.Evidence];

    /// <summary>Nothing: what a judge who stepped back is shown.</summary>
    public static JudgeDossier Nothing { get; } = new(false, "", "", [], "", null, null, null, [], []);

    /// <summary>What the judge is shown.</summary>
    /// <param name="entry">The entry with its participations, their entrants and its patents.</param>
    /// <param name="files">Its files.</param>
    /// <param name="isAnonymous">The round is anonymous.</param>
    public static JudgeDossier Of(Entry entry, IEnumerable<StoredFile> files, bool isAnonymous)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var shown = files
            .Where(f => Slots.Contains(f.Slot))
            .OrderBy(f => Slots.ToList().IndexOf(f.Slot))
            .ThenBy(f => f.Place)
            .Select((f, i) => FileOf(f, i + 1, isAnonymous));
        return isAnonymous ? Anonymous(entry, [.. shown]) : Named(entry, [.. shown]);
    }

    private static JudgeDossier Named(Entry entry, IReadOnlyList<ShownFile> files) =>
        new(
            false,
            entry.Code ?? "",
            entry.Title,
            [.. entry.Participations.OrderBy(p => p.Position).Select(p => p.Entrant.Name)],
            entry.Summary,
            entry.Pitch,
            entry.Team,
            entry.VideoUrl,
            [.. entry.Patents.OrderBy(p => p.Position).Select(NamedPatent)],
            files
        );

    private static JudgeDossier Anonymous(Entry entry, IReadOnlyList<ShownFile> files)
    {
        var names = NamesOf(entry);
        return new(
            true,
            "",
            entry.Title,
            [],
            BlackOut(entry.Summary, names),
            entry.Pitch is { } pitch ? BlackOut(pitch, names) : null,
            null,
            null,
            [.. entry.Patents.OrderBy(p => p.Position).Select((p, i) => AnonymousPatent(p, i + 1, names))],
            files
        );
    }

    private static ShownPatent NamedPatent(Patent patent) =>
        new(
            patent.Number,
            patent.Title,
            patent.Kind,
            patent.Owners,
            patent.FiledOn,
            patent.GrantedOn,
            patent.LegalStatus,
            patent.StatusCheckedOn,
            patent.IsCore,
            patent.Jurisdiction,
            patent.Ipc,
            patent.Family,
            Members(patent.Family),
            patent.RoleInProject,
            patent.Encumbrances,
            patent.PublicationNumber,
            patent.Inventors,
            patent.Agency
        );

    private static ShownPatent AnonymousPatent(Patent patent, int position, IReadOnlyList<string> names) =>
        NamedPatent(patent) with
        {
            Label = $"P{position}",
            Title = BlackOut(patent.Title, names),
            Owners = "",
            LegalStatus = BlackOut(patent.LegalStatus, names),
            Family = "",
            RoleInProject = BlackOut(patent.RoleInProject, names),
            Encumbrances = BlackOut(patent.Encumbrances, names),
            PublicationNumber = "",
            Inventors = "",
            Agency = "",
        };

    private static ShownFile FileOf(StoredFile file, int number, bool isAnonymous) =>
        new(
            file.Id,
            file.Slot,
            isAnonymous ? null : file.Name,
            number,
            file.Kind,
            file.Size,
            file.Pages,
            file.Scan,
            HasOriginal: !isAnonymous
        );

    private static int Members(string family) =>
        family.Split(['、', ',', '，', ';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Everything that would say whose it is, the longest first so that no part of a name is left.</summary>
    private static IReadOnlyList<string> NamesOf(Entry entry)
    {
        IEnumerable<string?> people =
        [
            entry.ContactName,
            entry.ContactPhone,
            entry.ContactEmail,
            entry.Recommender,
            .. entry.Participations.SelectMany(p => new[] { p.Entrant.Name, p.Entrant.Identifier }),
            .. entry.Patents.SelectMany(p => new[] { p.Number, p.NumberKey, p.PublicationNumber }),
            .. entry.Patents.SelectMany(p => new[] { p.Owners, p.Inventors, p.Agency, p.Family }.SelectMany(Parts)),
        ];
        return
        [
            .. people
                .Select(n => n?.Trim() ?? "")
                .Where(n => n.Length >= ShortestName)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(n => n.Length)
                .ThenBy(n => n, StringComparer.Ordinal),
        ];
    }

    private static string[] Parts(string names) =>
        names.Split(['、', ',', '，', ';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string BlackOut(string text, IReadOnlyList<string> names) =>
        names.Aggregate(text, (t, name) => t.Replace(name, Blacked, StringComparison.OrdinalIgnoreCase));
}

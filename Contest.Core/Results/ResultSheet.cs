using Contest.Core.Preliminary;

namespace Contest.Core.Results;

/// <summary>A line of the published result.</summary>
/// <param name="Standing">Place, score and the worked calculation.</param>
/// <param name="Title">The project's title.</param>
/// <param name="Entrants">Its entrants' names.</param>
/// <param name="Award">The award's code, or null.</param>
public sealed record ResultLine(Standing Standing, string Title, IReadOnlyList<string> Entrants, string? Award);

/// <summary>An award by the public vote.</summary>
/// <param name="EntryId">The project.</param>
/// <param name="Label">Its public number.</param>
/// <param name="Title">The project's title.</param>
/// <param name="Entrants">Its entrants' names.</param>
/// <param name="Votes">Its counted votes.</param>
/// <param name="Award">The award's code.</param>
public sealed record PopularLine(
    Guid EntryId,
    string Label,
    string Title,
    IReadOnlyList<string> Entrants,
    long Votes,
    string Award
);

/// <summary>The result of one group.</summary>
/// <param name="Group">The group's code.</param>
/// <param name="Lines">Best first.</param>
public sealed record ResultGroup(string Group, IReadOnlyList<ResultLine> Lines);

/// <summary>
/// The published result: public pages read only this. Its text and hash are those of
/// <see cref="CanonicalJson"/>.
/// </summary>
public sealed record ResultSheet
{
    /// <summary>The format's name and version.</summary>
    public string Format { get; init; } = "contest-result-1";

    /// <summary>The edition's code.</summary>
    public required string Edition { get; init; }

    /// <summary>The hash of the rulebook the result cites.</summary>
    public required string RulebookHash { get; init; }

    /// <summary>Groups by code.</summary>
    public required IReadOnlyList<ResultGroup> Groups { get; init; }

    /// <summary>The hash of the final's standings the result rests on.</summary>
    public string StandingsHash { get; init; } = "";

    /// <summary>Awards by the public vote.</summary>
    public IReadOnlyList<PopularLine> Popular { get; init; } = [];

    /// <summary>The award table.</summary>
    public IReadOnlyList<AwardRow> AwardTable { get; init; } = [];

    /// <summary>Reads a sheet from its canonical text.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is no result sheet.</exception>
    public static ResultSheet Parse(string json) => CanonicalJson.Read<ResultSheet>(json);

    /// <summary>The canonical text.</summary>
    public string ToJson() => CanonicalJson.Write(this);

    /// <summary>SHA-256 of the canonical text, lower-case hex.</summary>
    public string Hash() => CanonicalJson.Hash(this);
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;

namespace Contest.Web.Editions;

/// <summary>The edition in the address of this request, read once: its rulebook and how far its stages are.</summary>
public sealed class CurrentEdition(ContestDb db, TimeProvider clock)
{
    private Competition? _competition;
    private Rulebook? _rulebook;

    public Guid Id => Competition.Id;
    public string Slug => Competition.Slug;
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>Null outside pages of an edition.</summary>
    public bool IsKnown => _competition is not null;

    public Competition Competition =>
        _competition ?? throw new InvalidOperationException("No edition in this address.");

    public Rulebook Rulebook => _rulebook ??= ParsedRulebooks.Of(Competition.RulebookJson);

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Rulebook.TimeZone);

    /// <summary>The day at the contest's place.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);

    /// <summary>As the visibility decision wants it.</summary>
    public bool IsAnonymousRound => Rulebook.Preliminary.IsAnonymous;

    /// <summary>The one visibility decision, for this edition as far as it is and with its round as it is judged.</summary>
    public bool MaySee(Viewer viewer, Sight sight, bool isOwn = false) =>
        Visibility.MaySee(viewer, sight, Competition.Stages, isOwn, IsAnonymousRound);

    /// <summary>This viewer judges without knowing whose the entries are: their public pages say why and nothing else.</summary>
    public bool IsBlind(Viewer viewer) => Visibility.JudgesBlind(viewer, Competition.Stages, IsAnonymousRound);

    /// <summary>What judges call the entry of this number; null where they are shown its code.</summary>
    public string? BlindNumberOf(int number) => BlindNumber.Of(Competition, Rulebook.Preliminary, number);

    /// <summary>The number of the entry judges call this; null: none, or they are shown codes.</summary>
    public int? NumberOfBlind(string blind) =>
        BlindNumberOf(0) is not null && Competition.VoterKey is { } key ? BlindNumber.NumberOf(key, blind) : null;

    public bool IsOpen(Stage stage) => Competition.Run(stage).IsOpen;

    public async Task<bool> FindAsync(string slug, CancellationToken cancel)
    {
        _rulebook = null;
        _competition = await db.FindEditionAsync(slug, cancel);
        return IsKnown;
    }

    /// <summary>The newest edition: what pages outside an edition show around them.</summary>
    public async Task<bool> FindNewestAsync(CancellationToken cancel) =>
        await db.NewestSlugAsync(cancel) is { } slug && await FindAsync(slug, cancel);
}

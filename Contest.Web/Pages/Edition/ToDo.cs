using Contest.Core;
using Contest.Core.Competitions;
using Contest.Web.Editions;

namespace Contest.Web.Pages.Edition;

/// <summary>What a visitor can do now in an edition: one sentence, its deadline, one primary action, others beside it.</summary>
/// <param name="Sentence">Where the edition stands.</param>
/// <param name="EndsAt">The deadline the sentence speaks of; null without one.</param>
/// <param name="Actions">The primary first; never empty.</param>
public sealed record ToDo(string Sentence, DateTimeOffset? EndsAt, IReadOnlyList<ToDo.Link> Actions)
{
    /// <summary>A label and where it leads.</summary>
    public sealed record Link(string Label, string Href);

    /// <summary>The latest stage decides; voting beats the preliminary beside it, because visitors can act on it.</summary>
    public static ToDo Of(CurrentEdition edition, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(edition);
        Link rules = new(Texts.Edition.ReadRulebook, $"/{edition.Slug}/rulebook");
        Link entries = new(Texts.Edition.SeeEntries, $"/{edition.Slug}/entries");
        Link results = new(Texts.Edition.SeeResults, $"/{edition.Slug}/results");
        if (HasOpened(edition, Stage.Results))
            return new(
                Texts.Edition.NowResults,
                null,
                [results, new(Texts.Edition.CheckCertificate, "/certificates/check"), entries]
            );
        if (IsRunning(edition, Stage.Final))
            return new(
                Texts.Edition.NowFinal,
                Ends(edition, Stage.Final),
                [new(Texts.Edition.WatchFinal, $"/{edition.Slug}/final"), entries]
            );
        if (HasOpened(edition, Stage.Final))
            return new(Texts.Edition.NowAfterFinal, null, [entries, rules]);
        if (HasOpened(edition, Stage.Draw))
            return new(Texts.Edition.NowDraw, null, [new(Texts.Edition.CheckDraw, $"/{edition.Slug}/draw"), entries]);
        if (IsRunning(edition, Stage.Voting))
            return new(
                Texts.Edition.NowVoting,
                Ends(edition, Stage.Voting),
                [new(Texts.Edition.Vote, $"/{edition.Slug}/vote"), entries]
            );
        if (IsRunning(edition, Stage.Preliminary))
            return new(Texts.Edition.NowPreliminary, Ends(edition, Stage.Preliminary), [entries, rules]);
        if (HasOpened(edition, Stage.Preliminary))
            return new(
                Texts.Edition.NowAfterPreliminary,
                null,
                [new(Texts.Edition.SeeNotices, $"/{edition.Slug}/advancement"), entries]
            );
        if (IsRunning(edition, Stage.Registration))
            return new(Texts.Edition.NowRegistration, Ends(edition, Stage.Registration), [Register(viewer), rules]);
        return HasOpened(edition, Stage.Registration)
            ? new(Texts.Edition.NowReview, null, edition.MaySee(viewer, Sight.PublicEntry) ? [entries, rules] : [rules])
            : new(Texts.Edition.NowSetup, null, [rules]);
    }

    private static Link Register(Viewer viewer) =>
        viewer.Role == Role.Entrant
            ? new(Texts.Edition.MyEntries, "/my/entries")
            : new(Texts.Edition.Register, "/account/register");

    private static bool HasOpened(CurrentEdition edition, Stage stage) =>
        edition.Competition.Run(stage).OpenedAt is not null;

    /// <summary>Open, and its planned end has not passed: after it the acts refuse although the clock has not closed it yet.</summary>
    private static bool IsRunning(CurrentEdition edition, Stage stage) =>
        StageGates.WhyNotAct(edition.Competition.Run(stage), edition.Rulebook, edition.Now) is null;

    private static DateTimeOffset Ends(CurrentEdition edition, Stage stage) =>
        edition.Rulebook.Window(stage).Closes(edition.Zone);
}

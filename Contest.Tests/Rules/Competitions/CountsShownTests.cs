using Contest.Core;
using Contest.Core.Competitions;

namespace Contest.Tests.Rules.Competitions;

/// <summary>The display of counts (DOMAIN.md 1.6): open from 1 July 09:00, closing 5 July 18:00 UTC.</summary>
public sealed class CountsShownTests
{
    private static readonly DateTimeOffset Opened = At("07-01T09:00");
    private static readonly DateTimeOffset Closes = At("07-05T18:00");
    private static readonly VoteRules Hourly = new()
    {
        Display = CountDisplay.Hourly,
        EveryHours = 1,
        HiddenLastHours = 12,
    };

    private static DateTimeOffset At(string moment) =>
        DateTimeOffset.Parse($"2026-{moment}Z", System.Globalization.CultureInfo.InvariantCulture);

    private static List<StageRun> Runs(DateTimeOffset? closed = null, bool results = false) =>
        [
            new()
            {
                Stage = Stage.Voting,
                OpenedAt = Opened,
                ClosedAt = closed,
            },
            new() { Stage = Stage.Results, OpenedAt = results ? closed : null },
        ];

    [TestCase("07-01T09:00", "07-01T09:00")]
    [TestCase("07-01T09:59:59", "07-01T09:00")]
    [TestCase("07-01T10:00", "07-01T10:00")]
    [TestCase("07-05T05:59:59", "07-05T05:00")]
    [TestCase("07-05T06:00", "07-05T06:00")]
    [TestCase("07-05T17:59:59", "07-05T06:00")]
    [TestCase("07-05T18:30", "07-05T06:00")]
    public void By_the_hour_and_standing_still_in_the_last_twelve(string now, string shown) =>
        Assert.That(Visibility.CountsAsOf(Viewer.Anyone, Hourly, Runs(), Closes, At(now)), Is.EqualTo(At(shown)));

    [TestCase("07-05T05:59:59", "07-05T05:59:59")]
    [TestCase("07-05T12:00", "07-05T06:00")]
    public void Live_stands_still_in_the_last_hours_too(string now, string shown) =>
        Assert.That(
            Visibility.CountsAsOf(Viewer.Anyone, Hourly with { Display = CountDisplay.Live }, Runs(), Closes, At(now)),
            Is.EqualTo(At(shown))
        );

    [Test]
    public void Hidden_shows_nothing_until_the_vote_is_closed()
    {
        var hidden = Hourly with { Display = CountDisplay.Hidden };

        Assert.That(Visibility.CountsAsOf(Viewer.Anyone, hidden, Runs(), Closes, At("07-03T00:00")), Is.Null);
        Assert.That(
            Visibility.CountsAsOf(Viewer.Anyone, hidden, Runs(Closes), Closes, At("07-06T00:00")),
            Is.EqualTo(Closes)
        );
    }

    [Test]
    public void A_judge_is_shown_nothing_before_the_results()
    {
        Viewer judge = new(Guid.Empty, Role.Judge);

        Assert.That(Visibility.CountsAsOf(judge, Hourly, Runs(), Closes, At("07-03T00:00")), Is.Null);
        Assert.That(Visibility.CountsAsOf(judge, Hourly, Runs(Closes), Closes, At("07-06T00:00")), Is.Null);
        Assert.That(
            Visibility.CountsAsOf(judge, Hourly, Runs(Closes, true), Closes, At("07-06T00:00")),
            Is.EqualTo(Closes)
        );
    }

    [TestCase(Role.Organizer, "07-05T17:00")]
    [TestCase(Role.Supervisor, "07-05T17:00")]
    [TestCase(Role.Staff, "07-05T06:00")]
    [TestCase(Role.Entrant, "07-05T06:00")]
    public void Organizers_and_supervisors_read_the_count_as_it_is(Role role, string shown) =>
        Assert.That(
            Visibility.CountsAsOf(new(Guid.Empty, role), Hourly, Runs(), Closes, At("07-05T17:00")),
            Is.EqualTo(At(shown))
        );

    [Test]
    public void Before_the_vote_has_opened_nobody_is_shown_anything()
    {
        List<StageRun> runs = [new() { Stage = Stage.Voting }, new() { Stage = Stage.Results }];

        Assert.That(Visibility.CountsAsOf(new(Guid.Empty, Role.Organizer), Hourly, runs, Closes, Opened), Is.Null);
    }
}

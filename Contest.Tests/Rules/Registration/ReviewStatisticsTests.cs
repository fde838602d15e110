using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public sealed class ReviewStatisticsTests
{
    private static readonly Guid One = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Two = new("00000000-0000-0000-0000-000000000002");
    private static readonly Guid Three = new("00000000-0000-0000-0000-000000000003");

    [Test]
    public void Decisions_are_counted_by_outcome_reason_recommender_and_group()
    {
        var found = ReviewStatistics.Of([
            new(One, "a", "甲局", ReviewOutcome.Returned, "R06,R10", 1, null),
            new(One, "a", "甲局", ReviewOutcome.Accepted, "", 2, true),
            new(Two, "b", "", ReviewOutcome.Rejected, "R06", 5, null),
            new(Three, "a", "乙校", ReviewOutcome.Accepted, "", 3, false),
        ]);

        Assert.That(found.Total, Is.EqualTo(new OutcomeCount("", 2, 1, 1)));
        Assert.That(found.Reasons.Where(r => r.Decisions > 0), Is.EqualTo(new[] { ("R06", 2), ("R10", 1) }));
        Assert.That(found.Reasons.Select(r => r.Reason), Is.EqualTo(FormalReview.Reasons));
        Assert.That(
            found.Recommenders,
            Is.EqualTo(new OutcomeCount[] { new("甲局", 1, 1, 0), new("", 0, 0, 1), new("乙校", 1, 0, 0) })
        );
        Assert.That(found.Groups, Is.EqualTo(new OutcomeCount[] { new("a", 2, 1, 0), new("b", 0, 0, 1) }));
        Assert.That((found.MedianDays, found.LongestDays), Is.EqualTo(((decimal?)2.5m, (int?)5)));
        Assert.That((found.Entries, found.EntriesReturned), Is.EqualTo((3, 1)));
        Assert.That((found.Checked, found.Differed), Is.EqualTo((2, 1)));
    }

    [Test]
    public void Without_decisions_there_is_no_age()
    {
        var found = ReviewStatistics.Of([]);

        Assert.That(
            (found.MedianDays, found.LongestDays, found.Total.All),
            Is.EqualTo(((decimal?)null, (int?)null, 0))
        );
    }
}

using Contest.Infrastructure.Voting;
using Contest.Tests.Support;

namespace Contest.Tests.Rules.Voting;

/// <summary>A voter who was met is never taken for a new one while it matters.</summary>
public class MetVotersTests
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(10);

    private TestClock _clock = null!;
    private MetVoters _met = null!;

    [SetUp]
    public void Begin()
    {
        _clock = new(new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));
        _met = new(Span, _clock);
    }

    [TestCase(0)]
    [TestCase(9)]
    [TestCase(10)]
    public void Who_was_met_is_known_for_as_long_as_was_said(int minutesAfter)
    {
        // met at any moment of a span: a turn in between forgets nobody
        for (var at = 0; at < 25; at++)
        {
            var voter = Guid.NewGuid();
            _met.Meet(voter);
            _clock.Advance(TimeSpan.FromMinutes(minutesAfter));
            Assert.That(_met.Meet(voter), Is.False, $"the {at}th");
            _clock.Advance(TimeSpan.FromSeconds(37));
        }
    }

    [Test]
    public void Long_after_everybody_is_forgotten()
    {
        Guid[] voters = [.. Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid())];
        foreach (var voter in voters)
            _met.Meet(voter);
        _clock.Advance(Span * 1.1);
        _met.Meet(Guid.NewGuid());
        _clock.Advance(Span * 1.1);

        Assert.That(voters.Count(_met.Meet), Is.GreaterThan(990));
    }

    [Test]
    public void Of_a_hundred_thousand_hardly_a_new_one_is_taken_for_another()
    {
        for (var n = 0; n < 100_000; n++)
            _met.Meet(Guid.NewGuid());

        Assert.That(Enumerable.Range(0, 10_000).Count(_ => _met.Meet(Guid.NewGuid())), Is.GreaterThan(9_500));
    }
}

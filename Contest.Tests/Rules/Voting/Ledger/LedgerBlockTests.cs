using Contest.Core.Voting.Ledger;
using FsCheck;
using ForAllAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Contest.Tests.Rules.Voting.Ledger;

public class LedgerBlockTests
{
    [TestCase(0, false, 0)]
    [TestCase(39, false, 0)]
    [TestCase(40, false, 20)]
    [TestCase(41, false, 21)]
    [TestCase(1000, false, 980)]
    [TestCase(0, true, 0)]
    [TestCase(3, true, 3)]
    [TestCase(39, true, 39)]
    public void A_block_is_all_but_the_newest_twenty_once_forty_wait_and_everything_at_closing(
        int waiting,
        bool isClosing,
        int due
    ) => Assert.That(LedgerBlock.DueCount(waiting, isClosing), Is.EqualTo(due));

    [Test]
    public void The_oldest_go_sorted_by_their_random_id()
    {
        var waiting = Enumerable.Range(0, 45).Select(n => (Nth: n, Id: $"{(n * 7) % 45:x32}")).ToList();

        var due = LedgerBlock.Due(waiting, one => one.Id, isClosing: false);

        Assert.That(due, Is.EqualTo(waiting.Take(25).OrderBy(one => one.Id, StringComparer.Ordinal)));
    }

    [ForAll]
    public bool However_ballots_arrive_no_block_is_smaller_than_the_crowd(PositiveInt[] bursts)
    {
        List<int> blocks = [];
        var (waiting, all) = (0, 0);
        foreach (var burst in bursts)
        {
            (waiting, all) = (waiting + (burst.Get % 50), all + (burst.Get % 50));
            blocks.Add(LedgerBlock.DueCount(waiting, isClosing: false));
            waiting -= blocks[^1];
        }
        blocks.Add(LedgerBlock.DueCount(waiting, isClosing: true));
        return blocks.Sum() == all && (all < LedgerBlock.Crowd || blocks.All(one => one is 0 or >= LedgerBlock.Crowd));
    }

    [Test]
    public void A_block_bears_the_day_of_its_newest_ballot() =>
        Assert.That(
            LedgerBlock.DayOf([new(2026, 8, 2), new(2026, 8, 3), new(2026, 8, 1)]),
            Is.EqualTo(new DateOnly(2026, 8, 3))
        );
}

using System.Collections.Concurrent;
using Contest.Web.Operations;

namespace Contest.Tests.Rules;

/// <summary>Memory that requests are read into and answers written into: nobody's bytes may meet another's.</summary>
public class NetworkBlocksTests
{
    [Test]
    public void A_block_is_as_long_as_was_asked_and_longer_ones_are_refused()
    {
        using var pool = new NetworkBlocks().Create();
        using var any = pool.Rent();
        using var small = pool.Rent(4096);
        using var whole = pool.Rent(pool.MaxBufferSize);
        Assert.That(any.Memory.Length, Is.EqualTo(NetworkBlocks.Bytes));
        Assert.That(small.Memory.Length, Is.GreaterThanOrEqualTo(4096));
        Assert.That(whole.Memory.Length, Is.GreaterThanOrEqualTo(pool.MaxBufferSize));
        Assert.That(() => pool.Rent(pool.MaxBufferSize + 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void The_last_one_returned_serves_next()
    {
        using var pool = new NetworkBlocks().Create();
        var (first, second) = (pool.Rent(), pool.Rent());
        first.Dispose();
        second.Dispose();
        Assert.That(pool.Rent(), Is.SameAs(second));
        Assert.That(pool.Rent(), Is.SameAs(first));
    }

    [Test]
    public void Nobody_holds_a_block_that_another_holds()
    {
        using var pool = new NetworkBlocks().Create();
        ConcurrentBag<int> shared = [];
        Parallel.For(
            1,
            20_000,
            n =>
            {
                using var block = pool.Rent();
                BitConverter.TryWriteBytes(block.Memory.Span, n);
                Thread.SpinWait(50);
                if (BitConverter.ToInt32(block.Memory.Span) != n)
                    shared.Add(n);
            }
        );
        Assert.That(shared, Is.Empty);
    }

    [Test]
    public void More_than_are_kept_can_be_had_and_returned()
    {
        using var pool = new NetworkBlocks().Create();
        var many = Enumerable.Range(0, 2000).Select(_ => pool.Rent()).ToList();
        Assert.That(many.Distinct().Count(), Is.EqualTo(2000));
        many.ForEach(block => block.Dispose());
        var again = Enumerable.Range(0, 2000).Select(_ => pool.Rent()).ToList();
        Assert.That(again.Distinct().Count(), Is.EqualTo(2000));
        Assert.That(again.Count(many.Contains), Is.EqualTo(512), "the rest was left to the collector");
    }
}

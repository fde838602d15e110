using Contest.Core.Registration;

namespace Contest.Tests.Rules.Registration;

public class EntryNumbersTests
{
    [Test]
    public void A_free_number_of_the_workbook_is_kept_and_every_other_comes_after_all_of_them() =>
        Assert.That(
            EntryNumbers.Of([2, null, 2, 7, 3], new HashSet<int> { 3, 5 }),
            Is.EqualTo(new[] { 2, 8, 9, 7, 10 })
        );

    [TestCase(32766, 32767)]
    [TestCase(32767, null)]
    [TestCase(40000, null)]
    public void After_the_highest_there_is_no_number(int last, int? next) =>
        Assert.That(EntryNumbers.After(last), Is.EqualTo(next));

    [Test]
    public void An_import_that_would_need_a_higher_number_gets_none()
    {
        Assert.That(EntryNumbers.Of([32767], new HashSet<int>()), Is.EqualTo(new[] { 32767 }));
        Assert.That(EntryNumbers.Of([32768], new HashSet<int>()), Is.Null);
        Assert.That(EntryNumbers.Of([int.MaxValue, null], new HashSet<int>()), Is.Null);
        Assert.That(EntryNumbers.Of([1], new HashSet<int> { 1, 32767 }), Is.Null);
    }
}

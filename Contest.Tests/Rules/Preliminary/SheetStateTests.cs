using Contest.Core.Preliminary;

namespace Contest.Tests.Rules.Preliminary;

public sealed class SheetStateTests
{
    [Test]
    public void A_repeat_changes_nothing_and_gets_the_same_answer()
    {
        var first = Update("pad", rev: 1, @base: 0, ("P1", "20"));
        var state = SheetState.Empty.After(first);

        Assert.That(state.Knows(first), Is.True);
        Assert.That(state.Repeat(first), Is.EqualTo(SheetAnswer.Saved));
        Assert.That(state.Knows(first with { Rev = 2 }), Is.False);
    }

    [Test]
    public void Two_devices_that_disagree_keep_both_values_until_the_judge_chooses()
    {
        var state = SheetState
            .Empty.After(Update("pad", 1, 0, ("P1", "20"), ("P2", "15")))
            .After(Update("phone", 1, 0, ("P1", "22"), ("P3", "10")));

        Assert.That(state.Values["P1"], Is.EqualTo("20"));
        Assert.That(state.Values["P3"], Is.EqualTo("10"), "the other fields of the update are applied");
        Assert.That(state.ConflictsOf("phone")["P1"], Is.EqualTo("22"));
        Assert.That(state.HasNoConflicts, Is.False);
        Assert.That(state.Repeat(Update("phone", 1, 0)), Is.EqualTo(SheetAnswer.Conflict), "a lost answer comes again");
    }

    [Test]
    public void Force_keeps_this_device_and_drop_keeps_the_other()
    {
        var torn = SheetState.Empty.After(Update("pad", 1, 0, ("P1", "20"))).After(Update("phone", 1, 0, ("P1", "22")));

        var mine = torn.After(Update("phone", 2, 2, ("P1", "22")) with { Force = ["P1"] });
        var theirs = torn.After(Update("phone", 2, 2) with { Drop = ["P1"] });

        Assert.That((mine.Values["P1"], mine.HasNoConflicts), Is.EqualTo(("22", true)));
        Assert.That((theirs.Values["P1"], theirs.HasNoConflicts), Is.EqualTo(("20", true)));
    }

    [Test]
    public void The_same_value_from_two_devices_is_no_conflict()
    {
        var state = SheetState
            .Empty.After(Update("pad", 1, 0, ("P1", "20")))
            .After(Update("phone", 1, 0, ("P1", "20")));

        Assert.That(state.HasNoConflicts, Is.True);
    }

    [Test]
    public void A_change_made_after_seeing_the_other_wins()
    {
        var state = SheetState
            .Empty.After(Update("pad", 1, 0, ("P1", "20")))
            .After(Update("phone", 1, 1, ("P1", "23")));

        Assert.That((state.Values["P1"], state.HasNoConflicts, state.Version), Is.EqualTo(("23", true, 2L)));
    }

    private static SheetUpdate Update(
        string device,
        long rev,
        long @base,
        params (string Field, string? Value)[] set
    ) => new(device, rev, @base, set.ToDictionary(s => s.Field, s => s.Value), [], [], Submit: false);
}

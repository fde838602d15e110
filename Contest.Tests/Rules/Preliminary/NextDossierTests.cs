using Contest.Core.Preliminary;

namespace Contest.Tests.Rules.Preliminary;

public sealed class NextDossierTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OpenDossier A1 = new(Guid.NewGuid(), "A01", 2, null);
    private static readonly OpenDossier A2 = new(Guid.NewGuid(), "A02", 1, null);
    private static readonly OpenDossier B1 = new(Guid.NewGuid(), "B01", 1, null);

    [Test]
    public void The_one_with_the_fewest_marks_comes_next_and_ties_go_by_code() =>
        Assert.That(NextDossier.Of([A1, B1, A2]), Is.EqualTo(A2.SheetId));

    [Test]
    public void What_was_skipped_comes_last_the_longest_put_off_first()
    {
        var early = A2 with { SkippedAt = Noon };
        var late = B1 with { SkippedAt = Noon.AddMinutes(1) };

        Assert.That(NextDossier.Of([late, early, A1]), Is.EqualTo(A1.SheetId));
        Assert.That(NextDossier.Of([late, early]), Is.EqualTo(early.SheetId));
    }

    [Test]
    public void The_one_just_left_comes_again_only_when_it_is_the_last()
    {
        Assert.That(NextDossier.Of([A1, A2], leaving: A2.SheetId), Is.EqualTo(A1.SheetId));
        Assert.That(NextDossier.Of([A2], leaving: A2.SheetId), Is.EqualTo(A2.SheetId));
        Assert.That(NextDossier.Of([]), Is.Null);
    }
}

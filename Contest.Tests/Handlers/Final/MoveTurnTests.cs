using Contest.Core;
using Contest.Core.Final;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Final;

public class MoveTurnTests
{
    [Test]
    public async Task Two_presses_at_once_are_one_step()
    {
        await using var edition = await A.EditionInFinalAsync();
        var first = (await A.TurnsAsync(edition))[0].EntryId;

        var both = await Task.WhenAll(
            A.MoveAsync(edition, first, TurnPhase.Pitch),
            A.MoveAsync(edition, first, TurnPhase.Pitch)
        );

        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "final.wrong_order" }));
        var lines = await edition.Acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "MoveTurn"));
        Assert.That(lines, Is.EqualTo(1));
    }

    [Test]
    public async Task Two_projects_called_at_once_put_one_on_stage()
    {
        StartLine line = new(2);
        await using var edition = await A.EditionInFinalAsync(line);
        var turns = await A.TurnsAsync(edition);

        var both = await Task.WhenAll(
            A.MoveAsync(edition, turns[0].EntryId, TurnPhase.Pitch),
            A.MoveAsync(edition, turns[1].EntryId, TurnPhase.Pitch)
        );

        Assert.That(line.Arrived, Is.GreaterThanOrEqualTo(2), "the two did not collide");
        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "final.moved_meanwhile" }));
        Assert.That((await A.TurnsAsync(edition)).Count(t => t.Phase == TurnPhase.Pitch), Is.EqualTo(1));
    }

    [Test]
    public async Task Nobody_is_scored_before_or_after_the_scoring_and_too_few_sheets_reveal_nothing()
    {
        await using var edition = await A.EditionInFinalAsync();
        var first = (await A.TurnsAsync(edition))[0].EntryId;
        var sheets = (await A.SheetsAsync(edition, Stage.Final)).Where(s => s.EntryId == first).ToList();
        Random chance = new(3);

        var early = A.Must(await A.SaveAsync(edition, sheets[0], A.FullSheet(edition.Rulebook.Final, chance)));
        await MoveAsync(edition, first, TurnPhase.Pitch, TurnPhase.Questions, TurnPhase.Scoring);
        foreach (var sheet in sheets.Take(4))
            A.Must(
                A.Must(
                    await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Final, chance, device: "b"))
                ).Refusal
            );
        var tooFew = await A.MoveAsync(edition, first, TurnPhase.Revealed);
        A.Must(A.Must(await A.SaveAsync(edition, sheets[4], A.FullSheet(edition.Rulebook.Final, chance))).Refusal);
        await MoveAsync(edition, first, TurnPhase.Revealed);
        var late = A.Must(await A.SaveAsync(edition, sheets[5], A.FullSheet(edition.Rulebook.Final, chance)));

        Assert.That(early.Refusal?.Code, Is.EqualTo("judging.not_scoring_now"));
        Assert.That(tooFew?.Code, Is.EqualTo("final.too_few_sheets"));
        Assert.That(late.Refusal?.Code, Is.EqualTo("judging.not_scoring_now"));
        Assert.That((await A.TurnsAsync(edition))[0].Score, Is.Not.Null);
    }

    [Test]
    public async Task A_sheet_in_flight_when_the_chair_reveals_is_in_the_score()
    {
        HeldSave<Contest.Core.Preliminary.Mark> held = new() { IsArmed = false };
        await using var edition = await A.EditionInFinalAsync(held);
        var first = (await A.TurnsAsync(edition))[0].EntryId;
        var sheets = (await A.SheetsAsync(edition, Stage.Final)).Where(s => s.EntryId == first).ToList();
        await MoveAsync(edition, first, TurnPhase.Pitch, TurnPhase.Questions, TurnPhase.Scoring);
        Random chance = new(4);
        foreach (var sheet in sheets.Skip(1))
            A.Must(A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Final, chance))).Refusal);
        held.IsArmed = true;
        var last = A.SaveAsync(edition, sheets[0], A.FullSheet(edition.Rulebook.Final, chance));
        await held.IsHeld;

        var revealing = A.MoveAsync(edition, first, TurnPhase.Revealed);
        var waits = await Task.WhenAny(revealing, Task.Delay(400)) != revealing;
        held.Release();

        Assert.That(A.Must(await last).IsSubmitted);
        A.Must(await revealing);
        Assert.That(waits, "the score was computed over a sheet in flight");
        var score = (await A.TurnsAsync(edition))[0].Score!;
        Assert.That(
            sheets.Select(s => s.Judge),
            Is.All.Matches<string>(j => score.Contains(j, StringComparison.Ordinal))
        );
    }

    [TestCase(Role.Staff)]
    [TestCase(Role.Supervisor)]
    [TestCase(Role.Judge)]
    public async Task Only_organizers_move_a_turn(Role role)
    {
        await using var edition = await A.EditionInFinalAsync();
        var first = (await A.TurnsAsync(edition))[0].EntryId;

        var refusal = await A.MoveAsync(edition, first, TurnPhase.Pitch, new(Guid.NewGuid(), "别人", role));

        Assert.That(refusal?.Code, Is.EqualTo("competition.organizer_only"));
    }

    private static async Task MoveAsync(A.Edition edition, Guid entry, params TurnPhase[] phases)
    {
        foreach (var phase in phases)
            A.Must(await A.MoveAsync(edition, entry, phase));
    }
}

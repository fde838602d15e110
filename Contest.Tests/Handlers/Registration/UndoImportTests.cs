using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public sealed class UndoImportTests
{
    [Test]
    public async Task An_import_nothing_depends_on_is_taken_away_and_the_same_file_may_come_again()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var run = (await A.ImportAsync(acts, edition)).Value!.ImportRunId;

        var undone = await UndoAsync(acts, edition, run);
        var twice = await UndoAsync(acts, edition, run);
        var again = await A.ImportAsync(acts, edition);

        Assert.That((undone.Refusal, undone.Value), Is.EqualTo(((Refusal?)null, 70)));
        Assert.That(twice.Refusal?.Code, Is.EqualTo("import.undone_already"));
        Assert.That(again.Refusal, Is.Null);
        Assert.That(
            await acts.WithDbAsync(async db =>
                (await db.Entries.CountAsync(), await db.Patents.CountAsync(), await db.ImportRuns.CountAsync())
            ),
            Is.EqualTo((70, 457, 2))
        );
        var line = await acts.WithDbAsync(db => db.ImportRuns.SingleAsync(r => r.Id == run));
        Assert.That((line.UndoneBy, line.UndoneAt), Is.EqualTo((A.Reviewer.Name, acts.Clock.GetUtcNow())));
        Assert.That(await acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "UndoImport")), Is.EqualTo(1));
    }

    [TestCase("decided", "import.undo_decided")]
    [TestCase("claimed", "import.undo_claimed")]
    [TestCase("edited", "import.undo_edited")]
    [TestCase("submitted", "import.undo_edited")]
    public async Task What_depends_on_one_entry_keeps_all(string what, string code)
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var run = (await A.ImportAsync(acts, edition)).Value!.ImportRunId;
        var entry = await acts.WithDbAsync(db => db.Entries.OrderBy(e => e.Number).Select(e => e.Id).FirstAsync());
        await DependAsync(acts, entry, what);

        var refused = await UndoAsync(acts, edition, run);

        Assert.That((refused.Refusal?.Code, refused.Refusal?.Arguments[0]), Is.EqualTo((code, 1)));
        Assert.That(await acts.WithDbAsync(db => db.Entries.CountAsync()), Is.EqualTo(70));
    }

    [Test]
    public async Task After_registration_has_closed_nothing_is_undone()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var run = (await A.ImportAsync(acts, edition)).Value!.ImportRunId;
        await A.SetStageAsync(acts, edition, acts.Clock.GetUtcNow(), acts.Clock.GetUtcNow());

        Assert.That((await UndoAsync(acts, edition, run)).Refusal?.Code, Is.EqualTo("stage.is_closed"));
    }

    [Test]
    public async Task A_reviewer_who_is_deciding_comes_first_and_then_nothing_is_undone()
    {
        HeldSave<ReviewDecision> held = new();
        await using var acts = await Acts.StartAsync(held);
        var edition = await A.EditionInRegistrationAsync(acts);
        var run = (await A.ImportAsync(acts, edition)).Value!.ImportRunId;
        var entry = await acts.WithDbAsync(db => db.Entries.OrderBy(e => e.Number).Select(e => e.Id).FirstAsync());

        var deciding = DecideAsync(acts, entry);
        await held.IsHeld;
        var undoing = UndoAsync(acts, edition, run);
        var tooEarly = await Task.WhenAny(undoing, Task.Delay(500)) == undoing;
        held.Release();

        Assert.That(tooEarly, Is.False, "the undoing waits for the decision");
        Assert.That(await deciding, Is.Null);
        Assert.That((await undoing).Refusal?.Code, Is.EqualTo("import.undo_decided"));
    }

    [Test]
    public async Task An_undoing_under_way_comes_first_and_then_there_is_nothing_to_decide()
    {
        HeldSave<Infrastructure.Audit.AuditEvent> held = new() { IsArmed = false };
        await using var acts = await Acts.StartAsync(held);
        var edition = await A.EditionInRegistrationAsync(acts);
        var run = (await A.ImportAsync(acts, edition)).Value!.ImportRunId;
        var entry = await acts.WithDbAsync(db => db.Entries.OrderBy(e => e.Number).Select(e => e.Id).FirstAsync());

        held.IsArmed = true;
        var undoing = UndoAsync(acts, edition, run);
        await held.IsHeld;
        var deciding = DecideAsync(acts, entry);
        var tooEarly = await Task.WhenAny(deciding, Task.Delay(500)) == deciding;
        held.Release();

        Assert.That(tooEarly, Is.False, "the decision waits for the undoing");
        Assert.That((await undoing).Value, Is.EqualTo(70));
        Assert.That((await deciding)?.Code, Is.EqualTo("review.unknown_entry"));
    }

    private static Task<Outcome<int>> UndoAsync(Acts acts, Guid edition, Guid run) =>
        acts.WithAsync((UndoImport act) => act.HandleAsync(new(edition, run, A.Reviewer), CancellationToken.None));

    private static Task<Refusal?> DecideAsync(Acts acts, Guid entry) =>
        acts.WithAsync(
            (DecideEntry act) =>
                act.HandleAsync(
                    new(entry, null, ReviewOutcome.Accepted, [], "齐全", A.Reviewer),
                    CancellationToken.None
                )
        );

    private static async Task DependAsync(Acts acts, Guid entry, string what)
    {
        if (what == "decided")
            await DecideAsync(acts, entry);
        await acts.WithDbAsync(async db =>
        {
            var at = acts.Clock.GetUtcNow();
            if (what == "claimed")
                await db
                    .Entries.Where(e => e.Id == entry)
                    .ExecuteUpdateAsync(e => e.SetProperty(x => x.OwnerId, Guid.CreateVersion7()));
            if (what == "edited")
                db.EntryEdits.Add(
                    new()
                    {
                        EntryId = entry,
                        Number = 1,
                        Path = "project/title",
                        ByName = "甲",
                        At = at,
                    }
                );
            if (what == "submitted")
                db.Submissions.Add(
                    new()
                    {
                        EntryId = entry,
                        Number = 1,
                        Receipt = "R-1",
                        Fields = "{}",
                        Hash = "",
                        DeclarationVersion = "1",
                        DeclarationText = "……",
                        ByName = "甲",
                        At = at,
                    }
                );
            return await db.SaveChangesAsync();
        });
    }
}

using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary;

public class SaveSheetTests
{
    [Test]
    public async Task Two_devices_that_score_one_criterion_differently_are_shown_both_values()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        await A.SaveAsync(edition, sheet, Points("tablet", 1, 0, "5"));

        var stale = A.Must(await A.SaveAsync(edition, sheet, Points("phone", 1, 0, "7")));

        Assert.That(stale.Status, Is.EqualTo(SheetAnswer.Conflict));
        Assert.That(stale.State.Fields["P1"].Value, Is.EqualTo("5"), "the first value was overwritten");
        Assert.That(stale.State.ConflictsOf("phone")["P1"], Is.EqualTo("7"), "the second value was lost");

        var decided = Points("phone", 2, stale.State.Version, "7") with { Force = ["P1"] };
        var after = A.Must(await A.SaveAsync(edition, sheet, decided));
        Assert.That((after.Status, after.State.Fields["P1"].Value), Is.EqualTo((SheetAnswer.Saved, "7")));
    }

    [Test]
    public async Task Two_tabs_that_save_at_once_lose_nothing()
    {
        await using var edition = await A.EditionInPreliminaryAsync(new StartLine(2));
        var sheet = (await A.SheetsAsync(edition))[0];

        var both = await Task.WhenAll(
            A.SaveAsync(edition, sheet, Points("tablet", 1, 0, "5")),
            A.SaveAsync(edition, sheet, Points("phone", 1, 0, "7"))
        );

        Assert.That(
            both.Select(a => A.Must(a).Status),
            Is.EquivalentTo(new[] { SheetAnswer.Saved, SheetAnswer.Conflict })
        );
        var state = await StateAsync(edition, sheet);
        var kept = state.Open.Values.SelectMany(o => o.Values).Append(state.Fields["P1"].Value);
        Assert.That(kept, Is.EquivalentTo(new[] { "5", "7" }));
        Assert.That(await PatchesAsync(edition), Is.EqualTo(2));
    }

    [Test]
    public async Task Two_tabs_that_save_different_criteria_at_once_both_stay()
    {
        await using var edition = await A.EditionInPreliminaryAsync(new StartLine(2));
        var sheet = (await A.SheetsAsync(edition))[0];
        var other = Points("phone", 1, 0, "7") with { Set = new Dictionary<string, string?> { ["P2"] = "3" } };

        await Task.WhenAll(
            A.SaveAsync(edition, sheet, Points("tablet", 1, 0, "5")),
            A.SaveAsync(edition, sheet, other)
        );

        var values = (await StateAsync(edition, sheet)).Values;
        Assert.That((values["P1"], values["P2"]), Is.EqualTo(("5", "3")));
    }

    [Test]
    public async Task The_same_update_again_changes_nothing_even_when_another_came_between()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        var first = A.Must(await A.SaveAsync(edition, sheet, Points("tablet", 1, 0, "5")));
        await A.SaveAsync(edition, sheet, Points("phone", 1, first.State.Version, "7"));

        var again = A.Must(await A.SaveAsync(edition, sheet, Points("tablet", 1, 0, "5")));

        Assert.That(again.Status, Is.EqualTo(SheetAnswer.Saved));
        Assert.That(
            (await StateAsync(edition, sheet)).Fields["P1"].Value,
            Is.EqualTo("7"),
            "a repeat undid a newer value"
        );
        Assert.That(await PatchesAsync(edition), Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_update_twice_at_once_is_applied_once()
    {
        await using var edition = await A.EditionInPreliminaryAsync(new StartLine(2));
        var sheet = (await A.SheetsAsync(edition))[0];
        var update = A.FullSheet(edition.Rulebook.Preliminary, new(1));

        var both = await Task.WhenAll(A.SaveAsync(edition, sheet, update), A.SaveAsync(edition, sheet, update));

        Assert.That(
            both.Select(a => (A.Must(a).Status, a.Value!.IsSubmitted)),
            Is.All.EqualTo((SheetAnswer.Saved, true))
        );
        Assert.That(await PatchesAsync(edition), Is.EqualTo(1));
        var marks = await edition.Acts.WithDbAsync(db => db.Marks.CountAsync());
        Assert.That(marks, Is.EqualTo(edition.Rulebook.Preliminary.Sheet.Count));
    }

    [Test]
    public async Task A_submitted_sheet_is_locked_but_what_was_typed_is_kept()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        var submitted = A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, new(1))));
        Assert.That(submitted.IsSubmitted);

        var late = A.Must(await A.SaveAsync(edition, sheet, Points("phone", 1, submitted.State.Version, "0")));

        Assert.That((late.Status, late.Refusal?.Code), Is.EqualTo((SheetAnswer.Locked, "judging.already_submitted")));
        Assert.That((await StateAsync(edition, sheet)).Values, Is.EqualTo(submitted.State.Values));
        Assert.That(await PatchesAsync(edition), Is.EqualTo(2));
    }

    [Test]
    public async Task Two_devices_that_submit_different_marks_at_once_make_one_submission()
    {
        await using var edition = await A.EditionInPreliminaryAsync(new StartLine(2));
        var sheet = (await A.SheetsAsync(edition))[0];
        var rules = edition.Rulebook.Preliminary;

        var both = await Task.WhenAll(
            A.SaveAsync(edition, sheet, A.FullSheet(rules, new(1), device: "tablet")),
            A.SaveAsync(edition, sheet, A.FullSheet(rules, new(2), device: "phone"))
        );

        Assert.That(
            both.Select(a => A.Must(a).Status),
            Is.EquivalentTo(new[] { SheetAnswer.Saved, SheetAnswer.Locked })
        );
        var winner = both.Single(a => a.Value!.Status == SheetAnswer.Saved).Value!.State.Values;
        var marks = await edition.Acts.WithDbAsync(db => db.Marks.ToDictionaryAsync(m => m.Criterion, m => m.Points));
        Assert.That(marks, Is.EqualTo(rules.Sheet.ToDictionary(c => c.Code, c => SheetRules.Points(winner, c.Code))));
    }

    [Test]
    public async Task A_sheet_with_an_open_conflict_is_not_submitted()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        await A.SaveAsync(edition, sheet, Points("tablet", 1, 0, "0.5"));
        var rules = edition.Rulebook.Preliminary;

        var answer = A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(rules, new(3), device: "phone")));

        Assert.That((answer.Status, answer.IsSubmitted), Is.EqualTo((SheetAnswer.Conflict, false)));
        Assert.That(await edition.Acts.WithDbAsync(db => db.Marks.AnyAsync()), Is.False);
    }

    [TestCase("P1", "-1")]
    [TestCase("P1", "999")]
    [TestCase("P1", "1.25")]
    [TestCase("P1", "five")]
    [TestCase("P77", "1")]
    [TestCase("comment", "a\0b")]
    public async Task What_cannot_stand_on_a_sheet_is_refused_and_changes_nothing(string field, string value)
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        var update = Points("tablet", 1, 0, "5") with
        {
            Set = new Dictionary<string, string?> { [field] = value, ["P2"] = "1" },
        };

        var answer = A.Must(await A.SaveAsync(edition, sheet, update));

        Assert.That(answer.Status, Is.EqualTo(SheetAnswer.Invalid));
        Assert.That((await StateAsync(edition, sheet)).Values, Is.Empty);
    }

    [TestCase("")]
    [TestCase("a\0b")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task A_device_that_cannot_be_kept_is_refused(string device)
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];

        var answer = await A.SaveAsync(edition, sheet, Points(device, 1, 0, "5"));

        Assert.That(answer.Refusal?.Code, Is.EqualTo("judging.device"));
    }

    [Test]
    public async Task Another_judges_sheet_is_not_found()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheets = await A.SheetsAsync(edition);
        var other = sheets.First(s => s.PersonId != sheets[0].PersonId).PersonId;

        var answer = await A.SaveAsync(edition, sheets[0], Points("tablet", 1, 0, "5"), other);

        Assert.That(answer.Refusal?.Code, Is.EqualTo("judging.not_yours"));
    }

    private static SheetUpdate Points(string device, long revision, long version, string points) =>
        new(device, revision, version, new Dictionary<string, string?> { ["P1"] = points }, [], [], Submit: false);

    private static async Task<SheetState> StateAsync(A.Edition edition, A.SheetOf sheet) =>
        CanonicalJson.Read<SheetState>(
            await edition.Acts.WithDbAsync(db =>
                db.JudgeSheets.Where(s => s.Id == sheet.Id).Select(s => s.State).SingleAsync()
            )
        );

    private static Task<int> PatchesAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.SheetPatches.CountAsync());
}

using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary;

public class RecuseSheetTests
{
    [Test]
    public async Task A_judge_who_steps_back_scores_no_more_and_the_entry_lacks_a_judge()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];

        Assert.That(await RecuseAsync(edition, sheet, "曾任该单位顾问"), Is.Null);

        var late = A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, new(1))));
        Assert.That((late.Status, late.Refusal?.Code), Is.EqualTo((SheetAnswer.Locked, "judging.recused")));
        var items = await edition.Acts.WithDbAsync(db =>
            db.OpenItemsAsync(edition.Id, edition.Rulebook, CancellationToken.None)
        );
        Assert.That(items.EntriesWithoutJudges, Is.EqualTo(1));
    }

    [Test]
    public async Task Stepping_back_needs_a_reason_the_own_sheet_and_no_submission()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheets = await A.SheetsAsync(edition);
        var other = sheets.First(s => s.PersonId != sheets[0].PersonId);

        Assert.That((await RecuseAsync(edition, sheets[0], " "))?.Code, Is.EqualTo("judging.reason_missing"));
        Assert.That(
            (await RecuseAsync(edition, sheets[0] with { PersonId = other.PersonId }, "回避"))?.Code,
            Is.EqualTo("judging.not_yours")
        );
        A.Must(await A.SaveAsync(edition, other, A.FullSheet(edition.Rulebook.Preliminary, new(1))));
        Assert.That((await RecuseAsync(edition, other, "回避"))?.Code, Is.EqualTo("judging.already_submitted"));
    }

    [Test]
    public async Task The_first_reason_stands()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        await RecuseAsync(edition, sheet, "曾任该单位顾问");

        Assert.That((await RecuseAsync(edition, sheet, "别的理由"))?.Code, Is.EqualTo("judging.recused"));

        var reason = await edition.Acts.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.Id == sheet.Id).Select(s => s.RecusalReason).SingleAsync()
        );
        Assert.That(reason, Is.EqualTo("曾任该单位顾问"));
    }

    [Test]
    public async Task Stepping_back_and_submitting_at_once_is_one_of_the_two()
    {
        await using var edition = await A.EditionInPreliminaryAsync(new StartLine(2));
        var sheet = (await A.SheetsAsync(edition))[0];

        var recusing = RecuseAsync(edition, sheet, "曾任该单位顾问");
        var saving = A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, new(1)));

        var recused = await recusing is null;
        Assert.That(A.Must(await saving).IsSubmitted, Is.EqualTo(!recused));
        Assert.That(await edition.Acts.WithDbAsync(db => db.Marks.AnyAsync()), Is.EqualTo(!recused));
    }

    [Test]
    public async Task The_replacement_is_free_of_conflict_new_to_the_entry_and_has_the_fewest_sheets()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheets = await A.SheetsAsync(edition);
        await RecuseAsync(edition, sheets[0], "曾任该单位顾问");
        var busy = sheets.GroupBy(s => s.Judge).ToDictionary(g => g.Key, g => g.Count());
        var has = sheets.Where(s => s.EntryId == sheets[0].EntryId).Select(s => s.Judge).ToHashSet();

        A.Must(await ReassignAsync(edition, sheets[0].EntryId));

        var now = (await A.SheetsAsync(edition)).Where(s => s.EntryId == sheets[0].EntryId).Select(s => s.Judge);
        var added = now.Except(has).Single();
        Assert.That(
            busy.GetValueOrDefault(added),
            Is.EqualTo(Enumerable.Range(1, 9).Select(n => $"评委{n}").Except(has).Min(j => busy.GetValueOrDefault(j)))
        );
        var items = await edition.Acts.WithDbAsync(db =>
            db.OpenItemsAsync(edition.Id, edition.Rulebook, CancellationToken.None)
        );
        Assert.That(items.EntriesWithoutJudges, Is.Zero);
    }

    [Test]
    public async Task Two_organizers_who_replace_one_judge_at_once_add_one()
    {
        await using var edition = await A.EditionInPreliminaryAsync(new StartLine(2));
        var sheet = (await A.SheetsAsync(edition))[0];
        await RecuseAsync(edition, sheet, "曾任该单位顾问");
        var before = (await A.SheetsAsync(edition)).Count;

        var both = await Task.WhenAll(ReassignAsync(edition, sheet.EntryId), ReassignAsync(edition, sheet.EntryId));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "judging.enough_judges" }));
        Assert.That((await A.SheetsAsync(edition)).Count, Is.EqualTo(before + 1));
    }

    [TestCase(Role.Staff)]
    [TestCase(Role.Supervisor)]
    [TestCase(Role.Judge)]
    public async Task Only_organizers_give_out_sheets(Role role)
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var entry = (await edition.EntriesAsync())[0].Id;
        Actor somebody = new(Guid.NewGuid(), "别人", role);

        Assert.That(
            (await ReassignAsync(edition, entry, somebody)).Refusal?.Code,
            Is.EqualTo("competition.organizer_only")
        );
    }

    private static Task<Outcome<Pairing>> ReassignAsync(A.Edition edition, Guid entry, Actor? actor = null) =>
        edition.Acts.WithAsync(
            (ReassignSheet a) => a.HandleAsync(new(edition.Id, entry, actor ?? A.Organizer), default)
        );

    private static Task<Refusal?> RecuseAsync(A.Edition edition, A.SheetOf sheet, string reason) =>
        edition.Acts.WithAsync((RecuseSheet a) => a.HandleAsync(new(sheet.Id, sheet.PersonId, reason), default));
}

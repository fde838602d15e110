using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration.Drafts;

public class SaveFieldsTests
{
    [Test]
    public async Task Two_people_in_one_field_at_once_lose_no_value_and_one_of_them_decides()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await A.StartEntryAsync(acts, await A.EditionInRegistrationAsync(acts))).Value;

        var both = await Task.WhenAll(One(acts, entry, "甲", 0), One(acts, entry, "乙", 0));

        var lost = both.Single(a => a.Conflicts.Count == 1).Conflicts[0];
        var won = lost.Mine == "甲" ? "乙" : "甲";
        Assert.That((lost.Theirs, lost.ByName), Is.EqualTo((won, "林工")));
        Assert.That(await TitleAsync(acts, entry), Is.EqualTo(won));
        Assert.That(
            await acts.WithDbAsync(db =>
                db.EntryEdits.Where(e => e.Path == "project/title").Select(e => e.New).OrderBy(v => v).ToListAsync()
            ),
            Is.EquivalentTo(new[] { "甲", "乙" })
        );

        var mine = await One(acts, entry, lost.Mine!, lost.Edit);

        Assert.That((mine.Conflicts.Count, await TitleAsync(acts, entry)), Is.EqualTo((0, lost.Mine)));
    }

    [Test]
    public async Task Two_people_in_two_fields_at_once_do_not_meet()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await A.StartEntryAsync(acts, await A.EditionInRegistrationAsync(acts))).Value;

        var both = await Task.WhenAll(
            One(acts, entry, "甲", 0),
            A.SaveAsync(acts, entry, null, [new FieldChange("project/team", "三人", 0)])
        );

        Assert.That(both.Select(a => (a.Saved.Count, a.Conflicts.Count)), Is.All.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_page_from_before_a_colleagues_change_takes_nothing_back_by_what_it_left_alone()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await A.StartEntryAsync(acts, await A.EditionInRegistrationAsync(acts))).Value;
        await One(acts, entry, "甲", 0);
        var seen = (await One(acts, entry, "甲二", 1)).Saved.Single().Edit;
        await One(acts, entry, "同事改的", seen);

        var old = await A.SaveAsync(
            acts,
            entry,
            null,
            [new("project/title", "甲二", seen), new("project/summary", "新写的", 0)]
        );

        Assert.That((old.Saved.Single().Path, old.Conflicts.Count), Is.EqualTo(("project/summary", 0)));
        Assert.That(await TitleAsync(acts, entry), Is.EqualTo("同事改的"));
    }

    [Test]
    public async Task What_cannot_be_kept_is_named_and_everything_beside_it_is_kept()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await A.StartEntryAsync(acts, await A.EditionInRegistrationAsync(acts))).Value;

        var answer = await A.SaveAsync(
            acts,
            entry,
            null,
            [
                new("project/title", new string('长', 201), 0),
                new("project/revenue", "1", 0),
                new("patents/../../x/number", "1", 0),
                new("project/team", "三人", 0),
            ]
        );

        Assert.That(
            answer.Unsaved.Select(u => u.Why.Code),
            Is.EqualTo(new[] { "entry.field_too_long", "entry.field_unknown", "entry.field_unknown" })
        );
        Assert.That(answer.Saved.Single().Path, Is.EqualTo("project/team"));
    }

    [Test]
    public async Task The_same_change_sent_twice_is_one_edit()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await A.StartEntryAsync(acts, await A.EditionInRegistrationAsync(acts))).Value;

        var first = await One(acts, entry, "甲", 0);
        var again = await One(acts, entry, "甲", 0);

        Assert.That(again.Saved, Is.EqualTo(first.Saved));
        Assert.That(await acts.WithDbAsync(db => db.EntryEdits.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task A_removed_row_comes_back_with_everything_that_was_in_it()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var entry = await A.DraftAsync(acts, edition);

        await A.TypeAsync(acts, entry, null, new KeyValuePair<string, string>("patents/r1/position", ""));
        Assert.That((await FormAsync(acts, entry)).Patents, Is.Empty);
        await A.TypeAsync(acts, entry, null, new KeyValuePair<string, string>("patents/r1/position", "1"));

        Assert.That((await FormAsync(acts, entry)).Patents.Single().Title, Is.EqualTo("一种热泵"));
    }

    [Test]
    public async Task A_list_does_not_grow_without_end()
    {
        await using var acts = await Acts.StartAsync();
        var entry = (await A.StartEntryAsync(acts, await A.EditionInRegistrationAsync(acts))).Value;
        var rows = Enumerable
            .Range(1, DraftFields.MostRows + 1)
            .Select(n => new FieldChange($"patents/p{n}/position", $"{n}", 0));

        var answer = await A.SaveAsync(acts, entry, null, [.. rows]);

        Assert.That(
            (answer.Saved.Count, answer.Unsaved.Single().Why.Code),
            Is.EqualTo((DraftFields.MostRows, "entry.too_many_rows"))
        );
    }

    [Test]
    public async Task An_imported_entry_that_is_returned_is_written_in_over_what_the_workbook_brought()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        await A.ImportAsync(acts, edition);
        var entry = await acts.WithDbAsync(async db =>
        {
            var first = await db.Entries.OrderBy(e => e.Number).FirstAsync();
            (first.OwnerId, first.State) = (A.Lin.PersonId, EntryState.Draft);
            await db.SaveChangesAsync();
            return first;
        });

        var saved = await A.SaveAsync(acts, entry.Id, null, [new("project/team", "三人", 0)]);

        Assert.That(saved.Saved, Is.EqualTo(new[] { new SaveFields.Saved("project/team", 1) }));
        var form = await FormAsync(acts, entry.Id);
        Assert.That((form.Project.Title, form.Project.Team), Is.EqualTo((entry.Title, "三人")));
        Assert.That(form.Patents, Is.Not.Empty);
    }

    private static Task<SaveFields.Answer> One(Acts acts, Guid entry, string title, int seen) =>
        A.SaveAsync(acts, entry, null, [new FieldChange("project/title", title, seen)]);

    private static Task<string?> TitleAsync(Acts acts, Guid entry) =>
        acts.WithDbAsync(db =>
            db.EntryFields.Where(f => f.EntryId == entry && f.Path == "project/title")
                .Select(f => f.Value)
                .SingleAsync()
        );

    private static Task<RegistrationForm> FormAsync(Acts acts, Guid entry) =>
        acts.WithDbAsync(async db =>
            (await db.EntryFields.AsNoTracking().Where(f => f.EntryId == entry).ToDictionaryAsync(f => f.Path))
                .Draft()
                .Form()
        );
}

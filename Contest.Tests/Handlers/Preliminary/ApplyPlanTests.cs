using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary;

public class ApplyPlanTests
{
    [Test]
    public async Task A_draft_changes_nothing_until_it_is_applied_as_it_was_seen()
    {
        await using var edition = await A.EditionInVotingAsync();
        var draft = A.Must(await A.DraftAsync(edition));
        Assert.That(await A.PairsAsync(edition), Is.Empty);

        var diff = A.Must(await A.ApplyAsync(edition, draft.Hash));

        Assert.That((diff.New.Count, diff.Gone.Count, diff.Kept.Count), Is.EqualTo((36, 0, 0)));
        Assert.That(await A.PairsAsync(edition), Is.EquivalentTo(draft.Content().Pairs()));
        Assert.That((await A.ApplyAsync(edition, draft.Hash)).Refusal?.Code, Is.EqualTo("plan.none"));
    }

    [Test]
    public async Task A_plan_somebody_changed_meanwhile_is_not_applied()
    {
        await using var edition = await A.EditionInVotingAsync();
        var seen = A.Must(await A.DraftAsync(edition)).Hash;
        var content = A.Must(await A.DraftAsync(edition)).Content();
        var (entry, from, to) = AMove(content);
        A.Must(await A.ChangeAsync(edition, seen, entry, from, to));

        Assert.That((await A.ApplyAsync(edition, seen)).Refusal?.Code, Is.EqualTo("plan.changed"));
        Assert.That((await A.ChangeAsync(edition, seen, entry, to, from)).Refusal?.Code, Is.EqualTo("plan.changed"));
        Assert.That(await A.PairsAsync(edition), Is.Empty);
    }

    [Test]
    public async Task What_was_placed_by_hand_stays_when_the_plan_is_computed_again()
    {
        await using var edition = await A.EditionInVotingAsync();
        var draft = A.Must(await A.DraftAsync(edition));
        var (entry, from, to) = AMove(draft.Content());
        A.Must(await A.ChangeAsync(edition, draft.Hash, entry, from, to));

        var again = A.Must(await A.DraftAsync(edition)).Content();

        Assert.That(
            again.Entries.Single(e => e.EntryId == entry).Seats.Single(s => s.IsByHand).JudgeId,
            Is.EqualTo(to)
        );
    }

    [Test]
    public async Task A_conflict_found_after_the_plan_was_made_stops_it()
    {
        await using var edition = await A.EditionInVotingAsync();
        var draft = A.Must(await A.DraftAsync(edition));
        await A.RecordAsync(edition, A.Conflict(edition, draft.Content().Pairs().First()));

        Assert.That((await A.ApplyAsync(edition, draft.Hash)).Refusal?.Code, Is.EqualTo("plan.conflicts"));

        var again = A.Must(await A.DraftAsync(edition));
        A.Must(await A.ApplyAsync(edition, again.Hash));
        Assert.That(await A.PairsAsync(edition), Has.None.EqualTo(draft.Content().Pairs().First()));
    }

    [Test]
    public async Task During_the_round_a_sheet_with_something_on_it_is_never_taken_away()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheets = await A.SheetsAsync(edition);
        A.Must(await A.SaveAsync(edition, sheets[0], A.FullSheet(edition.Rulebook.Preliminary, new(1), submit: false)));
        var pairs = await A.PairsAsync(edition);
        var typed = await PairOfAsync(edition, sheets[0]);
        var draft = A.Must(await A.DraftAsync(edition));
        var other = draft.Content().Judges.First(j => !pairs.Contains(new(j.JudgeId, typed.EntryId))).JudgeId;

        Assert.That(
            (await A.ChangeAsync(edition, draft.Hash, typed.EntryId, typed.JudgeId, other)).Refusal?.Code,
            Is.EqualTo("plan.has_marks")
        );
        var moved = pairs.First(p => p.EntryId == typed.EntryId && p != typed);
        var changed = A.Must(await A.ChangeAsync(edition, draft.Hash, typed.EntryId, moved.JudgeId, other));
        var diff = A.Must(await A.ApplyAsync(edition, changed.Hash));

        Assert.That((diff.New.Count, diff.Gone.Count, diff.Kept.Count, diff.Same), Is.EqualTo((1, 1, 0, 35)));
        Assert.That(await A.PairsAsync(edition), Does.Contain(typed).And.Not.Contains(moved));
    }

    [Test]
    public async Task A_judge_who_drops_out_keeps_what_is_submitted_and_only_the_rest_moves()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheets = await A.SheetsAsync(edition);
        var theirs = sheets.Where(s => s.Judge == sheets[0].Judge).ToList();
        A.Must(await A.SaveAsync(edition, theirs[0], A.FullSheet(edition.Rulebook.Preliminary, new(1))));
        A.Must(await A.SaveAsync(edition, theirs[1], A.FullSheet(edition.Rulebook.Preliminary, new(1), submit: false)));
        var before = await A.PairsAsync(edition);
        var gone = (await PairOfAsync(edition, theirs[0])).JudgeId;

        var draft = A.Must(await A.DraftAsync(edition, leaver: new(gone, "出国")));
        A.Must(await A.ApplyAsync(edition, draft.Hash));

        var after = await A.PairsAsync(edition);
        Assert.That(before.Where(p => p.JudgeId != gone).Except(after), Is.Empty);
        Assert.That(after.Where(p => p.JudgeId == gone), Is.EqualTo(new[] { await PairOfAsync(edition, theirs[0]) }));
        Assert.That(after.CountBy(p => p.EntryId).Select(e => e.Value), Is.All.EqualTo(3));
        var typed = await edition.Acts.WithDbAsync(db => db.JudgeSheets.SingleAsync(s => s.Id == theirs[1].Id));
        Assert.That((typed.RecusedAt is null, typed.RecusalReason, typed.Version), Is.EqualTo((false, "出国", 1)));
        var again = A.Must(await A.DraftAsync(edition)).Content();
        Assert.That(again.Pairs().Count(p => p.JudgeId == gone), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_organizers_who_apply_one_plan_at_once_apply_it_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await A.EditionInVotingAsync(line);
        var draft = A.Must(await A.DraftAsync(edition));

        line.IsArmed = true;
        var both = await Task.WhenAll(
            A.ApplyAsync(edition, draft.Hash),
            A.ApplyAsync(edition, draft.Hash, A.OtherOrganizer)
        );

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "plan.none" }));
        Assert.That(await A.PairsAsync(edition), Is.EquivalentTo(draft.Content().Pairs()));
    }

    [Test]
    public async Task A_judge_who_types_while_a_plan_takes_the_sheet_away_loses_nothing_that_was_saved()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await A.EditionInPreliminaryAsync(line);
        var sheet = (await A.SheetsAsync(edition))[0];
        var pair = await PairOfAsync(edition, sheet);
        var draft = A.Must(await A.DraftAsync(edition));
        var without = A.Must(await A.ChangeAsync(edition, draft.Hash, pair.EntryId, pair.JudgeId, null));
        line.IsArmed = true;

        var saving = A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, new(1), submit: false));
        var applying = A.ApplyAsync(edition, without.Hash);

        var saved = await saving;
        var diff = A.Must(await applying);
        var isThere = (await A.PairsAsync(edition)).Contains(pair);
        Assert.That(isThere, Is.EqualTo(saved.Refusal is null), "saved means kept");
        Assert.That(diff.Gone, Has.Count.EqualTo(isThere ? 0 : 1));
    }

    [Test]
    public async Task A_conflict_recorded_while_a_plan_is_applied_leaves_no_seat_unnoticed()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await A.EditionInVotingAsync(line);
        var draft = A.Must(await A.DraftAsync(edition));
        var pair = draft.Content().Pairs().First();
        line.IsArmed = true;

        var applying = A.ApplyAsync(edition, draft.Hash);
        await A.RecordAsync(edition, A.Conflict(edition, pair));
        var applied = await applying;

        line.IsArmed = false;
        var again = A.Must(await A.DraftAsync(edition));
        if (applied.Refusal is null)
            Assert.That((await A.PairsAsync(edition)).Contains(pair), Is.True);
        else
            Assert.That(applied.Refusal.Code, Is.EqualTo("plan.conflicts"));
        Assert.That(again.Content().Pairs(), Has.None.EqualTo(pair));
        Assert.That(again.Content().Entries.Single(e => e.EntryId == pair.EntryId).Seats, Has.Count.EqualTo(3));
    }

    [TestCase(Role.Staff)]
    [TestCase(Role.Supervisor)]
    [TestCase(Role.Judge)]
    public async Task Only_organizers_plan(Role role)
    {
        await using var edition = await A.EditionInVotingAsync();
        Actor somebody = new(Guid.NewGuid(), "别人", role);

        Assert.That(
            (await A.DraftAsync(edition, actor: somebody)).Refusal?.Code,
            Is.EqualTo("competition.organizer_only")
        );
        Assert.That(
            (await A.ApplyAsync(edition, "", somebody)).Refusal?.Code,
            Is.EqualTo("competition.organizer_only")
        );
        Assert.That(
            (await A.ChangeAsync(edition, "", Guid.NewGuid(), null, null, somebody)).Refusal?.Code,
            Is.EqualTo("competition.organizer_only")
        );
    }

    private static (Guid Entry, Guid From, Guid To) AMove(DraftPlanContent content)
    {
        var entry = content.Entries[0];
        var other = content.Judges.First(j => entry.Seats.All(s => s.JudgeId != j.JudgeId));
        return (entry.EntryId, entry.Seats[0].JudgeId, other.JudgeId);
    }

    private static Task<Pairing> PairOfAsync(A.Edition edition, A.SheetOf sheet) =>
        edition.Acts.WithDbAsync(db =>
            db.JudgeSheets.Where(s => s.Id == sheet.Id).Select(s => new Pairing(s.JudgeId, s.EntryId)).SingleAsync()
        );
}

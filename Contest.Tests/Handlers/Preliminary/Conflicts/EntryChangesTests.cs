using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary.Conflicts;

/// <summary>Conflicts are looked for again by the acts that change what an entry says (DOMAIN.md 1.15).</summary>
public sealed class EntryChangesTests
{
    private A.Edition _edition = null!;
    private Guid _entry;

    [SetUp]
    public async Task PrepareAsync()
    {
        _edition = await A.EditionInPreliminaryAsync();
        await A.SpotCheckAllAsync(_edition.Acts, _edition.Id);
        await A.SetStageAsync(_edition.Acts, _edition.Id, _edition.Opens(Stage.Registration), null);
        var now = _edition.Clock.GetUtcNow();
        _edition.Clock.Set(_edition.Closes(Stage.Registration).AddHours(-1));
        _entry = await A.DraftAsync(_edition.Acts, _edition.Id);
        await TypeAsync("project/" + AvoidedFields.Name(1), "评委1");
        await TypeAsync("project/" + AvoidedFields.Reason(1), "曾为诉讼对方");
        Assert.That((await A.SubmitAsync(_edition.Acts, _entry)).Refusal, Is.Null);
        Assert.That(await KindsAsync(), Is.Empty, "nobody has accepted it yet, so nobody reads it");
        _edition.Clock.Set(now);
    }

    [TearDown]
    public async Task CleanAsync() => await _edition.DisposeAsync();

    [Test]
    public async Task An_entry_accepted_while_judges_are_at_work_is_compared_with_them_at_once()
    {
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);

        Assert.That(await KindsAsync(), Is.EqualTo(new[] { ("评委1", ConflictKind.Avoided) }));
    }

    [Test]
    public async Task A_correction_that_names_its_judge_as_inventor_bars_the_sheet_and_asks_two_people_about_its_marks()
    {
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);
        var sheet = await JudgeAsync();
        await OpenForCorrectionAsync();
        var inventors = await _edition.Acts.WithDbAsync(db =>
            db.EntryFields.Where(f => f.EntryId == _entry && f.Path.EndsWith("/inventors"))
                .Select(f => f.Path)
                .SingleAsync()
        );
        await TypeAsync(inventors, sheet.Judge);
        Assert.That(await KindsAsync(), Has.Count.EqualTo(1), "what is half typed says nothing yet");

        Assert.That((await A.SubmitAsync(_edition.Acts, _entry)).Refusal, Is.Null);

        Assert.That(await KindsAsync(), Has.Member((sheet.Judge, ConflictKind.SameName)));
        Assert.That((await A.SheetAsync(_edition, sheet.Id)).IsBarred, Is.True);
        _edition.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);
        var hit = (await A.ConflictsAsync(_edition)).Single(c => c.Kind == ConflictKind.SameName);
        var decided = A.Must(
            await _edition.Acts.WithAsync(
                (DecideConflict a) =>
                    a.HandleAsync(new(_edition.Id, hit.Id, Uphold: true, "本人确认", A.Organizer), default)
            )
        );
        var asked = await _edition.Acts.WithDbAsync(db => db.Approvals.SingleAsync(a => a.Id == decided.ApprovalId));
        var proposal = SetSheetAside.Read(asked.Shown);
        Assert.That((asked.Act, proposal.SheetId), Is.EqualTo((nameof(SetSheetAside), sheet.Id)));
        var line = proposal.Lines.Single(l => l.Entry == proposal.Entry);
        Assert.That((line.Score is null, line.ScoreWithout), Is.EqualTo((false, (decimal?)null)));
    }

    [Test]
    public async Task A_longer_avoid_list_of_the_rulebook_finds_whom_the_shorter_one_passed_over()
    {
        Assert.That(await DecideAsync(ReviewOutcome.Accepted), Is.Null);
        await OpenForCorrectionAsync();
        await TypeAsync("project/" + AvoidedFields.Name(3), "评委3");
        Assert.That((await A.SubmitAsync(_edition.Acts, _entry)).Refusal, Is.Null);
        Assert.That(await KindsAsync(), Has.Count.EqualTo(1));
        var (rulebook, hash) = await _edition.Acts.WithDbAsync(async db =>
            (
                await db.RulebookOfAsync(_edition.Id, default),
                await db.Competitions.Select(c => c.RulebookHash).SingleAsync()
            )
        );

        var refusal = await _edition.Acts.WithAsync(
            (SaveRulebook a) =>
                a.HandleAsync(
                    new(
                        _edition.Id,
                        rulebook with
                        {
                            Preliminary = rulebook.Preliminary with { MostAvoided = 3 },
                        },
                        hash,
                        "申请回避名额增至三名",
                        A.Organizer
                    ),
                    default
                )
        );

        Assert.That(refusal, Is.Null);
        Assert.That(
            await KindsAsync(),
            Is.EqualTo(new[] { ("评委1", ConflictKind.Avoided), ("评委3", ConflictKind.Avoided) })
        );
    }

    /// <summary>The entry gets its judges, who submit marks; the first of them.</summary>
    private async Task<A.SheetOf> JudgeAsync()
    {
        Outcome<Pairing> assigned;
        do assigned = await _edition.Acts.WithAsync(
            (ReassignSheet a) => a.HandleAsync(new(_edition.Id, _entry, A.Organizer), default)
        );
        while (assigned.Refusal is null);
        Assert.That(assigned.Refusal.Code, Is.EqualTo("judging.enough_judges"));
        var sheets = (await A.SheetsAsync(_edition)).Where(s => s.EntryId == _entry).ToList();
        foreach (var sheet in sheets)
            A.Must(
                A.Must(await A.SaveAsync(_edition, sheet, A.FullSheet(_edition.Rulebook.Preliminary, new(7)))).Refusal
            );
        return sheets[0];
    }

    private async Task OpenForCorrectionAsync()
    {
        await A.ReopenAsync(_edition.Acts, _entry, "发明人不全");
        Assert.That(await DecideAsync(ReviewOutcome.Returned, "R06"), Is.Null);
    }

    private Task<Refusal?> DecideAsync(ReviewOutcome outcome, params string[] reasons) =>
        A.ReviewAsync(_edition.Acts, _entry, outcome, reasons: reasons);

    private Task<SaveFields.Answer> TypeAsync(string path, string value) =>
        A.TypeAsync(_edition.Acts, _entry, null, new KeyValuePair<string, string>(path, value));

    private Task<List<(string, ConflictKind)>> KindsAsync() =>
        _edition.Acts.WithDbAsync(async db =>
            (
                await (
                    from c in db.Conflicts
                    join j in db.Judges on c.JudgeId equals j.Id
                    where c.EntryId == _entry
                    orderby j.Name
                    select new { j.Name, c.Kind }
                ).ToListAsync()
            ).ConvertAll(c => (c.Name, c.Kind))
        );
}

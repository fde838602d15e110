using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public class RegisterEntryTests
{
    private static readonly Actor Lin = new(Guid.CreateVersion7(), "林工", Role.Entrant);
    private static readonly Actor Other = new(Guid.CreateVersion7(), "别人", Role.Entrant);

    [Test]
    public async Task A_draft_is_finished_submitted_locked_withdrawn_and_submitted_again()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var empty = Form() with { Patents = [] };

        var draft = await SaveAsync(acts, new(edition, null, null, empty, false, false, Lin));
        Assert.That(draft.Refusal, Is.Null);
        Assert.That(draft.Findings.Select(f => f.Code), Is.EqualTo(new[] { "project.patents_missing" }));
        var early = await SaveAsync(acts, new(edition, draft.EntryId, draft.Version, empty, true, true, Lin));
        Assert.That(early.Refusal?.Code, Is.EqualTo("entry.has_errors"));
        var undeclared = await SaveAsync(acts, new(edition, draft.EntryId, draft.Version, Form(), true, false, Lin));
        Assert.That(undeclared.Refusal?.Code, Is.EqualTo("entry.not_declared"));

        var sent = await SaveAsync(acts, new(edition, draft.EntryId, draft.Version, Form(), true, true, Lin));
        Assert.That(sent.Refusal, Is.Null);
        var entry = await acts.WithDbAsync(db =>
            db.Entries.Include(e => e.Patents).Include(e => e.Participations).SingleAsync()
        );
        Assert.That(
            (entry.State, entry.Number, entry.Patents.Count, entry.Participations.Count, entry.DeclaredAt),
            Is.EqualTo((EntryState.Submitted, 1, 1, 1, (DateTimeOffset?)acts.Clock.GetUtcNow()))
        );
        var locked = await SaveAsync(acts, new(edition, sent.EntryId, sent.Version, Form(), false, false, Lin));
        Assert.That(locked.Refusal?.Code, Is.EqualTo("entry.locked"));

        Assert.That(await WithdrawAsync(acts, sent.EntryId!.Value, Lin), Is.Null);
        var again = await SaveAsync(acts, new(edition, sent.EntryId, null, Form(), true, true, Lin));
        Assert.That(again.Refusal, Is.Null);
    }

    [Test]
    public async Task Another_person_neither_changes_nor_withdraws_it()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var draft = await SaveAsync(acts, new(edition, null, null, Form(), false, false, Lin));

        var changed = await SaveAsync(acts, new(edition, draft.EntryId, draft.Version, Form(), true, true, Other));

        Assert.That(changed.Refusal?.Code, Is.EqualTo("entry.not_yours"));
        Assert.That((await WithdrawAsync(acts, draft.EntryId!.Value, Other))?.Code, Is.EqualTo("entry.not_yours"));
    }

    [Test]
    public async Task A_strangers_draft_does_not_name_an_organisation_and_a_submitted_entry_does()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var mocked = Form() with { Entrants = [Form().Entrants[0] with { Name = "捣乱有限公司" }] };
        RegisterEntry.Command Mock(Guid? id) => new(edition, id, null, mocked, false, false, Other);

        var draft = await SaveAsync(acts, Mock(null));
        Assert.That(await NameAsync(acts), Is.EqualTo("捣乱有限公司"));
        Assert.That((await SaveAsync(acts, new(edition, null, null, Form(), true, true, Lin))).Refusal, Is.Null);
        Assert.That(await NameAsync(acts), Is.EqualTo("沧澜有限公司"));

        Assert.That((await SaveAsync(acts, Mock(draft.EntryId))).Refusal, Is.Null);
        Assert.That(await NameAsync(acts), Is.EqualTo("沧澜有限公司"));
    }

    private static Task<string> NameAsync(Acts acts) =>
        acts.WithDbAsync(db => db.Entrants.Select(e => e.Name).SingleAsync());

    [Test]
    public async Task Two_tabs_of_one_draft_do_not_overwrite_each_other()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var draft = await SaveAsync(acts, new(edition, null, null, Form(), false, false, Lin));
        RegisterEntry.Command One(string title) =>
            new(
                edition,
                draft.EntryId,
                draft.Version,
                Form() with
                {
                    Project = Form().Project with { Title = title },
                },
                false,
                false,
                Lin
            );

        var both = await Task.WhenAll(SaveAsync(acts, One("甲")), SaveAsync(acts, One("乙")));

        Assert.That(both.Select(a => a.Refusal?.Code), Is.EquivalentTo(new[] { null, "entry.changed" }));
    }

    [TestCase(-1, null)]
    [TestCase(0, "entry.deadline_passed")]
    public async Task The_deadline_is_the_servers_to_the_second(int seconds, string? code)
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var rulebook = await acts.WithDbAsync(db => db.Competitions.Select(c => c.RulebookJson).SingleAsync());
        var window = CanonicalJson.Read<Contest.Core.Competitions.Rulebook>(rulebook).Window(Stage.Registration);
        acts.Clock.Set(
            window.Closes(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToUniversalTime().AddSeconds(seconds)
        );

        var sent = await SaveAsync(acts, new(edition, null, null, Form(), true, true, Lin));

        Assert.That(sent.Refusal?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task Submissions_of_one_lead_at_once_do_not_pass_the_limit()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var first = await SaveAsync(acts, new(edition, null, null, Form(), true, true, Lin));
        Assert.That(first.Refusal, Is.Null);
        var drafts = new List<RegisterEntry.Answer>();
        for (var n = 0; n < 3; n++)
            drafts.Add(await SaveAsync(acts, new(edition, null, null, Form(), false, false, Lin)));

        var sent = await Task.WhenAll(
            drafts.Select(d => SaveAsync(acts, new(edition, d.EntryId, d.Version, Form(), true, true, Lin)))
        );

        Assert.That(
            sent.Select(a => a.Refusal?.Code),
            Is.EquivalentTo(new[] { null, "entry.too_many", "entry.too_many" })
        );
    }

    [Test]
    public async Task New_entries_at_once_get_numbers_of_their_own()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        await SaveAsync(acts, new(edition, null, null, Form(), false, false, Lin));

        var sent = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => SaveAsync(acts, new(edition, null, null, Form(), false, false, Lin)))
        );

        Assert.That(sent.Select(a => a.Refusal?.Code), Is.All.Null);
        Assert.That(
            await acts.WithDbAsync(db => db.Entries.Select(e => e.Number).OrderBy(n => n).ToListAsync()),
            Is.EqualTo(new[] { 1, 2, 3, 4, 5 })
        );
    }

    [Test]
    public async Task Joint_entries_that_name_the_same_entrants_the_other_way_round_do_not_lock_each_other_out()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var members = Enumerable.Range(1, 30).Select(Member).ToArray();
        var there = Form() with { Entrants = [.. members] };
        var back = Form() with { Entrants = [.. members.Reverse()] };

        var sent = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(n => SaveAsync(acts, new(edition, null, null, n % 2 == 0 ? there : back, false, false, Lin)))
        );

        Assert.That(sent.Select(a => a.Refusal?.Code), Is.All.Null);
        Assert.That(await acts.WithDbAsync(db => db.Entrants.CountAsync()), Is.EqualTo(30));
    }

    private static EntrantRow Member(int number)
    {
        var body = $"91440300MA{number:0000000}";
        return new(
            0,
            "",
            $"成员{number}有限公司",
            "企业",
            "统一社会信用代码",
            body + CreditCode.CheckCharacterOf(body),
            "市外",
            "1.00",
            ""
        );
    }

    internal static RegistrationForm Form() =>
        new(
            new(
                0,
                "",
                "低功耗热泵",
                "",
                Contest.Core.Competitions.Presets.Get("jianggao-like").Industries[0],
                "一台更省电的热泵。",
                "未上市",
                "",
                "林工",
                "13800000000",
                "lin@example.invalid",
                ""
            ),
            [new(0, "", "沧澜有限公司", "企业", "统一社会信用代码", "91000000MA0000A19C", "市外", "12.50", "")],
            [
                new(
                    0,
                    "",
                    "202419999991.X",
                    "一种热泵",
                    "发明",
                    "沧澜有限公司",
                    "林工",
                    "2024-01-02",
                    "",
                    "实质审查",
                    "是"
                ),
            ]
        );

    private static Task<RegisterEntry.Answer> SaveAsync(Acts acts, RegisterEntry.Command command) =>
        acts.WithAsync((RegisterEntry act) => act.HandleAsync(command, CancellationToken.None));

    private static Task<Refusal?> WithdrawAsync(Acts acts, Guid entry, Actor actor) =>
        acts.WithAsync((WithdrawEntry act) => act.HandleAsync(new(entry, actor), CancellationToken.None));
}

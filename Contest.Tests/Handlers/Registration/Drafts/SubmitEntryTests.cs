using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration.Drafts;

public class SubmitEntryTests
{
    [Test]
    public async Task A_draft_is_finished_submitted_locked_withdrawn_and_submitted_again()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var entry = (await A.StartEntryAsync(acts, edition)).Value;
        await A.WriteAsync(acts, entry, A.Form() with { Patents = [] });
        var early = await A.SubmitAsync(acts, entry);
        Assert.That(
            (early.Refusal?.Code, early.Findings.Single().Code),
            Is.EqualTo(("entry.has_errors", "project.patents_missing"))
        );
        await A.WriteAsync(acts, entry, A.Form());
        Assert.That((await A.SubmitAsync(acts, entry)).Refusal?.Code, Is.EqualTo("entry.not_declared"));
        await A.DeclareAsync(acts, entry);

        var sent = await A.SubmitAsync(acts, entry);

        Assert.That((sent.Refusal, sent.Receipt), Is.EqualTo(((Refusal?)null, "TEST-2026-0001-1")));
        Assert.That(
            await StoredAsync(acts),
            Is.EqualTo((EntryState.Submitted, 1, 1, 1, (DateTimeOffset?)acts.Clock.GetUtcNow()))
        );
        var locked = await A.TypeAsync(acts, entry, null, new KeyValuePair<string, string>("project/title", "改名"));
        Assert.That(locked.Refusal?.Code, Is.EqualTo("entry.locked"));
        Assert.That((await A.SubmitAsync(acts, entry)).Refusal?.Code, Is.EqualTo("entry.locked"));
        Assert.That(await A.WithdrawAsync(acts, entry), Is.Null);
        Assert.That((await A.SubmitAsync(acts, entry)).Receipt, Is.EqualTo("TEST-2026-0001-2"));
    }

    [Test]
    public async Task A_submission_keeps_what_was_submitted_and_is_confirmed_by_one_mail()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var entry = await A.DraftAsync(acts, edition);
        var receipt = (await A.SubmitAsync(acts, entry)).Receipt;

        var kept = await acts.WithDbAsync(db => db.Submissions.SingleAsync());
        var fields = CanonicalJson.Read<Dictionary<string, string>>(kept.Fields);
        Assert.That(
            (fields["project/title"], fields["patents/r1/number"], kept.DeclarationVersion, kept.DeclarationText),
            Is.EqualTo(("低功耗热泵", "202419999991.X", "2026-1", "本单位承诺……"))
        );
        Assert.That(kept.Hash, Is.EqualTo(CanonicalJson.HashText(kept.Fields)));
        var mail = await acts.WithDbAsync(db => db.OutboxMails.SingleAsync());
        Assert.That((mail.To, mail.Key), Is.EqualTo(("lin@example.invalid", $"submitted:{receipt}")));
        Assert.That(mail.Body, Does.Contain(receipt).And.Contain("低功耗热泵"));
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        Assert.That(
            mail.Body,
            Does.Contain("已于 " + Moments.OnPaper(kept.At, zone, CultureInfo.GetCultureInfo("zh-CN")))
                .And.Match("截止时间 2026 年 [0-9 月日:]+ 北京时间（UTC\\+8）之前")
        );
    }

    [Test]
    public async Task Two_submits_of_one_draft_at_once_make_one_submission()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var entry = await A.DraftAsync(acts, edition);

        var both = await Task.WhenAll(A.SubmitAsync(acts, entry), A.SubmitAsync(acts, entry));

        Assert.That(both.Select(a => a.Refusal?.Code), Is.EquivalentTo(new[] { null, "entry.locked" }));
        Assert.That(await acts.WithDbAsync(db => db.Submissions.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Another_person_neither_writes_nor_submits_nor_withdraws_it()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var entry = await A.DraftAsync(acts, edition);

        Assert.That(
            (await A.WriteAsync(acts, entry, A.Form(), A.Stranger)).Refusal?.Code,
            Is.EqualTo("entry.not_yours")
        );
        Assert.That((await A.SubmitAsync(acts, entry, A.Stranger)).Refusal?.Code, Is.EqualTo("entry.not_yours"));
        Assert.That((await A.WithdrawAsync(acts, entry, A.Stranger))?.Code, Is.EqualTo("entry.not_yours"));
    }

    [Test]
    public async Task A_draft_names_no_organisation_for_anybody_else_and_a_submitted_entry_does()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var mocked = A.Form() with { Entrants = [A.Form().Entrants[0] with { Name = "捣乱有限公司" }] };
        await A.DraftAsync(acts, edition, mocked, A.Stranger);
        Assert.That(await acts.WithDbAsync(db => db.Entrants.CountAsync()), Is.Zero);

        var entry = await A.DraftAsync(acts, edition);
        Assert.That((await A.SubmitAsync(acts, entry)).Refusal, Is.Null);

        Assert.That(
            await acts.WithDbAsync(db => db.Entrants.Select(e => e.Name).SingleAsync()),
            Is.EqualTo("沧澜有限公司")
        );
    }

    [TestCase(-1, null)]
    [TestCase(0, "entry.deadline_passed")]
    public async Task The_deadline_is_the_servers_to_the_second(int seconds, string? code)
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var entry = await A.DraftAsync(acts, edition);
        var rulebook = await acts.WithDbAsync(db => db.Competitions.Select(c => c.RulebookJson).SingleAsync());
        var window = CanonicalJson.Read<Rulebook>(rulebook).Window(Stage.Registration);
        acts.Clock.Set(
            window.Closes(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).ToUniversalTime().AddSeconds(seconds)
        );

        var saved = await A.TypeAsync(acts, entry, null, new KeyValuePair<string, string>("project/team", "三人"));
        Assert.That(saved.Refusal?.Code, Is.EqualTo(code));
        Assert.That((await A.SubmitAsync(acts, entry)).Refusal?.Code, Is.EqualTo(code));
        Assert.That((await A.StartEntryAsync(acts, edition)).Refusal?.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task Submissions_of_one_lead_at_once_do_not_pass_the_limit()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        Assert.That((await A.SubmitAsync(acts, await A.DraftAsync(acts, edition))).Refusal, Is.Null);
        List<Guid> drafts = [];
        for (var n = 0; n < 3; n++)
            drafts.Add(await A.DraftAsync(acts, edition));

        var sent = await Task.WhenAll(drafts.Select(d => A.SubmitAsync(acts, d)));

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

        var started = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => A.StartEntryAsync(acts, edition)));

        Assert.That(started.Select(a => a.Refusal?.Code), Is.All.Null);
        Assert.That(
            await acts.WithDbAsync(db => db.Entries.Select(e => e.Number).OrderBy(n => n).ToListAsync()),
            Is.EqualTo(new[] { 1, 2, 3, 4 })
        );
    }

    [Test]
    public async Task Joint_entries_that_name_the_same_entrants_the_other_way_round_do_not_lock_each_other_out()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var members = Enumerable.Range(1, 30).Select(Member).ToArray();
        List<Guid> drafts = [];
        for (var n = 0; n < 4; n++)
            drafts.Add(
                await A.DraftAsync(
                    acts,
                    edition,
                    A.Form() with
                    {
                        Entrants = n % 2 == 0 ? [.. members] : [.. members.Reverse()],
                    }
                )
            );

        var sent = await Task.WhenAll(drafts.Select(d => A.SubmitAsync(acts, d)));

        Assert.That(sent.Select(a => a.Refusal?.Code), Is.All.Null);
        Assert.That(await acts.WithDbAsync(db => db.Entrants.CountAsync()), Is.EqualTo(30));
    }

    private static EntrantRow Member(int number)
    {
        var body = $"91440300MA{number:0000000}";
        var code = body + CreditCode.CheckCharacterOf(body);
        return new(0, "", $"成员{number}有限公司", "企业", "统一社会信用代码", code, "市外", "1.00", "");
    }

    private static async Task<(EntryState, int, int, int, DateTimeOffset?)> StoredAsync(Acts acts)
    {
        var entry = await acts.WithDbAsync(db =>
            db.Entries.Include(e => e.Patents).Include(e => e.Participations).SingleAsync()
        );
        return (entry.State, entry.Number, entry.Patents.Count, entry.Participations.Count, entry.DeclaredAt);
    }
}

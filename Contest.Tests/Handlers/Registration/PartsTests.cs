using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

/// <summary>Who sends an organisation's entries, and how a partner confirms its part.</summary>
public sealed class PartsTests
{
    private static readonly OrganisationDetails Partner = A.Details("澄江研究所", "87654321");

    [Test]
    public async Task A_stranger_cannot_use_up_the_number_of_entries_of_an_organisation_with_people()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei");
        var ann = await A.EntrantAsync(acts, "ann");
        var organisation = await A.OrganisationAsync(acts, lin);
        await A.JoinAsync(acts, organisation, ann, MemberRole.Agent);

        var stranger = await SaveAsync(acts, edition, mei);
        var draft = await SaveAsync(acts, edition, ann, submit: false);
        var agent = await SaveAsync(acts, edition, ann, entry: draft.EntryId);
        var owner = await SaveAsync(acts, edition, lin, entry: draft.EntryId);

        Assert.That(stranger.Refusal?.Code, Is.EqualTo("organisation.lead_has_people"));
        Assert.That(draft.Refusal, Is.Null);
        Assert.That(agent.Refusal?.Code, Is.EqualTo("organisation.agent_writes_only"));
        Assert.That(owner.Refusal, Is.Null);
        Assert.That(
            await acts.WithDbAsync(db => db.Entries.CountAsync(e => e.State == EntryState.Submitted)),
            Is.EqualTo(1)
        );
        Assert.That(
            (await WithdrawAsync(acts, draft.EntryId!.Value, ann))?.Code,
            Is.EqualTo("organisation.agent_writes_only")
        );
        Assert.That(await WithdrawAsync(acts, draft.EntryId!.Value, lin), Is.Null);
    }

    [Test]
    public async Task A_stranger_does_not_rename_an_organisation_with_people()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei");
        await A.OrganisationAsync(acts, lin, A.Details("沧澜控股有限公司"));

        Assert.That((await SaveAsync(acts, edition, mei)).Refusal?.Code, Is.EqualTo("organisation.lead_has_people"));

        Assert.That(
            await acts.WithDbAsync(db => db.Entrants.Select(e => e.Name).SingleAsync()),
            Is.EqualTo("沧澜控股有限公司")
        );
    }

    [Test]
    public async Task A_partners_owner_is_asked_once_in_their_language_and_answers_until_it_is_decided()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei", "en");
        await A.OrganisationAsync(acts, lin);
        var partner = await A.OrganisationAsync(acts, mei, Partner);

        var sent = await SaveAsync(acts, edition, lin, joint: true);
        Assert.That(sent.Refusal, Is.Null);
        await WithdrawAsync(acts, sent.EntryId!.Value, lin);
        Assert.That((await SaveAsync(acts, edition, lin, entry: sent.EntryId, joint: true)).Refusal, Is.Null);
        var mail = await acts.WithDbAsync(db => db.OutboxMails.SingleAsync(m => m.Key!.StartsWith("part:")));
        Assert.That(mail.To, Is.EqualTo("mei@example.invalid"));
        Assert.That(mail.Subject, Is.EqualTo("Please confirm that “澄江研究所” takes part in “低功耗热泵”"));
        Assert.That(mail.Body, Does.Contain($"{A.Site}/my/organisations/{partner}"));
        Assert.That(await FindingsAsync(acts, sent.EntryId.Value), Is.EqualTo(new[] { "entrant.partner_unconfirmed" }));

        Assert.That(
            (await AnswerAsync(acts, sent.EntryId.Value, partner, true, lin))?.Code,
            Is.EqualTo("organisation.editor_only")
        );
        Assert.That(await AnswerAsync(acts, sent.EntryId.Value, partner, false, mei), Is.Null);
        Assert.That(await FindingsAsync(acts, sent.EntryId.Value), Is.EqualTo(new[] { "entrant.partner_refused" }));
        Assert.That(await AnswerAsync(acts, sent.EntryId.Value, partner, true, mei), Is.Null);
        Assert.That(await AnswerAsync(acts, sent.EntryId.Value, partner, true, mei), Is.Null);
        Assert.That(await FindingsAsync(acts, sent.EntryId.Value), Is.Empty);
        Assert.That(
            await acts.WithDbAsync(db =>
                db.PartAnswers.OrderBy(a => a.Number).Select(a => a.IsConfirmed).ToListAsync()
            ),
            Is.EqualTo(new[] { false, true })
        );
        await WithdrawAsync(acts, sent.EntryId.Value, lin);
        Assert.That(
            (await AnswerAsync(acts, sent.EntryId.Value, partner, false, mei))?.Code,
            Is.EqualTo("organisation.part_closed")
        );
        await SaveAsync(acts, edition, lin, entry: sent.EntryId, joint: true);
        Assert.That(await FindingsAsync(acts, sent.EntryId.Value), Is.Empty, "saving again keeps the answer");
    }

    [Test]
    public async Task Two_of_one_partner_who_answer_at_once_are_one_after_the_other()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var edition = await A.EditionInRegistrationAsync(acts);
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei");
        var ann = await A.EntrantAsync(acts, "ann");
        var partner = await A.OrganisationAsync(acts, mei, Partner);
        await A.JoinAsync(acts, partner, ann, MemberRole.Editor);
        var sent = await SaveAsync(acts, edition, lin, joint: true);
        line.IsArmed = true;

        var both = await Task.WhenAll(
            AnswerAsync(acts, sent.EntryId!.Value, partner, true, mei),
            AnswerAsync(acts, sent.EntryId!.Value, partner, false, ann)
        );

        Assert.That(both, Is.All.Null);
        Assert.That(
            await acts.WithDbAsync(db => db.PartAnswers.Select(a => a.Number).Order().ToListAsync()),
            Is.EqualTo(new[] { 1, 2 })
        );
    }

    [Test]
    public async Task Of_a_partner_without_an_account_only_paper_can_tell()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var lin = await A.EntrantAsync(acts, "lin");

        var sent = await SaveAsync(acts, edition, lin, joint: true);

        Assert.That(await FindingsAsync(acts, sent.EntryId!.Value), Is.EqualTo(new[] { "entrant.partner_no_account" }));
        Assert.That(
            await acts.WithDbAsync(db => db.OutboxMails.Select(m => m.Key).SingleAsync()),
            Does.StartWith("submitted:")
        );
    }

    /// <summary>An entry started, written and, when asked, submitted.</summary>
    internal sealed record Sent(Guid? EntryId, Refusal? Refusal);

    internal static async Task<Sent> SaveAsync(
        Acts acts,
        Guid edition,
        Actor by,
        bool submit = true,
        Guid? entry = null,
        bool joint = false
    )
    {
        EntrantRow lead = new(0, "", "沧澜有限公司", "港澳机构", "商业登记号码", "12345678", "香港", "12.50", "");
        EntrantRow partner = new(0, "", "澄江研究所", "港澳机构", "商业登记号码", "87654321", "香港", "1", "");
        var form = A.Form() with { Entrants = joint ? [lead, partner] : [lead] };
        var own = await acts.WithDbAsync(db => db.EntrantsOf(by.PersonId).Select(e => (Guid?)e).FirstOrDefaultAsync());
        var id =
            entry
            ?? (
                await acts.WithAsync((StartEntry act) => act.HandleAsync(new(edition, own, by.Name, null, by), default))
            ).Value;
        await A.DeclareAsync(acts, id, by);
        var written = await A.WriteAsync(acts, id, form, by);
        if (!submit || written.Refusal is not null)
            return new(id, written.Refusal);
        var sent = await acts.WithAsync((SubmitEntry act) => act.HandleAsync(new(id, "……", A.Site, by), default));
        return new(id, sent.Refusal);
    }

    private static Task<List<string>> FindingsAsync(Acts acts, Guid entry) =>
        acts.WithDbAsync(async db =>
        {
            var edition = await db.Competitions.Select(c => c.Id).SingleAsync();
            var whole = await db.WholeEntryAsync(edition, entry, default);
            return (await db.PartFindingsAsync(whole!, default)).Select(f => f.Code).ToList();
        });

    private static Task<Refusal?> AnswerAsync(Acts acts, Guid entry, Guid partner, bool confirms, Actor by) =>
        acts.WithAsync((AnswerPart act) => act.HandleAsync(new(entry, partner, confirms, by), default));

    private static Task<Refusal?> WithdrawAsync(Acts acts, Guid entry, Actor by) =>
        acts.WithAsync((WithdrawEntry act) => act.HandleAsync(new(entry, by), default));
}

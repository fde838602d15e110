using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public sealed class CreateOrganisationTests
{
    private static readonly Actor Staff = A.Reviewer;

    [Test]
    public async Task Whoever_is_first_owns_it_and_a_second_name_finds_the_same_organisation()
    {
        await using var acts = await Acts.StartAsync();
        var lin = await A.EntrantAsync(acts, "lin");
        var mei = await A.EntrantAsync(acts, "mei", "zh-HK");

        var first = await A.CreateAsync(acts, lin);
        var second = await A.CreateAsync(acts, mei, A.Details("沧澜（香港）公司", "12345678-000"));

        Assert.That(first.Value!.Role, Is.EqualTo(MemberRole.Owner));
        Assert.That(second.Value, Is.EqualTo(new CreateOrganisation.Answer(first.Value.EntrantId, null, false)));
        Assert.That(
            await acts.WithDbAsync(db => db.Entrants.Select(e => e.Name).SingleAsync()),
            Is.EqualTo("沧澜有限公司")
        );
        var mail = await acts.WithDbAsync(db => db.OutboxMails.SingleAsync());
        Assert.That(mail.To, Is.EqualTo("lin@example.invalid"));
        Assert.That(mail.Body, Does.Contain($"{A.Site}/my/organisations/{first.Value.EntrantId}"));
        Assert.That((await A.CreateAsync(acts, lin)).Refusal?.Code, Is.EqualTo("organisation.already_yours"));
        Assert.That((await A.CreateAsync(acts, mei)).Refusal?.Code, Is.EqualTo("organisation.already_asked"));
        Assert.That(await acts.WithDbAsync(db => AuditTrail.FirstBreakAsync(db, default)), Is.Null);
    }

    [Test]
    public async Task Two_who_make_one_organisation_at_once_leave_it_one_owner_and_one_request()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var people = await TwoAsync(acts);
        line.IsArmed = true;

        var both = await Task.WhenAll(people.Select(p => A.CreateAsync(acts, p)));

        Assert.That(both.Select(b => b.Refusal), Is.All.Null);
        Assert.That(both.Select(b => b.Value!.Role), Is.EquivalentTo(new MemberRole?[] { MemberRole.Owner, null }));
        Assert.That(await acts.WithDbAsync(db => db.Memberships.CountAsync()), Is.EqualTo(1));
        Assert.That(await acts.WithDbAsync(db => db.JoinRequests.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task One_who_asks_twice_at_once_asks_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var people = await TwoAsync(acts);
        await A.OrganisationAsync(acts, people[0]);
        line.IsArmed = true;

        var both = await Task.WhenAll(A.CreateAsync(acts, people[1]), A.CreateAsync(acts, people[1]));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "organisation.already_asked" }));
        Assert.That(await acts.WithDbAsync(db => db.JoinRequests.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task An_imported_organisation_is_claimed_and_the_office_grants_it_to_one_of_two_at_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var edition = await A.EditionInRegistrationAsync(acts);
        await A.ImportAsync(acts, edition);
        var people = await TwoAsync(acts);
        var known = await acts.WithDbAsync(db => db.Entrants.OrderBy(e => e.Identifier).FirstAsync());
        OrganisationDetails details = new(known.Name, known.Kind, known.IdentifierKind, known.Identifier, known.Region);

        foreach (var person in people)
            Assert.That(
                (await A.CreateAsync(acts, person, details)).Value,
                Is.EqualTo(new CreateOrganisation.Answer(known.Id, null, true))
            );
        var requests = await acts.WithDbAsync(db => db.JoinRequests.Select(r => r.Id).ToListAsync());
        line.IsArmed = true;
        var both = await Task.WhenAll(requests.Select(r => DecideAsync(acts, r, MemberRole.Owner, false, Staff)));

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "organisation.owner_meanwhile" }));
        var owner = await acts.WithDbAsync(db => db.Memberships.SingleAsync());
        Assert.That((owner.EntrantId, owner.Role), Is.EqualTo((known.Id, MemberRole.Owner)));
        Assert.That(await acts.WithDbAsync(db => db.JoinRequests.CountAsync(r => r.DecidedAt == null)), Is.EqualTo(1));
    }

    [Test]
    public async Task An_owner_and_the_office_who_decide_at_once_decide_once()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var acts = await Acts.StartAsync(line);
        var people = await TwoAsync(acts);
        await A.OrganisationAsync(acts, people[0]);
        await A.CreateAsync(acts, people[1]);
        var request = await acts.WithDbAsync(db => db.JoinRequests.Select(r => r.Id).SingleAsync());
        line.IsArmed = true;

        var both = await Task.WhenAll(
            DecideAsync(acts, request, MemberRole.Editor, true, people[0]),
            DecideAsync(acts, request, MemberRole.Agent, true, Staff)
        );

        Assert.That(both.Select(r => r?.Code), Is.EquivalentTo(new[] { null, "organisation.request_decided" }));
        Assert.That(
            await acts.WithDbAsync(db => db.Memberships.CountAsync(m => m.PersonId == people[1].PersonId)),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task Neither_a_stranger_nor_the_asking_person_lets_themselves_in()
    {
        await using var acts = await Acts.StartAsync();
        var people = await TwoAsync(acts);
        await A.OrganisationAsync(acts, people[0]);
        await A.CreateAsync(acts, people[1]);
        var request = await acts.WithDbAsync(db => db.JoinRequests.Select(r => r.Id).SingleAsync());

        var own = await DecideAsync(acts, request, MemberRole.Owner, true, people[1]);
        var refused = await DecideAsync(acts, request, null, true, people[0]);

        Assert.That(own?.Code, Is.EqualTo("organisation.owner_only"));
        Assert.That(refused, Is.Null);
        Assert.That(await acts.WithDbAsync(db => db.Memberships.CountAsync()), Is.EqualTo(1));
        Assert.That(
            await acts.WithDbAsync(db => db.OutboxMails.Select(m => m.To).ToListAsync()),
            Is.EquivalentTo(new[] { "lin@example.invalid", "mei@example.invalid" })
        );
    }

    [TestCase("12345678", "", "organisation.region_missing")]
    [TestCase("1234567", "香港", "entrant.registration_form")]
    [TestCase("C1234567", "香港", "entrant.temporary_registration")]
    [TestCase("ABCD1234", "香港", null)]
    public async Task What_cannot_be_is_refused_and_what_a_person_should_see_is_not(
        string registration,
        string region,
        string? code
    )
    {
        await using var acts = await Acts.StartAsync();
        var lin = await A.EntrantAsync(acts, "lin");

        var made = await A.CreateAsync(acts, lin, A.Details(registration: registration) with { Region = region });

        Assert.That(made.Refusal?.Code, Is.EqualTo(code));
    }

    private static async Task<Actor[]> TwoAsync(Acts acts) =>
        [await A.EntrantAsync(acts, "lin"), await A.EntrantAsync(acts, "mei")];

    internal static Task<Refusal?> DecideAsync(Acts acts, Guid request, MemberRole? grant, bool hadOwner, Actor by) =>
        acts.WithAsync((DecideJoinRequest act) => act.HandleAsync(new(request, grant, hadOwner, A.Site, by), default));
}

using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Results;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Results;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Results;

public class PublishResultsTests
{
    [Test]
    public async Task Nothing_is_published_by_one_person_and_once_by_two()
    {
        await using var edition = await A.EditionInResultsAsync();
        var asked = A.Must(await AskAsync(edition, A.Organizer));
        Assert.That(await PublicationsAsync(edition), Is.Empty);
        Assert.That((await DecideAsync(edition, asked, A.Organizer))?.Code, Is.EqualTo("approval.same_person"));

        var both = await Task.WhenAll(
            DecideAsync(edition, asked, A.Supervisor),
            DecideAsync(edition, asked, A.OtherOrganizer)
        );

        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "approval.already_decided" }));
        var published = (await PublicationsAsync(edition)).Single();
        Assert.That((published.Number, published.Json, published.Hash), Is.EqualTo((1, asked.Shown, asked.ShownHash)));
        Assert.That(published.Hash, Is.EqualTo(CanonicalJson.HashText(published.Json)));
        var notices = await edition.Acts.WithDbAsync(db => db.Notices.CountAsync(n => n.Kind == "result"));
        Assert.That(notices, Is.EqualTo(1));
    }

    [Test]
    public async Task Two_who_ask_at_once_make_one_request_and_the_sheet_is_the_same_every_time()
    {
        await using var edition = await A.EditionInResultsAsync(new StartLine(2));

        var both = await Task.WhenAll(AskAsync(edition, A.Organizer), AskAsync(edition, A.OtherOrganizer));
        var first = both.Single(b => b.Refusal is null).Value!;
        await DecideAsync(edition, first, A.Supervisor, approve: false);
        edition.Clock.Advance(TimeSpan.FromHours(3));
        var later = A.Must(await AskAsync(edition, A.OtherOrganizer));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "approval.already_open" }));
        Assert.That(later.ShownHash, Is.EqualTo(first.ShownHash));
    }

    [Test]
    public async Task A_request_that_slipped_in_beside_the_first_publishes_nothing_twice()
    {
        HeldSave<Approval> held = new() { IsArmed = false };
        await using var edition = await A.EditionInResultsAsync(held);
        var asked = A.Must(await AskAsync(edition, A.Organizer));
        held.IsArmed = true;
        var slipping = AskAsync(edition, A.OtherOrganizer); // has looked: nothing is published yet
        await held.IsHeld;
        A.Must(await DecideAsync(edition, asked, A.Supervisor));
        held.Release();

        var second = await slipping;
        var refusal = second.Refusal ?? await DecideAsync(edition, second.Value!, A.Supervisor);

        Assert.That(refusal?.Code, Is.EqualTo("results.already_published"));
        Assert.That(await PublicationsAsync(edition), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Certificates_are_numbered_per_award_without_gaps_or_doubles_best_first()
    {
        await using var edition = await A.EditionInResultsAsync();
        await PublishAsync(edition);

        var numbers = await edition.Acts.WithDbAsync(db => db.Certificates.Select(c => c.Number).ToListAsync());
        var sheet = ResultSheet.Parse((await PublicationsAsync(edition)).Single().Json);
        var awarded =
            sheet.Groups.SelectMany(g => g.Lines).Count(l => l.Award is not null)
            + sheet.Popular.Count(p => p.Award is not null);
        Assert.That(numbers, Has.Count.EqualTo(awarded).And.Not.Empty.And.Unique);
        foreach (var award in numbers.GroupBy(SeriesOf))
        {
            var serials = award.Select(SerialOf).Order().ToList();
            Assert.That(serials, Is.EqualTo(Enumerable.Range(1, serials.Count)), award.Key);
        }
    }

    [Test]
    public async Task A_certificate_is_revoked_by_two_people_and_stays_as_revoked()
    {
        await using var edition = await A.EditionInResultsAsync();
        await PublishAsync(edition);
        var number = await edition.Acts.WithDbAsync(db =>
            db.Certificates.OrderBy(c => c.Number).Select(c => c.Number).FirstAsync()
        );
        Assert.That((await RevokeAsync(edition, number, " ")).Refusal?.Code, Is.EqualTo("results.revocation_reason"));
        var asked = A.Must(await RevokeAsync(edition, number, "专利权被宣告无效"));
        Assert.That((await DecideAsync(edition, asked, A.Organizer))?.Code, Is.EqualTo("approval.same_person"));
        Assert.That((await CertificateAsync(edition, number)).RevokedAt, Is.Null);

        A.Must(await DecideAsync(edition, asked, A.Supervisor));

        var revoked = await CertificateAsync(edition, number);
        Assert.That(
            (revoked.RevokedAt, revoked.RevocationReason),
            Is.EqualTo(((DateTimeOffset?)edition.Clock.GetUtcNow(), "专利权被宣告无效"))
        );
        Assert.That((await RevokeAsync(edition, number, "再次")).Refusal?.Code, Is.EqualTo("results.already_revoked"));
    }

    private static async Task PublishAsync(A.Edition edition) =>
        A.Must(await DecideAsync(edition, A.Must(await AskAsync(edition, A.Organizer)), A.Supervisor));

    /// <summary>Of a number like <c>JGS-2026-G-001-K</c>: all before the serial.</summary>
    private static string SeriesOf(string number) => string.Join('-', number.Split('-')[..^2]);

    private static int SerialOf(string number) =>
        int.Parse(number.Split('-')[^2], System.Globalization.CultureInfo.InvariantCulture);

    private static Task<Outcome<Approval>> AskAsync(A.Edition edition, Actor actor) =>
        edition.Acts.WithAsync((PublishResults a) => a.HandleAsync(new(edition.Id, actor), default));

    private static Task<Outcome<Approval>> RevokeAsync(A.Edition edition, string number, string reason) =>
        edition.Acts.WithAsync((RevokeCertificate a) => a.HandleAsync(new(number, reason, A.Organizer), default));

    private static Task<Refusal?> DecideAsync(A.Edition edition, Approval asked, Actor second, bool approve = true) =>
        edition.Acts.WithAsync(
            (DecideApproval a) => a.HandleAsync(new(asked.Id, asked.ShownHash, approve, second), default)
        );

    private static Task<List<Publication>> PublicationsAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.Publications.AsNoTracking().ToListAsync());

    private static Task<Certificate> CertificateAsync(A.Edition edition, string number) =>
        edition.Acts.WithDbAsync(db => db.Certificates.AsNoTracking().SingleAsync(c => c.Number == number));
}

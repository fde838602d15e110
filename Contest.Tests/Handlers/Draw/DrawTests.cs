using Contest.Core;
using Contest.Core.Draw;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Draw;

public class DrawTests
{
    [Test]
    public async Task The_order_is_computed_again_from_the_published_bundle_alone()
    {
        await using var edition = await A.EditionInDrawAsync();
        await RevealedAsync(edition);

        A.Must((await A.DrawAsync(edition)).Refusal);

        var record = await RecordAsync(edition);
        var bundle = DrawBundle.Parse(record.Bundle!);
        Assert.That(bundle.Problems(), Is.Empty);
        Assert.That(record.BundleHash, Is.EqualTo(CanonicalJson.HashText(record.Bundle!)));
        var again = DrawBundle.Draw(bundle.Subject, bundle.Labels, bundle.Parties, bundle.Values, bundle.Kin);
        var slots = await edition.Acts.WithDbAsync(db =>
            (
                from f in db.Finalists
                join e in db.Entries on f.EntryId equals e.Id
                orderby f.Slot
                select e.Code
            ).ToListAsync()
        );
        Assert.That(slots, Is.EqualTo(again.Order));
        Assert.That(slots, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task A_code_that_does_not_hash_to_the_commitment_is_refused()
    {
        await using var edition = await A.EditionInDrawAsync();
        await CommittedAsync(edition);
        A.Must(await A.EnterAsync(edition));

        var wrong = await A.RevealAsync(edition, "organizer", A.CodeOf("supervisor"));
        var draw = await A.DrawAsync(edition);

        Assert.That(wrong?.Code, Is.EqualTo("lots.code-does-not-open"));
        Assert.That(draw.Refusal?.Code, Is.EqualTo("draw.not_revealed"));
        Assert.That((await RecordAsync(edition)).Commitments.Select(c => c.Secret), Is.All.Null);
    }

    [Test]
    public async Task Two_who_draw_at_once_draw_once()
    {
        await using var edition = await A.EditionInDrawAsync();
        await RevealedAsync(edition);

        var both = await Task.WhenAll(A.DrawAsync(edition), A.DrawAsync(edition));

        Assert.That(both.Select(b => b.Refusal?.Code), Is.EquivalentTo(new[] { null, "draw.already_drawn" }));
        var lines = await edition.Acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "DrawRunningOrder"));
        Assert.That(lines, Is.EqualTo(1));
    }

    [Test]
    public async Task A_party_commits_once_also_when_two_press_at_once()
    {
        await using var edition = await A.EditionInDrawAsync(new StartLine(2));

        var both = await Task.WhenAll(
            A.CommitAsync(edition, "organizer"),
            A.CommitAsync(edition, "organizer", A.CommitmentOf("other"))
        );

        Assert.That(both.Select(b => b?.Code), Is.EquivalentTo(new[] { null, "draw.already_committed" }));
    }

    [Test]
    public async Task No_public_values_before_all_have_committed_and_no_commitment_after_them()
    {
        await using var edition = await A.EditionInDrawAsync();
        A.Must(await A.CommitAsync(edition, "organizer"));
        A.Must(await A.CommitAsync(edition, "supervisor"));

        Assert.That((await A.EnterAsync(edition))?.Code, Is.EqualTo("draw.commitment_missing"));
        Assert.That((await A.RevealAsync(edition, "organizer"))?.Code, Is.EqualTo("draw.values_missing"));
        A.Must(await A.CommitAsync(edition, "entrants"));
        A.Must(await A.EnterAsync(edition));
        Assert.That((await A.EnterAsync(edition))?.Code, Is.EqualTo("draw.values_already_known"));
        Assert.That((await A.CommitAsync(edition, "organizer"))?.Code, Is.EqualTo("draw.values_already_known"));
    }

    private static async Task CommittedAsync(A.Edition edition)
    {
        foreach (var party in edition.Rulebook.Draw.Parties)
            A.Must(await A.CommitAsync(edition, party));
    }

    private static async Task RevealedAsync(A.Edition edition)
    {
        await CommittedAsync(edition);
        A.Must(await A.EnterAsync(edition));
        foreach (var party in edition.Rulebook.Draw.Parties)
            A.Must(await A.RevealAsync(edition, party));
    }

    private static Task<DrawRecord> RecordAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db => db.DrawRecords.AsNoTracking().Include(d => d.Commitments).SingleAsync());
}

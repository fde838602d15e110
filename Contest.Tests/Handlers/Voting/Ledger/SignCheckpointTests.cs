using Contest.Core;
using Contest.Core.Voting.Ledger;
using Contest.Infrastructure.People;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Voting.Ledger;

public class SignCheckpointTests
{
    [Test]
    public async Task A_ledger_that_grew_is_signed_once_an_hour_by_however_many_nodes_and_mailed_once()
    {
        await using var edition = await A.EditionInVotingAsync();
        await AddSupervisorAsync(edition);
        await using var node = edition.Acts.SecondNode();
        await A.CastAsync(edition, 3);
        await A.AppendAsync(edition.Acts);
        await using (var held = await HeldTable.HoldAsync(edition, "ledger_heads"))
        {
            var both = new[] { edition.Acts, node }.Select(A.SignAsync).ToList();
            await held.WaitForAsync(2);
            await held.ReleaseAsync();
            Assert.That((await Task.WhenAll(both)).Sum(), Is.EqualTo(1));
        }
        await A.CastAsync(edition, 3, from: 3);
        await A.AppendAsync(edition.Acts);
        Assert.That(await A.SignAsync(edition.Acts), Is.Zero, "within the same hour");
        edition.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await A.SignAsync(edition.Acts), Is.EqualTo(1));
        edition.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That(await A.SignAsync(edition.Acts), Is.Zero, "nothing new");

        var stored = await A.CheckpointsAsync(edition);
        var signed = SignedCheckpoint.ParseFile(
            string.Concat(stored.Select(c => new SignedCheckpoint(Checkpoint.Parse(c.Text), c.Signature).FileText))
        );
        Assert.That(signed.Select(c => c.Checkpoint.Size), Is.EqualTo(new[] { 3, 6 }));
        Assert.That(signed[1].Checkpoint.PreviousRoot, Is.EqualTo(signed[0].Checkpoint.Root));
        using var key = LedgerKey.Public((await A.HeadAsync(edition)).PublicKey);
        Assert.That(signed.Select(c => c.IsSignedBy(key)), Is.All.True);
        var mails = await edition.Acts.WithDbAsync(db =>
            db.OutboxMails.Where(m => m.Key!.StartsWith("ledger:")).ToListAsync()
        );
        Assert.That(mails.Select(m => m.To), Is.All.EqualTo("supervisor@example.test").And.Exactly(2).Items);
        Assert.That(mails.OrderBy(m => m.QueuedAt).Last().Body, Does.Contain(signed[1].FileText));
    }

    [Test]
    public async Task The_private_key_is_nowhere_in_the_clear()
    {
        await using var edition = await A.EditionInVotingAsync();

        var head = await A.HeadAsync(edition);

        Assert.That(() => Convert.FromBase64String(head.PrivateKey), Throws.InstanceOf<FormatException>());
        Assert.That(head.PublicKey, Has.Length.EqualTo(91));
    }

    [Test]
    public async Task A_key_nobody_can_open_is_replaced_before_the_first_signature_and_stops_the_closing_after_it()
    {
        await using var edition = await A.EditionInVotingAsync();
        var first = (await A.HeadAsync(edition)).PublicKey;
        await A.CastAsync(edition, 2);
        await A.AppendAsync(edition.Acts);
        await SpoilKeyAsync(edition);
        Assert.That(await A.SignAsync(edition.Acts), Is.EqualTo(1));
        Assert.That((await A.HeadAsync(edition)).PublicKey, Is.Not.EqualTo(first));
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "ReplaceLedgerKey")),
            Is.EqualTo(1)
        );

        await SpoilKeyAsync(edition);

        Assert.That(
            async () => await edition.CloseAsync(Stage.Voting),
            Throws.InvalidOperationException.With.Message.StartsWith("ledger.key_lost")
        );
        Assert.That(await edition.Acts.WithDbAsync(db => db.TallySheets.CountAsync()), Is.Zero);
    }

    private static Task<int> SpoilKeyAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db =>
            db.LedgerHeads.ExecuteUpdateAsync(h => h.SetProperty(x => x.PrivateKey, "c3BvaWx0"))
        );

    private static Task<int> AddSupervisorAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(db =>
        {
            db.Users.Add(
                new Person
                {
                    Id = Guid.CreateVersion7(),
                    DisplayName = "监督员",
                    Email = "supervisor@example.test",
                    UserName = "supervisor@example.test",
                    Role = Role.Supervisor,
                }
            );
            return db.SaveChangesAsync();
        });
}

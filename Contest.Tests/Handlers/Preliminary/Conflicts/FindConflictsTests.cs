using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Core.Registration.Drafts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary.Conflicts;

public sealed class FindConflictsTests
{
    private StartLine _line = null!;
    private A.Edition _edition = null!;
    private Guid _judge;
    private Guid _entry;

    [SetUp]
    public async Task PrepareAsync()
    {
        _line = new(2) { IsArmed = false };
        _edition = await A.EditionInVotingAsync(_line);
        _judge = await _edition.Acts.WithDbAsync(db => db.Judges.OrderBy(j => j.Name).Select(j => j.Id).FirstAsync());
        _entry = (await _edition.EntriesAsync())[0].Id;
    }

    [TearDown]
    public async Task CleanAsync() => await _edition.DisposeAsync();

    [Test]
    public async Task Facts_of_the_pool_become_hits_once_and_a_decided_one_stays_decided()
    {
        Assert.That(await A.FindConflictsAsync(_edition), Is.Zero, "nobody in this edition knows anybody");
        var entrant = await EntrantAsync();
        await WithExpertAsync(e =>
            e.Interests.Add(
                new()
                {
                    Id = Guid.CreateVersion7(),
                    Kind = InterestKind.Stake,
                    With = entrant,
                }
            )
        );

        Assert.That(await A.FindConflictsAsync(_edition, _judge), Is.GreaterThan(0));
        Assert.That(await A.FindConflictsAsync(_edition, _judge), Is.Zero, "found twice");
        Assert.That(await A.FindConflictsAsync(_edition), Is.Zero, "found again with the whole edition");
        var hit = (await A.ConflictsAsync(_edition)).First(c => c.EntryId == _entry);
        Assert.That(
            (hit.JudgeId, hit.Kind, hit.Decision),
            Is.EqualTo((_judge, ConflictKind.Declared, ConflictDecision.Open))
        );
        Assert.That(ConflictEvidence.Read(hit.Evidence).Arguments, Is.EqualTo(new[] { entrant }));

        await _edition.Acts.WithDbAsync(db =>
            db.Conflicts.ExecuteUpdateAsync(c =>
                c.SetProperty(x => x.Decision, ConflictDecision.Dismissed).SetProperty(x => x.DecidedAt, x => x.FoundAt)
            )
        );
        Assert.That(await A.FindConflictsAsync(_edition), Is.Zero, "a decided hit was found anew");
    }

    [Test]
    public async Task An_entrants_avoid_list_is_found_with_its_reason_and_ends_with_the_rulebooks_number()
    {
        await _edition.Acts.WithDbAsync(db =>
        {
            db.EntryFields.AddRange(
                new()
                {
                    EntryId = _entry,
                    Path = $"project/{AvoidedFields.Name(1)}",
                    Value = " 评委 1 ",
                },
                new()
                {
                    EntryId = _entry,
                    Path = $"project/{AvoidedFields.Reason(1)}",
                    Value = "曾为诉讼对方",
                },
                new()
                {
                    EntryId = _entry,
                    Path = $"project/{AvoidedFields.Name(5)}",
                    Value = "评委2",
                }
            );
            return db.SaveChangesAsync();
        });

        Assert.That(_edition.Rulebook.Preliminary.MostAvoided, Is.EqualTo(2));
        Assert.That(await A.FindConflictsAsync(_edition, entry: _entry), Is.EqualTo(1));
        var hit = (await A.ConflictsAsync(_edition)).Single();
        Assert.That((hit.JudgeId, hit.Kind), Is.EqualTo((_judge, ConflictKind.Avoided)));
        Assert.That(ConflictEvidence.Read(hit.Evidence).Arguments[1], Is.EqualTo("曾为诉讼对方"));
    }

    [Test]
    public async Task Two_who_look_at_once_record_a_hit_once()
    {
        var entrant = await EntrantAsync();
        await WithExpertAsync(e => e.Employments[0].Name = entrant);

        _line.IsArmed = true;
        var found = await Task.WhenAll(A.FindConflictsAsync(_edition), A.FindConflictsAsync(_edition));

        Assert.That(found.Min(), Is.Zero);
        Assert.That(found.Max(), Is.EqualTo((await A.ConflictsAsync(_edition)).Count).And.GreaterThan(0));
    }

    private Task<string> EntrantAsync() =>
        _edition.Acts.WithDbAsync(db =>
            db.Participations.Where(p => p.EntryId == _entry && p.Position == 1)
                .Select(p => p.Entrant.Name)
                .SingleAsync()
        );

    private Task<int> WithExpertAsync(Action<Expert> change) =>
        _edition.Acts.WithDbAsync(async db =>
        {
            var id = await db.Judges.Where(j => j.Id == _judge).Select(j => j.ExpertId).SingleAsync();
            var expert = await db
                .Experts.Include(e => e.Employments)
                .Include(e => e.Interests)
                .SingleAsync(e => e.Id == id);
            change(expert);
            return await db.SaveChangesAsync();
        });
}

using System.Data.Common;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Results;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Registration;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Handlers.Registration;

public class KnownPatentsTests
{
    [Test]
    public async Task The_same_patent_is_found_by_number_publication_and_family_in_this_and_an_earlier_edition()
    {
        await using var acts = await Acts.StartAsync();
        var (earlier, now) = await TwoEditionsAsync(acts);
        var own = await AddAsync(acts, now, 1, EntryState.Draft, "202419999991.X", "CN112330675B", "PCT/CN2024/000001");
        var number = await AddAsync(acts, earlier, 1, EntryState.Accepted, "202419999991.X");
        var published = await AddAsync(acts, now, 2, EntryState.Submitted, "202419999992.4", "CN 112330675 A");
        var family = await AddAsync(
            acts,
            now,
            3,
            EntryState.Rejected,
            "202419999993.9",
            "",
            "WO2024/1；PCT/CN2024/000001"
        );
        await AddAsync(acts, now, 4, EntryState.Draft, "202419999991.X");
        await AddAsync(acts, now, 5, EntryState.Withdrawn, "202419999991.X");
        await AddAsync(acts, now, 6, EntryState.Submitted, "202329999990.6");
        await AwardAsync(acts, earlier, number);

        var facts = await FactsAsync(acts, own, isReviewer: true);

        Assert.That(
            facts.Known.Select(k => (k.EntryId, k.IsThisEdition, k.Award)),
            Is.EquivalentTo(
                new (Guid, bool, string?)[] { (number, false, "金奖"), (published, true, null), (family, true, null) }
            )
        );
        Assert.That(facts.Known.Select(k => k.EntryTitle), Is.All.StartWith("项目"));
        Assert.That(
            await FactsAsync(acts, number, isReviewer: true),
            Has.Property(nameof(EntryFacts.Known)).Empty,
            "an earlier edition knows nothing of a later one"
        );
    }

    [Test]
    public async Task An_entrant_learns_that_a_patent_stands_elsewhere_but_no_title_that_is_not_public()
    {
        await using var acts = await Acts.StartAsync();
        var (_, now) = await TwoEditionsAsync(acts);
        var own = await AddAsync(acts, now, 1, EntryState.Draft, "202419999991.X");
        await AddAsync(acts, now, 2, EntryState.Submitted, "202419999991.X");
        await AddAsync(acts, now, 3, EntryState.Accepted, "202419999991.X");

        var facts = await FactsAsync(acts, own, isReviewer: false);

        Assert.That(facts.Known.Select(k => k.EntryTitle), Is.EqualTo(new[] { "", "项目3" }));
    }

    [Test]
    public async Task Other_entries_of_an_entrant_are_counted_by_its_part_in_this_edition()
    {
        await using var acts = await Acts.StartAsync();
        var (earlier, now) = await TwoEditionsAsync(acts);
        var entrant = Organisation();
        await acts.WithDbAsync(db =>
        {
            db.Add(entrant);
            return db.SaveChangesAsync();
        });
        var own = await AddAsync(acts, now, 1, EntryState.Draft, "", entrant: (entrant.Id, 1));
        await AddAsync(acts, now, 2, EntryState.Submitted, "", entrant: (entrant.Id, 1));
        await AddAsync(acts, now, 3, EntryState.Accepted, "", entrant: (entrant.Id, 2));
        await AddAsync(acts, now, 4, EntryState.Draft, "", entrant: (entrant.Id, 1));
        await AddAsync(acts, now, 5, EntryState.Rejected, "", entrant: (entrant.Id, 1));
        await AddAsync(acts, earlier, 1, EntryState.Accepted, "", entrant: (entrant.Id, 1));

        var facts = await FactsAsync(acts, own, isReviewer: true);

        Assert.That(
            facts.Others,
            Is.EqualTo(new[] { new OtherEntries(IdentifierKind.CreditCode, entrant.Identifier, 1, 1) })
        );
    }

    [Test]
    public async Task The_number_of_queries_does_not_grow_with_the_patents()
    {
        Counter counter = new();
        await using var acts = await Acts.StartAsync(counter);
        var (earlier, now) = await TwoEditionsAsync(acts);
        var one = await AddAsync(acts, now, 1, EntryState.Draft, "202419999991.X");
        await AddAsync(acts, earlier, 1, EntryState.Accepted, "202419999991.X");
        var few = await counter.DuringAsync(() => FactsAsync(acts, one, isReviewer: true));
        for (var n = 0; n < 30; n++)
        {
            var digits = $"2024199999{n:00}";
            var number = $"{digits}.{PatentNumber.CheckCharacterOf(digits)}";
            await acts.WithDbAsync(db =>
            {
                db.Add(Patent(one, n + 2, number));
                return db.SaveChangesAsync();
            });
            await AddAsync(acts, earlier, n + 2, EntryState.Accepted, number);
        }

        var many = await counter.DuringAsync(() => FactsAsync(acts, one, isReviewer: true));

        Assert.That((few.Known.Count, many.Known.Count), Is.EqualTo((1, 31)));
        Assert.That(counter.Counts[1], Is.EqualTo(counter.Counts[0]));
    }

    [Test]
    public async Task Many_entries_asked_of_at_once_get_the_facts_each_would_get_alone()
    {
        Counter counter = new();
        await using var acts = await Acts.StartAsync(counter);
        var (earlier, now) = await TwoEditionsAsync(acts);
        var entrant = Organisation();
        RecommendingUnit unit = new()
        {
            Id = Guid.CreateVersion7(),
            CompetitionId = now,
            Name = "甲局",
            NameKey = "甲局",
            Quota = 1,
            Position = 1,
        };
        await acts.WithDbAsync(db =>
        {
            db.AddRange(entrant, unit);
            return db.SaveChangesAsync();
        });
        List<Guid> asked =
        [
            await AddAsync(acts, now, 1, EntryState.Submitted, "202419999991.X", "CN112330675B", "PCT/CN2024/000001"),
            await AddAsync(
                acts,
                now,
                2,
                EntryState.Submitted,
                "202419999992.4",
                "CN 112330675 A",
                entrant: (entrant.Id, 1)
            ),
            await AddAsync(acts, now, 3, EntryState.Returned, "202419999991.X", entrant: (entrant.Id, 2)),
            await AddAsync(acts, now, 4, EntryState.Submitted, "202329999990.6"),
            await AddAsync(acts, now, 5, EntryState.Submitted, ""),
        ];
        await AddAsync(acts, now, 6, EntryState.Draft, "202419999991.X", entrant: (entrant.Id, 1));
        await AwardAsync(acts, earlier, await AddAsync(acts, earlier, 1, EntryState.Accepted, "202419999991.X"));
        await acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Number == 2 || e.Number == 4)
                .ExecuteUpdateAsync(e =>
                    e.SetProperty(x => x.Recommender, "甲局")
                        .SetProperty(x => x.RecommenderKey, "甲局")
                        .SetProperty(x => x.RecommenderUnitId, unit.Id)
                )
        );

        var whole = new List<Entry>();
        foreach (var id in asked)
            whole.Add((await acts.WithDbAsync(db => db.WholeEntryAsync(now, id, default)))!);
        var many = await counter.DuringAsync(() => acts.WithDbAsync(db => db.FactsOfManyAsync(now, whole, default)));
        await counter.DuringAsync(() => acts.WithDbAsync(db => db.FactsOfManyAsync(now, whole[..1], default)));

        foreach (var id in asked)
            Assert.That(
                CanonicalJson.Write(many[id]),
                Is.EqualTo(CanonicalJson.Write(await FactsAsync(acts, id, isReviewer: true)))
            );
        Assert.That(many.Values.Select(f => f.Known.Count), Is.EqualTo(new[] { 3, 1, 2, 0, 0 }));
        Assert.That(many.Values.Select(f => f.Others.Count), Is.EqualTo(new[] { 0, 1, 1, 0, 0 }));
        Assert.That(many.Values.Select(f => f.Unit?.HandedIn), Is.EqualTo(new int?[] { null, 1, null, 1, null }));
        Assert.That(counter.Counts[0], Is.EqualTo(counter.Counts[1]));
    }

    private static async Task<(Guid Earlier, Guid Now)> TwoEditionsAsync(Acts acts)
    {
        var today = DateOnly.FromDateTime(acts.Clock.GetUtcNow().UtcDateTime);
        var earlier = await MakeAsync(acts, "test-2025", today);
        acts.Clock.Advance(TimeSpan.FromMinutes(1));
        return (earlier, await MakeAsync(acts, "test-2026", today));
    }

    private static async Task<Guid> MakeAsync(Acts acts, string slug, DateOnly day) =>
        (
            await acts.WithAsync(
                (CreateCompetition act) =>
                    act.HandleAsync(new(slug, "jianggao-like", day, Actor.Console), CancellationToken.None)
            )
        )
            .Value!
            .Id;

    private static Entrant Organisation() =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Name = "甲",
            NameKey = "甲",
            Kind = EntrantKind.Company,
            IdentifierKind = IdentifierKind.CreditCode,
            Identifier = "91350211M0000XUF46",
            Region = "广州",
        };

    private static Task<EntryFacts> FactsAsync(Acts acts, Guid entry, bool isReviewer) =>
        acts.WithDbAsync(async db =>
        {
            var edition = db.Entries.Single(e => e.Id == entry).CompetitionId;
            var whole = await db.WholeEntryAsync(edition, entry, CancellationToken.None);
            return await db.FactsOfAsync(whole!, isReviewer, CancellationToken.None);
        });

    private static async Task<Guid> AddAsync(
        Acts acts,
        Guid edition,
        int number,
        EntryState state,
        string patent,
        string publication = "",
        string family = "",
        (Guid Id, int Position)? entrant = null
    )
    {
        Entry entry = new()
        {
            Id = Guid.CreateVersion7(),
            CompetitionId = edition,
            Number = number,
            Code = state == EntryState.Accepted ? $"A{number:00}" : null,
            Title = $"项目{number}",
            Industry = "",
            Summary = "",
            ContactName = "",
            ContactPhone = "",
            ContactEmail = "",
            State = state,
        };
        if (patent.Length > 0)
            entry.Patents.Add(Patent(entry.Id, 1, patent, publication, family));
        if (entrant is { } part)
            entry.Participations.Add(
                new()
                {
                    EntryId = entry.Id,
                    EntrantId = part.Id,
                    Position = part.Position,
                }
            );
        await acts.WithDbAsync(db =>
        {
            db.Add(entry);
            return db.SaveChangesAsync();
        });
        return entry.Id;
    }

    private static Patent Patent(
        Guid entry,
        int position,
        string number,
        string publication = "",
        string family = ""
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            EntryId = entry,
            Position = position,
            Number = number,
            NumberKey = number,
            Title = "一种",
            Kind = PatentKind.Invention,
            Owners = "甲",
            Inventors = "",
            LegalStatus = "授权有效",
            PublicationNumber = publication,
            Family = family,
        };

    private static Task<int> AwardAsync(Acts acts, Guid edition, Guid entry) =>
        acts.WithDbAsync(db =>
        {
            Publication publication = new()
            {
                Id = Guid.CreateVersion7(),
                CompetitionId = edition,
                Number = 1,
                Json = "{}",
                Hash = new string('0', 64),
                PublishedBy = "甲",
                ApprovedBy = "乙",
                PublishedAt = acts.Clock.GetUtcNow(),
            };
            db.Add(publication);
            db.Add(
                new Certificate
                {
                    Number = "T-2025-G-001-K",
                    CompetitionId = edition,
                    PublicationId = publication.Id,
                    EntryId = entry,
                    Award = Presets.Get("jianggao-like").Awards[0].Code,
                    Facts = "{}",
                    IssuedAt = acts.Clock.GetUtcNow(),
                }
            );
            return db.SaveChangesAsync();
        });

    /// <summary>Counts the queries sent.</summary>
    private sealed class Counter : DbCommandInterceptor
    {
        private int _sent;

        public List<int> Counts { get; } = [];

        public async Task<T> DuringAsync<T>(Func<Task<T>> act)
        {
            var before = _sent;
            var answer = await act();
            Counts.Add(_sent - before);
            return answer;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Interlocked.Increment(ref _sent);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}

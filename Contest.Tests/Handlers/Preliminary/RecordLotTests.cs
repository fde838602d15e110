using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>Level on the line where the rulebook says draw: the lot is recorded by two people, then the list can be confirmed.</summary>
public class RecordLotTests
{
    [Test]
    public async Task The_lot_fills_exactly_the_places_left_from_exactly_the_level_and_then_two_people_confirm()
    {
        await using var edition = await AllLevelAsync();
        var unconfirmed = await A.AskToConfirmAsync(edition);
        var groups = await GroupsAsync(edition);
        Assert.That(groups.Select(g => (g.Level.Count, g.PlacesLeft)), Is.All.EqualTo((6, 3)));
        var level = groups[0].Level.Select(s => s.Label).ToList();

        var tooFew = await LotAsync(edition, groups[0].Group, [level[0], level[1]]);
        var twice = await LotAsync(edition, groups[0].Group, [level[0], level[0], level[1]]);
        var stranger = await LotAsync(edition, groups[0].Group, [level[0], level[1], groups[1].Level[0].Label]);
        var silent = await LotAsync(edition, groups[0].Group, [.. level.Take(3)], witnesses: " ");
        foreach (var group in groups)
        {
            var chosen = group.Level.Select(s => s.Label).Where((_, nth) => nth % 2 == 1).ToList();
            A.Must(await A.DecideAsync(edition, A.Must(await LotAsync(edition, group.Group, chosen))));
        }
        var again = await LotAsync(edition, groups[0].Group, [.. level.Take(3)]);
        await edition.ConfirmAsync();

        Assert.That(unconfirmed.Refusal!.Code, Is.EqualTo("judging.level_on_the_line"));
        Assert.That(tooFew.Refusal!.Code, Is.EqualTo("standing.lot_places"));
        Assert.That(twice.Refusal!.Code, Is.EqualTo("standing.lot_places"));
        Assert.That(stranger.Refusal!.Code, Is.EqualTo("standing.lot_places"));
        Assert.That(silent.Refusal!.Code, Is.EqualTo("standing.lot_words"));
        Assert.That(again.Refusal!.Code, Is.EqualTo("standing.no_lot_needed"));
        var finalists = await edition.Acts.WithDbAsync(db => db.Finalists.Select(f => f.EntryId).ToListAsync());
        Assert.That(
            finalists,
            Is.EquivalentTo(groups.SelectMany(g => g.Level.Where((_, nth) => nth % 2 == 1).Select(s => s.EntryId)))
        );
    }

    [Test]
    public async Task Two_second_people_at_once_record_one_lot()
    {
        StartLine line = new(2) { IsArmed = false };
        await using var edition = await AllLevelAsync(line);
        var group = (await GroupsAsync(edition))[0];
        var approval = A.Must(await LotAsync(edition, group.Group, [.. group.Level.Take(3).Select(s => s.Label)]));

        line.IsArmed = true;
        var both = await Task.WhenAll(
            A.DecideAsync(edition, approval),
            A.DecideAsync(edition, approval, A.OtherOrganizer)
        );

        Assert.That(both.Count(r => r is null), Is.EqualTo(1));
        Assert.That(await edition.Acts.WithDbAsync(db => db.LineLots.CountAsync()), Is.EqualTo(1));
    }

    private static Task<Outcome<Approval>> LotAsync(
        A.Edition edition,
        string group,
        IReadOnlyList<string> chosen,
        string witnesses = "公证员 秦守正"
    ) =>
        edition.Acts.WithAsync(
            (RecordLot a) =>
                a.HandleAsync(
                    new(edition.Id, group, chosen, witnesses, "现场抽签", edition.Clock.GetUtcNow(), A.Organizer),
                    default
                )
        );

    private static Task<IReadOnlyList<GroupAdvancement>> GroupsAsync(A.Edition edition) =>
        edition.Acts.WithDbAsync(async db =>
            await db.AdvancementAsync(
                (await db.StandingsOfAsync(edition.Id, Stage.Preliminary, default))!,
                edition.Rulebook,
                default
            )
        );

    /// <summary>Every sheet says the same: six entries a group, all level, three places.</summary>
    private static async Task<A.Edition> AllLevelAsync(IInterceptor? line = null)
    {
        var edition = await (await A.EditionInPreliminaryAsync(line)).WithRulesAsync(r =>
            r with
            {
                Cuts = [.. r.Cuts.Select(c => c with { Rule = c.Rule with { Level = LevelOnTheLine.Draw } })],
            }
        );
        foreach (var sheet in await A.SheetsAsync(edition))
            A.Must(
                A.Must(
                    await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, new Random(4)))
                ).Refusal
            );
        await edition.CloseAsync(Stage.Voting);
        await edition.CloseAsync(Stage.Preliminary);
        return edition;
    }
}

using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Preliminary;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Preliminary;

public class ComputeStandingsTests
{
    [Test]
    public async Task The_standings_kept_are_Cores_on_the_marks_the_judges_gave()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var rules = edition.Rulebook.Preliminary;
        Random chance = new(77);
        List<(A.SheetOf Sheet, SheetUpdate Marks)> given = [];
        foreach (var sheet in await A.SheetsAsync(edition))
        {
            var marks = A.FullSheet(rules, chance);
            A.Must(A.Must(await A.SaveAsync(edition, sheet, marks)).Refusal);
            given.Add((sheet, marks));
        }
        var entries = await edition.EntriesAsync();
        await edition.CloseAsync(Stage.Voting);
        await edition.CloseAsync(Stage.Preliminary);

        var byCore = Standings.Of(
            [
                .. entries.Select(e => new MarkedEntry(
                    e.Id,
                    e.Code!,
                    e.Group!,
                    "",
                    [
                        .. given
                            .Where(g => g.Sheet.EntryId == e.Id)
                            .OrderBy(g => g.Sheet.Judge, StringComparer.Ordinal)
                            .Select(g => new MarkedSheet(
                                g.Sheet.Judge,
                                SheetRules.Total(rules, g.Marks.Set),
                                rules.Sheet.ToDictionary(
                                    c => c.Code,
                                    c => SheetRules.Points(g.Marks.Set, c.Code)!.Value
                                )
                            )),
                    ]
                )),
            ],
            edition.Rulebook.StandingRules()
        );
        var kept = await edition.Acts.WithDbAsync(db => db.StandingSheets.SingleAsync());
        Assert.That(
            CanonicalJson.Read<Standings>(kept.Json).Groups.SelectMany(g => g.Standings).Select(Short),
            Is.EqualTo(byCore.Groups.SelectMany(g => g.Standings).Select(Short))
        );
        Assert.That(kept.Hash, Is.EqualTo(CanonicalJson.HashText(kept.Json)));
        Assert.That(await edition.Acts.WithDbAsync(db => db.Finalists.CountAsync()), Is.Zero, "nobody goes on yet");
        await edition.ConfirmAsync();
        var best = byCore.Groups.SelectMany(g => g.Standings.Where(s => s.Rank <= 3)).Select(s => s.EntryId);
        var finalists = await edition.Acts.WithDbAsync(db => db.Finalists.Select(f => f.EntryId).ToListAsync());
        Assert.That(finalists, Is.EquivalentTo(best));
    }

    [Test]
    public async Task A_sheet_in_flight_when_the_round_closes_counts()
    {
        HeldSave<Mark> held = new() { IsArmed = false };
        await using var edition = await A.EditionInPreliminaryAsync(held);
        var sheets = await A.SheetsAsync(edition);
        Random chance = new(5);
        foreach (var sheet in sheets.Skip(1))
            A.Must(
                A.Must(await A.SaveAsync(edition, sheet, A.FullSheet(edition.Rulebook.Preliminary, chance))).Refusal
            );
        held.IsArmed = true;
        var last = A.SaveAsync(edition, sheets[0], A.FullSheet(edition.Rulebook.Preliminary, chance));
        await held.IsHeld;

        var closing = edition.CloseAsync(Stage.Preliminary);
        var waits = await Task.WhenAny(closing, Task.Delay(400)) != closing;
        held.Release();

        Assert.That(A.Must(await last).IsSubmitted);
        await closing;
        Assert.That(waits, "the round closed over a sheet in flight");
        var marks = await edition.Acts.WithDbAsync(db => db.Marks.CountAsync());
        Assert.That(marks, Is.EqualTo(sheets.Count * edition.Rulebook.Preliminary.Sheet.Count));
    }

    private static string Short(Standing s) => $"{s.Group} {s.Rank} {s.Label} {s.Score:0.##} {s.IsJoint}";
}

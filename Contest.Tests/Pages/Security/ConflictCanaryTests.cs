using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Conflicts;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Pages.Security;

/// <summary>
/// What an entrant says of a judge, the evidence against a judge and the reason of a decision, looked for in every answer
/// about judges and entries to every kind of viewer: organizers and the supervisor read it, the entrant its own list alone.
/// </summary>
public sealed class ConflictCanaryTests
{
    private const string Avoided = "kanarie-avoided";
    private const string Evidence = "kanarie-evidence";
    private const string Reason = "kanarie-reason";

    [Test]
    public async Task No_judge_and_no_stranger_reads_an_avoid_list_a_hit_or_its_reason()
    {
        await using var app = await ContestApp.StartAtAsync(DemoStage.Preliminary);
        await PlantAsync(app);
        List<string> seen = [];
        HashSet<string> sung = [];
        foreach (var viewer in Crawl.Viewers)
        {
            using Visitor visitor = new(app);
            await Crawl.SignInAsync(app, visitor, viewer);
            var mayRead = viewer.Role is Role.Organizer or Role.Supervisor;
            foreach (var path in (await Crawl.PathsAsync(app, viewer.Role)).Where(IsNear))
            {
                var text = await Crawl.ReadAsync(visitor, path);
                foreach (var word in new[] { Avoided, Evidence, Reason }.Where(text.Contains))
                    if (mayRead)
                        sung.Add(word);
                    else
                        seen.Add($"{viewer.Name} {path}: {word}");
            }
        }

        Assert.That(seen, Is.Empty);
        Assert.That(sung, Is.SupersetOf(new[] { Evidence, Reason }), "shown to nobody at all: nothing would be proved");
    }

    /// <summary>Where judges, entries and decisions are; the crawl of everything is another test's.</summary>
    private static bool IsNear(string path) =>
        new[] { "jury", "sheets", "entries", "approvals", "audit" }.Any(word =>
            path.Contains(word, StringComparison.Ordinal)
        );

    /// <summary>On an entry of nobody who signs in, against a judge with an untouched sheet of it.</summary>
    private static async Task PlantAsync(ContestApp app)
    {
        var sheet = (await DemoJury.UntouchedAsync(app))[0];
        await app.WithDbAsync(async db =>
        {
            var stored = await db.JudgeSheets.AsNoTracking().SingleAsync(s => s.Id == sheet.Id);
            db.EntryFields.AddRange(
                new()
                {
                    EntryId = stored.EntryId,
                    Path = $"project/{AvoidedFields.Name(1)}",
                    Value = Avoided,
                },
                new()
                {
                    EntryId = stored.EntryId,
                    Path = $"project/{AvoidedFields.Reason(1)}",
                    Value = Avoided,
                }
            );
            db.Conflicts.Add(
                new()
                {
                    Id = Guid.CreateVersion7(),
                    CompetitionId = stored.CompetitionId,
                    JudgeId = stored.JudgeId,
                    EntryId = stored.EntryId,
                    Kind = ConflictKind.Avoided,
                    Evidence = ConflictEvidence.Of("conflict.avoided", sheet.Judge, Evidence).Write(),
                    FoundAt = app.Clock.GetUtcNow(),
                    Decision = ConflictDecision.Upheld,
                    DecidedAt = app.Clock.GetUtcNow(),
                    DecidedByName = "组委会",
                    Reason = Reason,
                }
            );
            return await db.SaveChangesAsync();
        });
    }
}

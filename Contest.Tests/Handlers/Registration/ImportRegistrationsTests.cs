using Contest.Core.Registration;
using Contest.Infrastructure.Demo;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Contest.Tests.Handlers.Registration;

public class ImportRegistrationsTests
{
    [Test]
    public async Task The_corrected_workbook_becomes_entries_with_their_entrants_and_patents()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);

        var done = await A.ImportAsync(acts, edition);

        Assert.That(done.Refusal?.Message, Is.Null);
        Assert.That((done.Value!.Entries, done.Value.Entrants, done.Value.Patents), Is.EqualTo((70, 84, 457)));
        Assert.That(await CountsAsync(acts), Is.EqualTo((70, 84, 85, 457, 1)));
        var first = await acts.WithDbAsync(db =>
            db.Entries.Include(e => e.Patents)
                .Include(e => e.Participations)
                    .ThenInclude(p => p.Entrant)
                .SingleAsync(e => e.Number == 1)
        );
        Assert.That(
            (first.State, first.ContactPhone, first.Code, first.Patents.Count(p => p.IsCore)),
            Is.EqualTo((EntryState.Submitted, "+8617485483933", (string?)null, 1))
        );
        Assert.That(
            first.Participations.Select(p => (p.Entrant.Identifier, p.RevenueWan, p.IsLead)),
            Is.EqualTo(new[] { ("91000000MA37123179", (decimal?)59942.08m, true) })
        );
        Assert.That(
            first.Patents.Single(p => p.Position == 1),
            Has.Property("NumberKey")
                .EqualTo("201619972352.X")
                .And.Property("FiledOn")
                .EqualTo(new DateOnly(2016, 9, 4))
        );
        Assert.That(
            await acts.WithDbAsync(db => db.AuditEvents.CountAsync(e => e.Act == "ImportRegistrations")),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task A_workbook_with_errors_brings_nothing()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);

        var refused = await A.ImportAsync(acts, edition, DemoWorkbook.File());

        Assert.That(refused.Refusal!.Code, Is.EqualTo("import.has_errors"));
        Assert.That(await CountsAsync(acts), Is.EqualTo((0, 0, 0, 0, 0)));
    }

    [Test]
    public async Task Beyond_the_highest_number_nothing_is_imported_and_nothing_is_started()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        await A.StartEntryAsync(acts, edition);
        var last = (await A.StartEntryAsync(acts, edition)).Value;
        await acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == last)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.Number, EntryNumbers.Highest))
        );

        var imported = await A.ImportAsync(acts, edition, DemoWorkbook.CorrectedFile());
        var started = await A.StartEntryAsync(acts, edition);

        Assert.That(
            new[] { imported.Refusal, started.Refusal }.Select(r => (r?.Code, r?.Arguments[0])),
            Is.EqualTo(new (string?, object?)[] { ("import.no_number", 32767), ("entry.no_number", 32767) })
        );
        Assert.That(await acts.WithDbAsync(db => db.Entries.CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task Warnings_must_be_accepted_and_the_same_file_comes_once()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var file = DemoWorkbook.CorrectedFile();

        var unseen = await A.ImportAsync(acts, edition, file, acceptWarnings: false);
        var done = await A.ImportAsync(acts, edition, file);
        var again = await A.ImportAsync(acts, edition, file);

        Assert.That(
            new[] { unseen.Refusal?.Code, done.Refusal?.Code, again.Refusal?.Code },
            Is.EqualTo(new[] { "import.has_warnings", null, "import.same_file" })
        );
        Assert.That(await CountsAsync(acts), Is.EqualTo((70, 84, 85, 457, 1)));
    }

    [TestCase(false, false, "stage.not_open_yet")]
    [TestCase(true, true, "stage.is_closed")]
    public async Task Registration_must_be_open(bool opened, bool closed, string code)
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var now = acts.Clock.GetUtcNow();
        await A.SetStageAsync(acts, edition, opened ? now : null, closed ? now : null);

        Assert.That((await A.ImportAsync(acts, edition)).Refusal?.Code, Is.EqualTo(code));
        Assert.That(await CountsAsync(acts), Is.EqualTo((0, 0, 0, 0, 0)));
    }

    [Test]
    public async Task Two_imports_of_one_file_at_once_bring_it_once()
    {
        await using var acts = await Acts.StartAsync();
        var edition = await A.EditionInRegistrationAsync(acts);
        var file = DemoWorkbook.CorrectedFile();

        var both = await Task.WhenAll(A.ImportAsync(acts, edition, file), A.ImportAsync(acts, edition, file));

        Assert.That(both.Count(o => o.Refusal is null), Is.EqualTo(1));
        Assert.That(
            both.Single(o => o.Refusal is not null).Refusal!.Code,
            Is.EqualTo("import.collision").Or.EqualTo("import.same_file")
        );
        Assert.That(await CountsAsync(acts), Is.EqualTo((70, 84, 85, 457, 1)));
    }

    private static Task<(int, int, int, int, int)> CountsAsync(Acts acts) =>
        acts.WithDbAsync(async db =>
            (
                await db.Entries.CountAsync(),
                await db.Entrants.CountAsync(),
                await db.Participations.CountAsync(),
                await db.Patents.CountAsync(),
                await db.ImportRuns.CountAsync()
            )
        );
}

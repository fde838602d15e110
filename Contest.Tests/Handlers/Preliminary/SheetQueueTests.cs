using Contest.Core;
using Contest.Core.Preliminary;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Tests.Handlers.Preliminary;

/// <summary>Saves that share a transaction (decision 0015): none waits for another, none is lost, none is there twice.</summary>
public class SheetQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Many_judges_who_save_at_once_share_transactions()
    {
        await using var edition = await EditionAsync();
        var sheets = await A.SheetsAsync(edition);
        await using var held = await HeldTable.HoldAsync(edition, "sheet_patches");

        var saves = sheets.Select((s, n) => A.SaveAsync(edition, s, Points("tablet", 1, $"{n % 10}"))).ToList();
        await held.WaitForAsync(1);
        await held.ReleaseAsync();

        Assert.That((await Task.WhenAll(saves)).Select(a => A.Must(a).Status), Is.All.EqualTo(SheetAnswer.Saved));
        var kept = await edition.Acts.WithDbAsync(db => db.JudgeSheets.CountAsync(s => s.Version == 1));
        Assert.That(kept, Is.EqualTo(sheets.Count));
        var transactions = await edition.Acts.WithDbAsync(db =>
            db.Database.SqlQuery<int>($"select count(distinct xmin::text)::int as \"Value\" from sheet_patches")
                .SingleAsync()
        );
        Assert.That(transactions, Is.LessThanOrEqualTo(4), $"{sheets.Count} saves were hardly gathered");
    }

    [Test]
    public async Task A_sheet_that_somebody_holds_keeps_nobody_else_waiting()
    {
        await using var edition = await EditionAsync();
        var sheets = await A.SheetsAsync(edition);
        await using var holder = await OpenAsync(edition);
        await DoAsync(holder, $"begin; select 1 from judge_sheets where id = '{sheets[0].Id}' for update");

        var waits = A.SaveAsync(edition, sheets[0], Points("tablet", 1, "5"));
        foreach (var sheet in sheets.Skip(1).Take(5))
            A.Must(await A.SaveAsync(edition, sheet, Points("tablet", 1, "6")).WaitAsync(Patience));

        Assert.That(waits.IsCompleted, Is.False, "a held sheet was answered");
        await DoAsync(holder, "rollback");
        Assert.That(A.Must(await waits.WaitAsync(Patience)).Status, Is.EqualTo(SheetAnswer.Saved));
    }

    [Test]
    public async Task A_save_that_meets_the_closing_of_its_round_waits_for_it_and_finds_it_closed()
    {
        await using var edition = await EditionAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        await using var watcher = await OpenAsync(edition);

        var save = await edition.Acts.WithDbAsync(async db =>
        {
            await using var closing = await db.Database.BeginTransactionAsync();
            var runs = await db.MoveStagesAsync(edition.Id, default);
            runs.Single(r => r.Stage == Stage.Preliminary).ClosedAt = edition.Clock.GetUtcNow();
            await db.SaveChangesAsync();
            var begun = A.SaveAsync(edition, sheet, Points("tablet", 1, "5"));
            await Waiting.UntilAsync(watcher, "locktype = 'advisory'", 1);
            await closing.CommitAsync();
            return begun;
        });

        var answer = A.Must(await save.WaitAsync(Patience));
        Assert.That(answer.Status, Is.EqualTo(SheetAnswer.Locked));
        var there = await edition.Acts.WithDbAsync(db => db.JudgeSheets.SingleAsync(s => s.Id == sheet.Id));
        Assert.That(there.Version, Is.Zero);
    }

    [Test]
    public async Task A_connection_that_breaks_under_a_group_costs_no_save()
    {
        await using var edition = await EditionAsync();
        var sheets = (await A.SheetsAsync(edition)).Take(12).ToList();
        await using var held = await HeldTable.HoldAsync(edition, "sheet_patches");

        var saves = sheets.Select(s => A.SaveAsync(edition, s, Points("tablet", 1, "5"))).ToList();
        await held.WaitForAsync(1);
        await held.BreakAsync();
        await held.ReleaseAsync();

        // a save whose own connection was broken as well is refused to its device, which sends it again
        foreach (var (sheet, save) in sheets.Zip(saves))
        {
            try
            {
                await save.WaitAsync(Patience);
            }
            catch (NpgsqlException)
            {
                A.Must(await A.SaveAsync(edition, sheet, Points("tablet", 1, "5")));
            }
        }
        var patches = await edition.Acts.WithDbAsync(db => db.SheetPatches.CountAsync());
        var versions = await edition.Acts.WithDbAsync(db => db.JudgeSheets.CountAsync(s => s.Version == 1));
        Assert.That((patches, versions), Is.EqualTo((sheets.Count, sheets.Count)));
    }

    [Test]
    public async Task Two_updates_of_one_sheet_never_share_a_group()
    {
        await using var edition = await EditionAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        await using var held = await HeldTable.HoldAsync(edition, "sheet_patches");

        var saves = Enumerable
            .Range(1, 8)
            .Select(n => A.SaveAsync(edition, sheet, Points($"device {n}", 1, $"{n}")))
            .ToList();
        await held.WaitForAsync(1);
        await held.ReleaseAsync();

        var answers = (await Task.WhenAll(saves)).Select(a => A.Must(a)).ToList();
        Assert.That(answers.Count(a => a.Status == SheetAnswer.Saved), Is.EqualTo(1), "one device is first");
        Assert.That(answers.Select(a => a.State.Version), Is.EquivalentTo(Enumerable.Range(1, 8)));
        var there = await edition.Acts.WithDbAsync(db => db.JudgeSheets.SingleAsync(s => s.Id == sheet.Id));
        Assert.That(there.Version, Is.EqualTo(8));
    }

    /// <summary>The rulebook has been read once: a save before that goes its own way.</summary>
    private static async Task<A.Edition> EditionAsync()
    {
        var edition = await A.EditionInPreliminaryAsync();
        await edition.Acts.WithDbAsync(async db =>
        {
            var hash = await db.Competitions.Where(c => c.Id == edition.Id).Select(c => c.RulebookHash).SingleAsync();
            return await db.RulebookOfAsync(edition.Id, hash, default);
        });
        return edition;
    }

    private static SheetUpdate Points(string device, long revision, string points) =>
        new(device, revision, 0, new Dictionary<string, string?> { ["P1"] = points }, [], [], false);

    private static async Task<NpgsqlConnection> OpenAsync(A.Edition edition)
    {
        NpgsqlConnection connection = new(edition.Acts.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

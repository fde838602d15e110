using System.Globalization;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Infrastructure.Data.Migrations;
using Contest.Infrastructure.Preliminary.Conflicts;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Contest.Tests.Handlers.Preliminary.Conflicts;

/// <summary>An unresolved conflict makes scoring impossible, in PostgreSQL itself.</summary>
public sealed class BarredSheetTests
{
    [Test]
    public async Task A_judge_in_conflict_is_refused_in_words_and_keeps_what_was_typed()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        await A.HitOnAsync(edition, sheet.Id);

        var answer = A.Must(await A.SaveAsync(edition, sheet, Full(edition)));

        Assert.That((answer.Status, answer.Refusal!.Code), Is.EqualTo((SheetAnswer.Locked, "conflict.unresolved")));
        Assert.That(await MarksAsync(edition), Is.Zero);
        Assert.That(await edition.Acts.WithDbAsync(db => db.SheetPatches.CountAsync()), Is.EqualTo(1));
    }

    [TestCase("update judge_sheets set state = '{\"version\": 9}' where id = @sheet")]
    [TestCase("update judge_sheets set submitted_at = now(), submissions = 1 where id = @sheet")]
    [TestCase("insert into marks (sheet_id, submission, criterion, points) values (@sheet, 1, 'P1', 1)")]
    public async Task The_database_refuses_every_way_of_scoring_while_a_hit_is_open_or_upheld(string write)
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        await A.HitOnAsync(edition, sheet.Id);

        var refused = Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(edition, write, sheet.Id))!;
        Assert.That(refused.ConstraintName, Is.EqualTo(ConflictTriggers.Constraint));

        await DecideAllAsync(edition, ConflictDecision.Upheld);
        Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(edition, write, sheet.Id), "upheld");
        await DecideAllAsync(edition, ConflictDecision.Dismissed);
        Assert.That(await ExecuteAsync(edition, write, sheet.Id), Is.EqualTo(1), "dismissed");
    }

    [Test]
    public async Task A_sheet_made_after_the_hit_is_barred_from_its_beginning()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var first = await A.SheetAsync(edition, (await A.SheetsAsync(edition))[0].Id);
        await A.HitOnAsync(edition, first.Id);

        var made = await edition.Acts.WithDbAsync(async db =>
        {
            JudgeSheet sheet = new()
            {
                Id = Guid.CreateVersion7(),
                CompetitionId = edition.Id,
                Round = Contest.Core.Stage.Final,
                JudgeId = first.JudgeId,
                EntryId = first.EntryId,
                State = first.State,
            };
            db.JudgeSheets.Add(sheet);
            await db.SaveChangesAsync();
            return sheet;
        });

        Assert.That(made.IsBarred, Is.True);
        Assert.That(
            await edition.Acts.WithDbAsync(db => db.BarredPairsAsync(edition.Id, default)),
            Is.EqualTo(new[] { new Pairing(first.JudgeId, first.EntryId) })
        );
    }

    [Test]
    public async Task Hits_cannot_be_deleted()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        await A.HitOnAsync(edition, (await A.SheetsAsync(edition))[0].Id);

        Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(edition, "delete from conflicts", Guid.Empty));
    }

    /// <summary>The hit is recorded and not committed when the judge submits: the submission waits, and is refused.</summary>
    [Test]
    public async Task A_submission_that_meets_a_hit_on_its_way_waits_for_it_and_is_refused()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        var hit = A.Hit(edition, await A.SheetAsync(edition, sheet.Id));
        Task<Contest.Core.Outcome<Contest.Infrastructure.Preliminary.SaveSheet.Answer>>? submission = null;
        await edition.Acts.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Conflicts.Add(hit);
            await db.SaveChangesAsync();
            submission = A.SaveAsync(edition, sheet, Full(edition));
            await WaitForWaiterAsync(edition);
            await transaction.CommitAsync();
            return true;
        });

        var answer = A.Must(await submission!);

        Assert.That((answer.Status, await MarksAsync(edition)), Is.EqualTo((SheetAnswer.Locked, 0)));
    }

    /// <summary>The words of the act left out: whoever writes marks past it meets the trigger, which waits as well.</summary>
    [Test]
    public async Task Marks_written_past_the_act_wait_for_a_hit_on_its_way_and_are_refused()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        var sheet = (await A.SheetsAsync(edition))[0];
        var hit = A.Hit(edition, await A.SheetAsync(edition, sheet.Id));
        Task<int>? marks = null;
        await edition.Acts.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Conflicts.Add(hit);
            await db.SaveChangesAsync();
            marks = ExecuteAsync(
                edition,
                "insert into marks (sheet_id, submission, criterion, points) values (@sheet, 1, 'P1', 1)",
                sheet.Id
            );
            await WaitForWaiterAsync(edition);
            await transaction.CommitAsync();
            return true;
        });

        Assert.ThrowsAsync<PostgresException>(() => marks!);
    }

    [Test]
    public async Task A_judge_who_submits_while_a_conflict_is_found_is_in_before_it_or_refused_after_it()
    {
        await using var edition = await A.EditionInPreliminaryAsync(new StartLine(2));
        var sheet = (await A.SheetsAsync(edition))[0];
        var stored = await A.SheetAsync(edition, sheet.Id);
        await edition.Acts.WithDbAsync(db =>
            db.Entries.Where(e => e.Id == stored.EntryId)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.ContactName, sheet.Judge))
        );

        var submission = A.SaveAsync(edition, sheet, Full(edition));
        var found = await A.FindConflictsAsync(edition, stored.JudgeId);
        var answer = A.Must(await submission);

        var isIn = answer.Status == SheetAnswer.Saved;
        Assert.That(found, Is.EqualTo(1));
        Assert.That((await A.SheetAsync(edition, sheet.Id)).IsBarred, Is.True);
        Assert.That(await MarksAsync(edition) > 0, Is.EqualTo(isIn), $"{answer.Status}");
        Assert.That(answer.Refusal?.Code, Is.EqualTo(isIn ? null : "conflict.unresolved"));
    }

    private static SheetUpdate Full(A.Edition edition) => A.FullSheet(edition.Rulebook.Preliminary, new(7));

    private static Task<int> MarksAsync(A.Edition edition) => edition.Acts.WithDbAsync(db => db.Marks.CountAsync());

    private static Task<int> DecideAllAsync(A.Edition edition, ConflictDecision decision) =>
        edition.Acts.WithDbAsync(db =>
            db.Conflicts.ExecuteUpdateAsync(c =>
                c.SetProperty(x => x.Decision, decision).SetProperty(x => x.DecidedAt, x => x.FoundAt)
            )
        );

    private static async Task<int> ExecuteAsync(A.Edition edition, string sql, Guid sheet)
    {
        await using NpgsqlConnection database = new(edition.Acts.ConnectionString);
        await database.OpenAsync();
        await using NpgsqlCommand command = new(sql, database);
        command.Parameters.AddWithValue("sheet", sheet);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Until somebody stands behind a lock in this database.</summary>
    private static async Task WaitForWaiterAsync(A.Edition edition)
    {
        await using NpgsqlConnection database = new(edition.Acts.ConnectionString);
        await database.OpenAsync();
        await using NpgsqlCommand command = new(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            database
        );
        for (var tries = 0; tries < 600; tries++)
        {
            if (Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) > 0)
                return;
            await Task.Delay(25);
        }
        Assert.Fail("nobody waited");
    }
}

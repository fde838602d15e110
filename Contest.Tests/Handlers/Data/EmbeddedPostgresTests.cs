using Contest.Infrastructure.Data;
using Contest.Infrastructure.Data.Embedded;
using Contest.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Contest.Tests.Handlers.Data;

public sealed class EmbeddedPostgresTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("contest-embedded-").FullName;
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherExecute);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task It_starts_answers_and_keeps_its_rows_over_a_restart()
    {
        await using (var first = await StartAsync())
        {
            await first.CreateDatabaseAsync("contest", CancellationToken.None);
            await DoAsync(first, "create table t(x int); insert into t values (7)");
        }
        await using var again = await StartAsync();

        Assert.That(await AskAsync(again, "select x from t"), Is.EqualTo(7));
        Assert.That(await AskAsync(again, "show fsync"), Is.EqualTo("on"));
        Assert.That(await AskAsync(again, "show synchronous_commit"), Is.EqualTo("on"));
    }

    [Test]
    public async Task A_second_instance_is_told_who_owns_the_folder_and_the_first_goes_on()
    {
        await using var first = await StartAsync();
        await first.CreateDatabaseAsync("contest", CancellationToken.None);

        var refused = Assert.ThrowsAsync<DataFolderInUse>(StartAsync);

        Assert.That(refused!.Message, Does.Contain($"process {Environment.ProcessId}").And.Contain(_folder));
        Assert.That(await AskAsync(first, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_killed_server_comes_back_with_every_committed_row()
    {
        await using var server = await StartAsync();
        await server.CreateDatabaseAsync("contest", CancellationToken.None);
        await DoAsync(server, "create table t(x int); insert into t values (1)");
        var before = server.ProcessId;

        Kill(before);
        await WaitUntilAsync(async () => (int)(await AskAsync(server, "select x from t"))! == 1);

        Assert.That(server.ProcessId, Is.Not.EqualTo(before));
    }

    [Test]
    public async Task A_folder_too_deep_for_a_socket_is_served_on_the_loopback()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_folder, new string('d', 100))).FullName;
        await using var server = await StartAsync();

        Assert.That(
            new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")).Host,
            Is.EqualTo("127.0.0.1")
        );
        await server.CreateDatabaseAsync("contest", CancellationToken.None);
        Assert.That(await AskAsync(server, "select 1"), Is.EqualTo(1));
        _folder = Path.GetDirectoryName(_folder)!;
    }

    [Test]
    public void A_cluster_of_another_version_is_refused_and_not_touched()
    {
        var other = Directory.CreateDirectory(Path.Combine(_folder, "postgres", "pg9")).FullName;

        var refused = Assert.ThrowsAsync<EmbeddedPostgresUnavailable>(StartAsync);

        Assert.That(refused!.Message, Does.Contain("PostgreSQL 9").And.Contain("pg_dumpall"));
        Assert.That(Directory.Exists(other));
    }

    [Test]
    public async Task When_the_owner_is_killed_the_next_one_finds_every_committed_row_and_leaves_no_orphan()
    {
        using var owner = await OwnerProcess.StartAsync(_folder);
        await AskAsync(owner.ConnectionString, "create table t(x int); insert into t select generate_series(1, 1000)");

        owner.Kill();
        await using var next = await StartAsync();

        Assert.That(await AskAsync(next, "select count(*) from t"), Is.EqualTo(1000L));
        Assert.That(next.ProcessId, Is.Not.EqualTo(owner.Postmaster));
        Assert.That(IsAlive(owner.Postmaster), Is.False, "the old server is gone");
    }

    [Test]
    public async Task When_owner_and_postmaster_are_killed_together_the_next_one_still_starts()
    {
        using var owner = await OwnerProcess.StartAsync(_folder);
        await AskAsync(owner.ConnectionString, "create table t(x int); insert into t values (3)");

        owner.Kill();
        Kill(owner.Postmaster);
        await using var next = await StartAsync();

        Assert.That(await AskAsync(next, "select x from t"), Is.EqualTo(3));
    }

    [Test]
    public async Task Another_process_is_refused_while_the_first_lives()
    {
        using var owner = await OwnerProcess.StartAsync(_folder);

        Assert.ThrowsAsync<DataFolderInUse>(StartAsync);

        Assert.That(await AskAsync(owner.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_ordinary_user_can_own_a_folder_too()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("Only root can become another user; every other test here ran as an ordinary one.");
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("777", 8));
        using var owner = await OwnerProcess.StartAsync(_folder, user: "nobody");

        Assert.That(await AskAsync(owner.ConnectionString, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_moved_folder_finds_its_data_wherever_that_lies()
    {
        var folder = Path.Combine(_folder, "before");
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var server = await StartInAsync(folder))
        {
            await server.CreateDatabaseAsync("contest", CancellationToken.None);
            await DoAsync(server, "create table t(x int); insert into t values (5)");
        }
        Directory.Move(folder, Path.Combine(_folder, "after"));

        var home = Path.Combine(_folder, "after", "postgres");
        await using (var moved = await StartInAsync(Path.Combine(_folder, "after")))
            Assert.That(await AskAsync(moved, "select x from t"), Is.EqualTo(5));
        if (new DirectoryInfo(home).LinkTarget is { } elsewhere)
            Directory.Delete(elsewhere, recursive: true);
    }

    [Test]
    public async Task Several_nodes_may_migrate_at_once()
    {
        var empty = await Database.CreateEmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.ApplyAsync(empty)));

        await using ContestDb db = new(ContestDbOptions.For(empty));
        Assert.That(await db.Database.GetPendingMigrationsAsync(), Is.Empty);
    }

    [Test]
    public async Task What_is_append_only_is_so_for_the_database_too()
    {
        await using ContestDb db = new(ContestDbOptions.For(await Database.CreateAsync()));

        var refused = Assert.ThrowsAsync<PostgresException>(() =>
            db.Database.ExecuteSqlAsync($"delete from audit_events")
        );

        Assert.That(refused!.MessageText, Does.Contain("append-only"));
    }

    private Task<EmbeddedPostgres> StartAsync() => StartInAsync(_folder);

    private static Task<EmbeddedPostgres> StartInAsync(string folder) =>
        EmbeddedPostgres.StartAsync(new(folder), NullLogger.Instance, CancellationToken.None);

    private static bool IsAlive(int pid)
    {
        var stat = $"/proc/{pid}/stat";
        return File.Exists(stat) && !File.ReadAllText(stat).Contains(") Z ", StringComparison.Ordinal); // Z: not reaped yet
    }

    private static void Kill(int pid)
    {
        using var process = System.Diagnostics.Process.GetProcessById(pid);
        process.Kill();
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 150; attempt++)
        {
            try
            {
                if (await holds())
                    return;
            }
            catch (NpgsqlException) { }
            await Task.Delay(200);
        }
        Assert.Fail("It did not come back within 30 seconds.");
    }

    private static Task<object?> DoAsync(EmbeddedPostgres server, string sql) => AskAsync(server, sql);

    private static Task<object?> AskAsync(EmbeddedPostgres server, string sql) =>
        AskAsync(server.ConnectionString("contest"), sql);

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection = new(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}

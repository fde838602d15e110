using Contest.Tests.Support;
using Npgsql;

namespace Contest.Tests.Handlers.Data;

/// <summary>What is append-only is so for the database too (PRODUCT.md, promise 4), whoever tries.</summary>
public class AppendOnlyTests
{
    private static readonly string[] Tables =
    [
        "ballots",
        "tally_sheets",
        "ballot_decisions",
        "fraud_cases",
        "fraud_parts",
        "fraud_rulings",
        "fraud_answers",
        "ledger_rows",
        "ledger_checkpoints",
        "sheet_patches",
        "marks",
        "standing_sheets",
        "judging_events",
        "line_lots",
        "accepted_terms",
        "review_decisions",
        "part_answers",
        "entry_edits",
        "submissions",
        "rulebook_versions",
        "notices",
        "publications",
        "audit_events",
    ];

    [Test]
    public async Task The_database_refuses_every_change_of_an_append_only_table()
    {
        await using var edition = await A.EditionInResultsAsync();
        await using NpgsqlConnection database = new(edition.Acts.ConnectionString);
        await database.OpenAsync();

        foreach (var table in Tables)
        {
            var column = await FirstColumnAsync(database, table);
            foreach (
                var change in new[]
                {
                    $"update {table} set {column} = {column}",
                    $"delete from {table}",
                    $"truncate {table} cascade",
                }
            )
            {
                await using NpgsqlCommand command = new(change, database);
                var refused = Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(), change)!;
                Assert.That(refused.MessageText, Does.Contain("append-only"), change);
            }
        }
    }

    [Test]
    public async Task The_list_here_is_the_list_of_the_database()
    {
        await using var edition = await A.EditionInVotingAsync();
        await using NpgsqlConnection database = new(edition.Acts.ConnectionString);
        await database.OpenAsync();
        await using NpgsqlCommand command = new(
            "select array_agg(tgrelid::regclass::text) from pg_trigger where tgname = 'append_only' and tgenabled = 'O'",
            database
        );

        Assert.That((string[])(await command.ExecuteScalarAsync())!, Is.EquivalentTo(Tables));
    }

    private static async Task<string> FirstColumnAsync(NpgsqlConnection database, string table)
    {
        await using NpgsqlCommand command = new(
            $"select column_name::text from information_schema.columns where table_name = '{table}' order by ordinal_position limit 1",
            database
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

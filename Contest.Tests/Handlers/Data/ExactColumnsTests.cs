using Contest.Tests.Support;
using Npgsql;

namespace Contest.Tests.Handlers.Data;

/// <summary>What is exact in the code stays exact in the database (PRODUCT.md, promise 3).</summary>
public class ExactColumnsTests
{
    [Test]
    public async Task No_column_of_the_database_is_binary_floating_point_and_points_are_numeric()
    {
        await using var edition = await A.EditionInPreliminaryAsync();
        await using NpgsqlConnection database = new(edition.Acts.ConnectionString);
        await database.OpenAsync();

        Assert.That(await ColumnsAsync(database, "data_type in ('real', 'double precision')"), Is.Empty);
        Assert.That(
            await ColumnsAsync(database, "table_name = 'marks' and data_type = 'numeric'"),
            Is.EqualTo(new[] { "marks.points" })
        );
    }

    private static async Task<List<string>> ColumnsAsync(NpgsqlConnection database, string condition)
    {
        await using var command = database.CreateCommand();
        command.CommandText =
            $"select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and {condition} order by 1";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await reader.ReadAsync())
            columns.Add(reader.GetString(0));
        return columns;
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Tests.Support;

/// <summary>Looks for words in every column of every table that could hold one.</summary>
public static class Everywhere
{
    private const string Columns = """
        select c.table_name, c.column_name, c.udt_name from information_schema.columns c
        join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
        where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
          and c.udt_name in ('text', 'varchar', 'bpchar', 'bytea', 'json', 'jsonb', '_text', '_varchar')
        """;

    /// <summary>table.column for each place that holds one of the words, a code of six digits only where it stands by itself.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(string connectionString, IReadOnlyList<string> words)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        List<(string Table, string Column, string Type)> columns = [];
        await using (var reader = await source.CreateCommand(Columns).ExecuteReaderAsync())
            while (await reader.ReadAsync())
                columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        List<string> found = [];
        foreach (var (table, column, type) in columns)
        foreach (var word in words)
        {
            var text = type == "bytea" ? $"encode(\"{column}\", 'escape')" : $"\"{column}\"::text";
            await using var search = source.CreateCommand(
                $"select exists (select 1 from \"{table}\" where {text} ~* $1)"
            );
            search.Parameters.Add(new() { Value = Pattern(word).Replace(@"\b", @"\y", StringComparison.Ordinal) });
            if ((bool)(await search.ExecuteScalarAsync())!)
                found.Add($"{table}.{column}: {word}");
        }
        return found;
    }

    /// <summary>The word as a regular expression.</summary>
    public static string Pattern(string word)
    {
        var escaped = System.Text.RegularExpressions.Regex.Escape(word);
        return word.Length == 6 && word.All(char.IsAsciiDigit) ? $@"\b{escaped}\b" : escaped;
    }
}

/// <summary>Everything that is logged, whatever its level.</summary>
public sealed class HeardLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        ArgumentNullException.ThrowIfNull(formatter);
        Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}

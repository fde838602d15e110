using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Contest.Bench;

/// <summary>The database's own log: which statements a page asked, with their values, so that psql can ask the same.</summary>
internal sealed partial class Statements : ILogger
{
    public const string Mark = "~#";

    private readonly ConcurrentQueue<string> _lines = new();

    public void Clear() => _lines.Clear();

    /// <summary>The statements since, values in place; what opens and ends transactions is left out.</summary>
    public IReadOnlyList<string> Take()
    {
        List<(string Sql, string Values)> found = [];
        var isValues = false;
        while (_lines.TryDequeue(out var line))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                var statement = Execute().Match(line);
                isValues = line.StartsWith($"{Mark}DETAIL:  parameters: ", StringComparison.Ordinal);
                if (statement.Success)
                    found.Add((line[statement.Length..], ""));
                else if (isValues && found.Count > 0)
                    found[^1] = (found[^1].Sql, line[$"{Mark}DETAIL:  parameters: ".Length..]);
            }
            else if (found.Count > 0)
            {
                var (sql, values) = found[^1];
                found[^1] = isValues ? (sql, $"{values}\n{line}") : ($"{sql}\n{line.TrimStart('\t')}", values);
            }
        }
        return
        [
            .. found
                .Where(f => f.Sql.StartsWith("select", StringComparison.OrdinalIgnoreCase))
                .Select(f => Filled(f.Sql, f.Values)),
        ];
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (logLevel == LogLevel.Debug)
            _lines.Enqueue(formatter(state, exception));
    }

    private static string Filled(string sql, string values)
    {
        var known = Value().Matches(values).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        return Place().Replace(sql, m => known.GetValueOrDefault(m.Groups[1].Value, m.Value)).Trim().TrimEnd(';') + ";";
    }

    [GeneratedRegex("^~#LOG:  execute [^:]*: ")]
    private static partial Regex Execute();

    [GeneratedRegex(@"\$(\d+) = ('(?:[^']|'')*'|NULL)")]
    private static partial Regex Value();

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Place();
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Contest.Bench;

/// <summary>psql's own times for a page's statements.</summary>
internal static class Psql
{
    /// <summary>For each repetition, the sum of \timing over the statements, in milliseconds.</summary>
    public static async Task<IReadOnlyList<double>> TimesAsync(string database, IReadOnlyList<string> sql, int times)
    {
        NpgsqlConnectionStringBuilder at = new(database);
        ProcessStartInfo start = new(
            Program(),
            ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", at.Host!, "-p", $"{at.Port}", "-U", at.Username!, at.Database!]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            Environment = { ["PGPASSWORD"] = at.Password, ["PGCLIENTENCODING"] = "UTF8" },
        };
        using var psql = Process.Start(start)!;
        var reading = psql.StandardOutput.ReadToEndAsync();
        await psql.StandardInput.WriteLineAsync("\\o /dev/null\n\\timing on");
        for (var n = 0; n < times; n++)
            foreach (var statement in sql)
                await psql.StandardInput.WriteLineAsync(statement);
        psql.StandardInput.Close();
        var output = await reading;
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0)
            throw new InvalidOperationException($"psql ended with {psql.ExitCode}");
        return
        [
            .. output
                .Split('\n')
                .Where(l => l.StartsWith("Time:", StringComparison.Ordinal))
                .Select(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture))
                .Chunk(sql.Count)
                .Select(times => times.Sum()),
        ];
    }

    private static string Program() =>
        Directory
            .GetDirectories("/usr/lib/postgresql")
            .Select(d => Path.Combine(d, "bin", "psql"))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)
            .LastOrDefault()
        ?? "psql";
}

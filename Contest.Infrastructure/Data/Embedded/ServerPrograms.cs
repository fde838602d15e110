using System.Globalization;
using System.Text.RegularExpressions;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>PostgreSQL's own programs on this machine: a folder with <c>postgres</c> and <c>initdb</c>.</summary>
internal sealed partial record ServerPrograms(string Folder, int Major)
{
    public string Postgres => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>All there are, best first: CONTEST_POSTGRES_BIN alone when set, Debian's highest version, PATH.</summary>
    public static async Task<IReadOnlyList<ServerPrograms>> FindAsync(CancellationToken cancel)
    {
        List<ServerPrograms> found = [];
        foreach (var folder in Candidates().Where(IsComplete).Distinct())
            found.Add(new(folder, await MajorOfAsync(folder, cancel)));
        return found.Count > 0 ? found : throw new EmbeddedPostgresUnavailable(Missing);
    }

    private static string Missing =>
        Named is { } named
            ? $"CONTEST_POSTGRES_BIN is {named}, but there is no postgres and initdb in it."
            : "PostgreSQL's server programs are not on this machine. Install them (Debian, Ubuntu: apt-get install "
                + "postgresql), or set CONTEST_POSTGRES_BIN to the folder that has postgres and initdb, or set "
                + "ConnectionStrings__Contest to a server of your own.";

    private static string? Named =>
        Environment.GetEnvironmentVariable("CONTEST_POSTGRES_BIN") is { Length: > 0 } named ? named : null;

    private static IEnumerable<string> Candidates()
    {
        if (Named is { } named)
            return [Path.GetFullPath(named)];
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return debian
            .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var major) ? major : 0)
            .Select(d => Path.Combine(d, "bin"))
            .Concat(
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            );
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    private static async Task<int> MajorOfAsync(string folder, CancellationToken cancel)
    {
        var said = await Tool.OutputAsync(Path.Combine(folder, "postgres"), ["--version"], cancel);
        return Version().Match(said) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new EmbeddedPostgresUnavailable($"{folder}/postgres says \"{said}\", which is no version.");
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}

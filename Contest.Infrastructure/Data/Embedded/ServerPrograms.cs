namespace Contest.Infrastructure.Data.Embedded;

/// <summary>The folder with <c>initdb</c> and <c>postgres</c>, and their major version.</summary>
internal sealed record ServerPrograms(string Folder, int Major)
{
    public string InitDb => Path.Combine(Folder, "initdb");
    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>CONTEST_POSTGRES_BIN, then Debian's folders (highest version first), then PATH.</summary>
    public static ServerPrograms Find()
    {
        var folders = new[] { Environment.GetEnvironmentVariable("CONTEST_POSTGRES_BIN") ?? "" }
            .Concat(Debian())
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        var folder =
            folders.FirstOrDefault(f =>
                f.Length > 0 && File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "postgres"))
            )
            ?? throw new EmbeddedPostgresUnavailable(
                "PostgreSQL's server programs (initdb, postgres) were not found. Install them (Debian, Ubuntu: apt-get install postgresql), "
                    + "name their folder in CONTEST_POSTGRES_BIN, or set ConnectionStrings:Contest to a server of yours."
            );
        return new(folder, MajorOf(folder));
    }

    private static IEnumerable<string> Debian() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var major) ? major : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];

    private static int MajorOf(string folder)
    {
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(Path.Combine(folder, "postgres"), "--version")
            {
                RedirectStandardOutput = true,
            }
        )!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var number = said.Split(' ').FirstOrDefault(w => w.Length > 0 && char.IsAsciiDigit(w[0])) ?? "0";
        return int.Parse(number.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}

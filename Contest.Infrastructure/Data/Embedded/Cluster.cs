using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>The files of one server: <c>pgNN</c> and its password. Made whole or not at all.</summary>
internal sealed record Cluster(string Folder, string Password, ServerPrograms Programs, ChildUser User)
{
    public const string Superuser = "app";

    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task<Cluster> FindOrMakeAsync(
        string home,
        ChildUser user,
        bool durable,
        ILogger logger,
        CancellationToken cancel
    )
    {
        var programs = Choose(await ServerPrograms.FindAsync(cancel), home);
        var folder = Path.Combine(home, NameOf(programs.Major));
        var password = await PasswordAsync(Path.Combine(home, "password"), user, Directory.Exists(folder), cancel);
        Cluster cluster = new(folder, password, programs, user);
        if (!Directory.Exists(folder))
        {
            logger.LogInformation("Making a PostgreSQL {Major} cluster in {Folder}", programs.Major, folder);
            await cluster.MakeAsync(Path.Combine(home, "password"), durable, cancel);
        }
        return cluster;
    }

    private static string NameOf(int major) => string.Create(CultureInfo.InvariantCulture, $"pg{major}");

    /// <summary>The programs of the version that made the folder; the best ones for a new folder.</summary>
    private static ServerPrograms Choose(IReadOnlyList<ServerPrograms> found, string home)
    {
        var made = Directory
            .GetDirectories(home, "pg*")
            .Select(d => int.TryParse(Path.GetFileName(d)[2..], out var major) ? major : 0)
            .Where(major => major > 0)
            .Order()
            .ToList();
        if (made.Count == 0)
            return found[0];
        return found.Where(p => made.Contains(p.Major)).MaxBy(p => p.Major)
            ?? throw new EmbeddedPostgresUnavailable(
                $"{home} was made by PostgreSQL {made[^1]}; this machine has {found[0].Major}. Nothing was touched. "
                    + $"Install PostgreSQL {made[^1]} (apt-get install postgresql-{made[^1]}), or dump with the old "
                    + "version (pg_dumpall) and restore into an empty folder first."
            );
    }

    private static async Task<string> PasswordAsync(string file, ChildUser user, bool isMade, CancellationToken cancel)
    {
        if (isMade)
            return await ReadPasswordAsync(file, cancel);
        var password = RandomNumberGenerator.GetHexString(40, true);
        File.Delete(file);
        await using (
            FileStream made = new(
                file,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = Ours,
                }
            )
        )
            await made.WriteAsync(System.Text.Encoding.ASCII.GetBytes(password + "\n"), cancel);
        await user.OwnAsync(file, cancel);
        return password;
    }

    private static async Task<string> ReadPasswordAsync(string file, CancellationToken cancel)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, cancel)).Trim();
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresUnavailable(
                $"The database's password file cannot be read: {denied.Message} Run as the user who made the folder.",
                denied
            );
        }
    }

    private async Task MakeAsync(string passwordFile, bool durable, CancellationToken cancel)
    {
        var fresh = Folder + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true); // a first start that was killed
        Directory.CreateDirectory(fresh, Ours | UnixFileMode.UserExecute);
        await User.OwnAsync(fresh, cancel);
        // csharpier-ignore
        await User.RunAsync(
            Programs.InitDb,
            [
                "-D", fresh, "-U", Superuser, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums",
                "-A", "scram-sha-256", $"--pwfile={passwordFile}", "--no-sync", "--no-instructions",
            ],
            cancel
        );
        if (durable)
            await Tool.OutputAsync("sync", ["--file-system", fresh], cancel);
        Directory.Move(fresh, Folder);
        if (durable)
            await Tool.OutputAsync("sync", [Path.GetDirectoryName(Folder)!], cancel);
    }
}

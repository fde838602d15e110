using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>The cluster's folders, password and address.</summary>
internal sealed class Cluster
{
    private const int LongestSocketPath = 107;

    private Cluster(string home, ServerPrograms programs, bool durable)
    {
        (Home, Programs, Durable) = (home, programs, durable);
        UsesSocket = Encoding.UTF8.GetByteCount(Path.Combine(home, ".s.PGSQL.5432")) <= LongestSocketPath;
        Port = UsesSocket ? 5432 : FreePort();
    }

    /// <summary>The folder that belongs to the server's user.</summary>
    public string Home { get; }
    public ServerPrograms Programs { get; }
    public bool Durable { get; }
    public bool UsesSocket { get; }
    public int Port { get; }
    public string Data => Path.Combine(Home, string.Create(CultureInfo.InvariantCulture, $"pg{Programs.Major}"));
    public string PidFile => Path.Combine(Data, "postmaster.pid");
    private string PasswordFile => Path.Combine(Home, "password");

    /// <summary>
    /// The cluster of a data folder. As root the server's user must be able to enter it; where it cannot (a folder
    /// below /root), the cluster lies in /var/lib/contest under the hash of the data folder's path.
    /// </summary>
    public static Cluster In(string folder, ServerPrograms programs, bool durable)
    {
        var home = Path.Combine(folder, "postgres");
        if (ServerUser.Current.Name is not null && !CanEnter(folder))
        {
            var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16];
            home = Path.Combine("/var/lib/contest", name);
            File.WriteAllText(Path.Combine(folder, "postgres-is-in.txt"), home + "\n");
        }
        Directory.CreateDirectory(home);
        return new(home, programs, durable);
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = UsesSocket ? Home : "127.0.0.1",
            Port = Port,
            Username = "app",
            Password = File.ReadAllText(PasswordFile).Trim(),
            Database = database,
            MaxPoolSize = 60,
            IncludeErrorDetail = false,
        }.ConnectionString;

    /// <summary>initdb into a folder beside it, then a rename: a first start that was killed leaves nothing half-made.</summary>
    public async Task MakeIfMissingAsync(ILogger logger, CancellationToken cancel)
    {
        RefuseOtherMajor();
        if (Directory.Exists(Data))
            return;
        logger.LogInformation("Making a PostgreSQL {Major} cluster in {Folder}", Programs.Major, Home);
        var unfinished = Data + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
        if (!File.Exists(PasswordFile))
            await File.WriteAllTextAsync(
                PasswordFile,
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)),
                cancel
            );
        File.SetUnixFileMode(PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        ServerUser.Current.Own(Home);
        await RunInitDbAsync(unfinished, cancel);
        Sync();
        Directory.Move(unfinished, Data);
    }

    private async Task RunInitDbAsync(string target, CancellationToken cancel)
    {
        var start = ServerUser.Current.Start(
            Programs.InitDb,
            diesWithUs: false,
            "-D",
            target,
            "-U",
            "app",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
            "-A",
            "scram-sha-256",
            $"--pwfile={PasswordFile}",
            "--no-sync"
        );
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(cancel);
        var complained = await process.StandardError.ReadToEndAsync(cancel);
        await said;
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
            throw new EmbeddedPostgresUnavailable($"initdb failed in {Home}: {complained.Trim()}");
    }

    /// <summary>What the server is started with: no network beyond the loopback, commits on disk before they are answered.</summary>
    public IEnumerable<string> ServerArguments()
    {
        yield return "-D";
        yield return Data;
        (string Key, string Value)[] settings =
        [
            ("listen_addresses", UsesSocket ? "" : "127.0.0.1"),
            ("unix_socket_directories", UsesSocket ? Home : ""),
            ("unix_socket_permissions", "0700"),
            ("port", Port.ToString(CultureInfo.InvariantCulture)),
            ("max_connections", "120"),
            ("shared_buffers", "128MB"),
            ("fsync", Durable ? "on" : "off"),
            ("synchronous_commit", Durable ? "on" : "off"),
            ("full_page_writes", Durable ? "on" : "off"),
            ("logging_collector", "off"),
            ("log_min_messages", "warning"),
            ("log_timezone", "UTC"),
            ("timezone", "UTC"),
        ];
        foreach (var (key, value) in settings)
        {
            yield return "-c";
            yield return $"{key}={value}";
        }
    }

    private void RefuseOtherMajor()
    {
        var other = Directory
            .GetDirectories(Home, "pg*")
            .Select(Path.GetFileName)
            .FirstOrDefault(n => n!.Length > 2 && n[2..].All(char.IsAsciiDigit) && n != Path.GetFileName(Data));
        if (other is not null)
            throw new EmbeddedPostgresUnavailable(
                $"The folder {Home} was made by PostgreSQL {other[2..]}, but this machine has {Programs.Major}. It was not touched. "
                    + $"Dump it with version {other[2..]} (pg_dumpall) and restore it here first, or install version {other[2..]}."
            );
    }

    private static void Sync()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }

    private static bool CanEnter(string folder)
    {
        using var test = Process.Start(ServerUser.Current.Start("test", diesWithUs: false, "-x", folder))!;
        test.WaitForExit();
        return test.ExitCode == 0;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

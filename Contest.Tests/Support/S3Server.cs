using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Contest.Tests.Support;

/// <summary>A real S3-compatible store (npm s3rver) in a process of its own on a folder of its own.</summary>
public sealed class S3Server : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<string> Program = new(Install);
    private readonly string _folder = Directory.CreateTempSubdirectory("contest-s3-").FullName;
    private readonly int _port = FreePort();
    private Process _process;

    private S3Server() => _process = Launch();

    public (string Key, string Value)[] Settings =>
        [
            ("Files:S3:Bucket", "contest"),
            ("Files:S3:Endpoint", $"http://127.0.0.1:{_port}"),
            ("Files:S3:AccessKey", "S3RVER"),
            ("Files:S3:SecretKey", "S3RVER"),
        ];

    public static async Task<S3Server> StartAsync()
    {
        S3Server server = new();
        await server.ComeAsync();
        return server;
    }

    /// <summary>The store goes away; what it keeps stays.</summary>
    public void Leave()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    public Task ComeBackAsync()
    {
        _process = Launch();
        return ComeAsync();
    }

    /// <summary>How many objects there are.</summary>
    public int Count() => Directory.GetFiles(_folder, "*_object", SearchOption.AllDirectories).Length;

    public void Dispose()
    {
        if (!_process.HasExited)
            Leave();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Launch() =>
        Process.Start(
            new ProcessStartInfo(
                "node",
                [
                    Program.Value,
                    "-d",
                    _folder,
                    "-a",
                    "127.0.0.1",
                    "-p",
                    $"{_port}",
                    "-s",
                    "--configure-bucket",
                    "contest",
                ]
            )
        )!;

    private async Task ComeAsync()
    {
        var waited = Stopwatch.StartNew();
        using HttpClient http = new();
        while (waited.Elapsed < Patience && !_process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{_port}/"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
        throw new AssertionException("The S3 server did not start.");
    }

    /// <summary>npm ci into a folder beside the tests' output, once per lock file.</summary>
    private static string Install()
    {
        var from = Checkout.Path("Contest.Tests", "S3");
        var into = Path.Combine(AppContext.BaseDirectory, "s3rver");
        var program = Path.Combine(into, "node_modules", "s3rver", "bin", "s3rver.js");
        Directory.CreateDirectory(into);
        var theirs = Path.Combine(into, "package-lock.json");
        var ours = Path.Combine(from, "package-lock.json");
        if (File.Exists(program) && File.ReadAllText(theirs) == File.ReadAllText(ours))
            return program;
        foreach (var file in (string[])["package.json", "package-lock.json", ".npmrc"])
            File.Copy(Path.Combine(from, file), Path.Combine(into, file), overwrite: true);
        ProcessStartInfo start = new("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        {
            WorkingDirectory = into,
        };
        using var npm = Process.Start(start)!;
        npm.WaitForExit();
        return npm.ExitCode == 0 ? program : throw new AssertionException($"npm ci failed ({npm.ExitCode}).");
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Contest.Bench;

/// <summary>The published product as a process of its own.</summary>
internal sealed class Product : IDisposable
{
    private readonly Process _process;

    private Product(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Processor time so far in seconds, of the product alone and of all its descendants: its database.</summary>
    public (double Own, double Database) Cpu
    {
        get
        {
            var all = Directory
                .EnumerateDirectories("/proc")
                .Select(d => Path.GetFileName(d))
                .Where(d => int.TryParse(d, out _))
                .Select(Stat)
                .OfType<(int Id, int Parent, double Cpu)>()
                .ToList();
            HashSet<int> family = [_process.Id];
            while (all.Any(p => family.Contains(p.Parent) && family.Add(p.Id))) { }
            return (
                all.Where(p => p.Id == _process.Id).Sum(p => p.Cpu),
                all.Where(p => family.Contains(p.Id) && p.Id != _process.Id).Sum(p => p.Cpu)
            );
        }
    }

    private static (int Id, int Parent, double Cpu)? Stat(string id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (
                int.Parse(id, CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                (
                    long.Parse(fields[11], CultureInfo.InvariantCulture)
                    + long.Parse(fields[12], CultureInfo.InvariantCulture)
                ) / 100.0
            );
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }

    /// <summary>The most memory it ever held, in MB.</summary>
    public long PeakMegabytes =>
        long.Parse(
            File.ReadLines($"/proc/{_process.Id}/status")
                .Single(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;

    public static Task<Product> StartAsync(string program, string content, string folder, string database) =>
        StartAsync(
            [program, "--contentRoot", content],
            new()
            {
                ["ConnectionStrings__Contest"] = database,
                ["Contest__Data"] = Path.Combine(folder, "data"),
                ["Contest__DemoStage"] = "registration",
                ["Contest__Jobs"] = "false", // their statements are no page's
            }
        );

    /// <summary>The product with the embedded database and the demo edition while people vote.</summary>
    public static Task<Product> StartVotingAsync(string program, string content, string folder) =>
        StartAsync(
            [program, "--contentRoot", content],
            new()
            {
                ["Contest__Data"] = Path.Combine(folder, "data"),
                ["Contest__DemoStage"] = "voting",
                ["Contest__NewDevicesPerMinute"] = "1000000",
                ["Contest__BallotsPerSecond"] = "1000000", // all of the load comes from one address
            }
        );

    /// <summary>The product on a given server, with the demo edition while people vote and nobody at work on it.</summary>
    public static Task<Product> StartOpenVoteAsync(string program, string content, string folder, string database) =>
        StartAsync(
            [program, "--contentRoot", content],
            new()
            {
                ["ConnectionStrings__Contest"] = database,
                ["Contest__Data"] = Path.Combine(folder, "data"),
                ["Contest__DemoStage"] = "voting",
                ["Contest__Jobs"] = "false",
            }
        );

    /// <summary>The product on a given server, with the demo edition while judges score.</summary>
    public static Task<Product> StartJudgingAsync(string program, string content, string folder, string database) =>
        StartAsync(
            [program, "--contentRoot", content],
            new()
            {
                ["ConnectionStrings__Contest"] = database,
                ["Contest__Data"] = Path.Combine(folder, "data"),
                ["Contest__DemoStage"] = "preliminary",
            }
        );

    /// <summary>This program as a bare server.</summary>
    public static Task<Product> StartBareAsync() => StartAsync([typeof(Product).Assembly.Location, "bare"], []);

    private static async Task<Product> StartAsync(List<string> arguments, Dictionary<string, string> settings)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        var isBare = arguments is [_, "bare"];
        if (isBare)
            arguments.Add(address);
        ProcessStartInfo start = new("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = address,
                ["Contest__Demo"] = "true",
                ["Logging__LogLevel__Default"] = "Warning",
                ["MALLOC_ARENA_MAX"] = "1", // as deploy/run has it
            },
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) =>
        {
            if (Environment.GetEnvironmentVariable("BENCH_VERBOSE") is not null && line.Data is { } text)
                Console.WriteLine("  | " + text);
        };
        process.BeginOutputReadLine();
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        for (var tries = 0; tries < 1500 && !process.HasExited; tries++)
        {
            try
            {
                if ((await http.GetAsync(address + (isBare ? "/small" : "/health/ready"))).IsSuccessStatusCode)
                    return new(process, address);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // not yet
            }
            await Task.Delay(200);
        }
        throw new InvalidOperationException("The product does not become ready.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30)))
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Contest.Tests.Support;

/// <summary>The real product as a process of its own, with its own PostgreSQL in its own folder: there to be killed.</summary>
public sealed class ProductProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder;
    private readonly string _stage;
    private readonly string _environment;
    private readonly string _server;
    private Process _process;

    private ProductProcess(string folder, string stage, string environment, string server)
    {
        (_folder, _stage, _environment, _server) = (folder, stage, environment, server);
        _process = Launch();
    }

    /// <summary>The same after every start: pages stay open in browsers.</summary>
    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>Starts it in demo mode and waits until it is ready.</summary>
    /// <param name="environment">Development serves styles and scripts from the checkout, which nobody has published.</param>
    /// <param name="server">A PostgreSQL that several nodes share; nothing for one of its own.</param>
    public static async Task<ProductProcess> StartAsync(
        string folder,
        string stage,
        string environment = "Production",
        string server = ""
    )
    {
        ProductProcess product = new(folder, stage, environment, server);
        await product.BecomeReadyAsync();
        return product;
    }

    /// <summary>Starts it again after <see cref="Kill"/>, on what it left behind.</summary>
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = Launch();
        await BecomeReadyAsync();
    }

    /// <summary>kill -9 of its PostgreSQL: its child that is called postgres.</summary>
    public void KillDatabase()
    {
        using var postmaster = Process.GetProcessesByName("postgres").Single(p => ParentOf(p.Id) == _process.Id);
        postmaster.Kill();
    }

    /// <summary>Waits until the database answers again.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience && !_process.HasExited)
        {
            if (await AnswersAsync(http))
                return true;
            await Task.Delay(100);
        }
        return false;
    }

    /// <summary>kill -9 of the product alone; its PostgreSQL is left behind.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private Process Launch()
    {
        ProcessStartInfo start = new("dotnet", [typeof(Program).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = _environment;
        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["Contest__Data"] = _folder;
        start.Environment["Contest__Demo"] = "true";
        start.Environment["Contest__DemoStage"] = _stage;
        start.Environment["Contest__NewDevicesPerMinute"] = "1000000"; // all of a test's phones have one address
        start.Environment["ConnectionStrings__Contest"] = _server;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { }; // a full pipe would stop it
        process.BeginOutputReadLine();
        return process;
    }

    private async Task BecomeReadyAsync()
    {
        var complaints = _process.StandardError.ReadToEndAsync();
        if (await IsReadyAsync())
            return;
        Kill();
        throw new AssertionException($"The product did not start: {await complaints}");
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"{Address}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static int ParentOf(int process)
    {
        try
        {
            // the name in brackets may hold anything; the parent is the second field behind it
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], null);
        }
        catch (IOException)
        {
            return 0; // it has ended meanwhile
        }
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

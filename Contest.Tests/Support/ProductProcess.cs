using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Contest.Tests.Support;

/// <summary>The real product as a process of its own, with its own PostgreSQL in its own folder: there to be killed.</summary>
public sealed class ProductProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private ProductProcess(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Starts it in demo mode and waits until it is ready.</summary>
    public static async Task<ProductProcess> StartAsync(string folder, string stage)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        ProcessStartInfo start = new("dotnet", [typeof(Program).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["Contest__Data"] = folder;
        start.Environment["Contest__Demo"] = "true";
        start.Environment["Contest__DemoStage"] = stage;
        start.Environment["ConnectionStrings__Contest"] = "";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { }; // a full pipe would stop it
        process.BeginOutputReadLine();
        var complaints = process.StandardError.ReadToEndAsync();
        ProductProcess product = new(process, address);
        if (await product.IsReadyAsync())
            return product;
        product.Kill();
        throw new AssertionException($"The product did not start: {await complaints}");
    }

    /// <summary>The process of its PostgreSQL: its child that is called postgres.</summary>
    public int Postmaster() => Process.GetProcessesByName("postgres").Single(p => ParentOf(p.Id) == _process.Id).Id;

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

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Contest.Bench;

/// <summary>The published product as a process of its own.</summary>
internal sealed class Product : IDisposable
{
    private readonly Process _process;

    private Product(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>The most memory it ever held, in MB.</summary>
    public long PeakMegabytes =>
        long.Parse(
            File.ReadLines($"/proc/{_process.Id}/status")
                .Single(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture
        ) / 1024;

    public static async Task<Product> StartAsync(string program, string content, string folder, string database)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        ProcessStartInfo start = new("dotnet", [program, "--contentRoot", content])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = address,
                ["ConnectionStrings__Contest"] = database,
                ["Contest__Data"] = Path.Combine(folder, "data"),
                ["Contest__Demo"] = "true",
                ["Contest__DemoStage"] = "registration",
                ["Contest__Jobs"] = "false", // their statements are no page's
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        for (var tries = 0; tries < 600 && !process.HasExited; tries++)
        {
            try
            {
                if ((await http.GetAsync(address + "/health/ready")).IsSuccessStatusCode)
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
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

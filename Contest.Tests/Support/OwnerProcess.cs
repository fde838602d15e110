using System.Diagnostics;
using System.Text.Json;

namespace Contest.Tests.Support;

/// <summary>Another process that owns a data folder: <c>contest postgres --data DIR</c>.</summary>
public sealed class OwnerProcess : IDisposable
{
    private readonly Process _process;

    private OwnerProcess(Process process, Answer answer) =>
        (_process, ConnectionString, Postmaster) = (process, answer.ConnectionString, answer.Pid);

    public string ConnectionString { get; }

    public int Postmaster { get; }

    /// <summary>Starts it, as another user when one is named, and waits until its database answers.</summary>
    public static async Task<OwnerProcess> StartAsync(string folder, string? user = null)
    {
        string[] contest = ["dotnet", typeof(Program).Assembly.Location, "postgres", "--data", folder];
        string[] all = user is null
            ? contest
            : ["setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups", "--", .. contest];
        var process = Process.Start(
            new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var complaints = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        if (line is null)
            throw new AssertionException($"The owner did not start: {await complaints}");
        return new(process, JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!);
    }

    /// <summary>kill -9 of the owner alone.</summary>
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

    private sealed record Answer(string ConnectionString, int Pid);
}

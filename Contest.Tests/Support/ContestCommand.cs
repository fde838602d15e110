using System.Diagnostics;

namespace Contest.Tests.Support;

/// <summary>The product's command line as a process of its own: <c>contest check …</c>.</summary>
public sealed record ContestCommand(int Code, string Output, string Complaints)
{
    /// <summary>Runs it on this database; without one it must do without.</summary>
    public static async Task<ContestCommand> RunAsync(string? connectionString, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ConnectionStrings__Contest"] = connectionString ?? "" },
        };
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await complaints);
    }
}

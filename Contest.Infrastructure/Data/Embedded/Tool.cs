using System.Diagnostics;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>Runs a small program to its end, in a clean environment.</summary>
internal static class Tool
{
    public sealed record Result(int ExitCode, string Output);

    public static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    public static async Task<Result> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(Prepare(program, arguments))!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var error = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return new(process.ExitCode, (await output + await error).Trim());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new EmbeddedPostgresUnavailable(
                $"The program {program} cannot be run ({missing.Message}). The embedded database needs Linux with "
                    + "util-linux (setpriv, setsid) and coreutils; or set ConnectionStrings__Contest to a server.",
                missing
            );
        }
    }

    /// <summary>The output, or a failure that carries it.</summary>
    public static async Task<string> OutputAsync(
        string program,
        IReadOnlyCollection<string> arguments,
        CancellationToken cancel
    )
    {
        var result = await RunAsync(program, arguments, cancel);
        return result.ExitCode == 0
            ? result.Output
            : throw new EmbeddedPostgresUnavailable(
                $"{program} {string.Join(' ', arguments)} failed ({result.ExitCode}): {result.Output}"
            );
    }
}

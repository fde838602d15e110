using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Contest.Core.Registration.Files;
using Contest.Infrastructure.Data.Embedded;

namespace Contest.Infrastructure.Files;

/// <summary>
/// poppler in a child process that can hurt nobody: content in by pipe, result out by pipe, no file of its own, bounded
/// memory and time (prlimit), nobody's rights when we are root (setpriv), two at a time.
/// </summary>
public sealed partial class PdfTools : IDisposable
{
    /// <summary>How many pages are shown of a PDF.</summary>
    public const int MostPages = 3;

    private const int MostOutput = 8 * 1024 * 1024;
    private const string Memory = "--as=1073741824";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim _running = new(2);

    /// <summary>What poppler makes of a PDF.</summary>
    /// <param name="Pages">How many pages; null when it does not open.</param>
    /// <param name="IsLocked">It opens with a password only.</param>
    /// <param name="WasAsked">False: poppler is not installed, or it did not end in time.</param>
    public sealed record Facts(int? Pages, bool IsLocked, bool WasAsked);

    public void Dispose() => _running.Dispose();

    /// <summary>Whether it opens and how many pages it has.</summary>
    public async Task<Facts> LookAsync(Stream pdf, CancellationToken cancel)
    {
        if (await RunAsync("pdfinfo", ["-"], pdf, cancel) is not { } ran)
            return new(null, false, false);
        var pages = PagesLine().Match(Encoding.UTF8.GetString(ran.Output));
        return pages.Success && int.TryParse(pages.Groups[1].Value, CultureInfo.InvariantCulture, out var count)
            ? new(count, false, true)
            : new(null, ran.Error.Contains("Incorrect password", StringComparison.Ordinal), true);
    }

    /// <summary>A page as PNG, at most 1,000 pixels on its longer side; null when it cannot be drawn.</summary>
    public async Task<byte[]?> DrawAsync(Stream pdf, int page, CancellationToken cancel)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["-png", "-f", number, "-l", number, "-singlefile", "-scale-to", "1000", "-"];
        var ran = await RunAsync("pdftoppm", arguments, pdf, cancel);
        return ran is not null && Sniffing.Of(ran.Output) == Content.Png ? ran.Output : null;
    }

    private sealed record Ran(byte[] Output, string Error);

    private async Task<Ran?> RunAsync(string program, string[] arguments, Stream input, CancellationToken cancel)
    {
        await _running.WaitAsync(cancel);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(Prepare(program, arguments))!;
            try
            {
                return await TalkAsync(process, input, patience.Token);
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // not installed
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null; // it took too long
        }
        finally
        {
            _running.Release();
        }
    }

    private static async Task<Ran?> TalkAsync(Process process, Stream input, CancellationToken cancel)
    {
        var output = ReadAsync(process.StandardOutput.BaseStream, cancel);
        var error = ReadAsync(process.StandardError.BaseStream, cancel);
        try
        {
            await input.CopyToAsync(process.StandardInput.BaseStream, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended before it had read all: what it says counts
        }
        await process.WaitForExitAsync(cancel);
        // 127: prlimit or setpriv found no such program
        return process.ExitCode == 127 ? null : new(await output, Encoding.UTF8.GetString(await error));
    }

    private static async Task<byte[]> ReadAsync(Stream from, CancellationToken cancel)
    {
        using MemoryStream kept = new();
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(piece, cancel)) > 0)
            if (kept.Length + read <= MostOutput)
                kept.Write(piece, 0, read);
        return kept.ToArray();
    }

    private static ProcessStartInfo Prepare(string program, string[] arguments)
    {
        string[] limits = [Memory, "--cpu=15", "--fsize=0", "--core=0", "--nofile=32", program, .. arguments];
        return Environment.IsPrivilegedProcess
            ? Tool.Prepare(
                "setpriv",
                ["--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "prlimit", .. limits]
            )
            : Tool.Prepare("prlimit", limits);
    }

    [GeneratedRegex(@"^Pages:\s+([0-9]{1,6})\s*$", RegexOptions.Multiline)]
    private static partial Regex PagesLine();
}

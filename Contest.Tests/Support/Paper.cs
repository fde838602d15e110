using System.Diagnostics;

namespace Contest.Tests.Support;

/// <summary>A PDF as people outside the product have it: read by poppler's tools, its code by zbar.</summary>
public sealed class Paper : IDisposable
{
    public sealed record Font(string Name, bool IsEmbedded);

    private readonly string _folder = Directory.CreateTempSubdirectory("contest-paper-").FullName;

    private Paper() { }

    private string File => Path.Combine(_folder, "paper.pdf");

    public static async Task<Paper> OfAsync(byte[] pdf)
    {
        Paper paper = new();
        await System.IO.File.WriteAllBytesAsync(paper.File, pdf);
        return paper;
    }

    /// <summary>Its text without the blanks of its layout.</summary>
    public async Task<string> TextAsync() =>
        string.Concat((await RunAsync("pdftotext", File, "-")).Where(c => !char.IsWhiteSpace(c)));

    public async Task<IReadOnlyList<Font>> FontsAsync() =>
        [
            .. (await RunAsync("pdffonts", File))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Skip(2) // headings and a line
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                // from the end: object (two numbers), unicode, subset, embedded
                .Select(w => new Font(w[0], w[^5] == "yes")),
        ];

    /// <summary>What the code on the printed page says.</summary>
    public async Task<string> QrCodeAsync()
    {
        var page = Path.Combine(_folder, "page");
        await RunAsync("pdftoppm", "-r", "150", "-png", "-singlefile", File, page);
        return (await RunAsync("zbarimg", "--quiet", "--raw", page + ".png")).Trim();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var complaints = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await complaints);
        return output;
    }
}

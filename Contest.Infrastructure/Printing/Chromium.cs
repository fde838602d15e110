namespace Contest.Infrastructure.Printing;

/// <summary>Finds the browser that prints PDFs: configuration first, then Debian's and the usual places.</summary>
public static class Chromium
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
    ];

    /// <summary>The program's path, or null when this machine has none.</summary>
    public static string? Find() =>
        Environment.GetEnvironmentVariable("CONTEST_CHROMIUM") is { Length: > 0 } named
            ? named
            : Places.FirstOrDefault(File.Exists);

    /// <summary>Headless, silent towards the network; the sandbox is off only where the kernel refuses it to root.</summary>
    public static IReadOnlyList<string> Flags { get; } =
    [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        .. Environment.UserName == "root" ? new[] { "--no-sandbox" } : [],
    ];
}

using System.Diagnostics;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// Who the server runs as. PostgreSQL refuses root, so root hands over to <c>postgres</c> or <c>nobody</c> through
/// setpriv; everybody else runs it as themselves.
/// </summary>
internal sealed record ServerUser(string? Name)
{
    public static ServerUser Current { get; } =
        new(
            IsRoot()
                ? Known("postgres")
                    ? "postgres"
                    : "nobody"
                : null
        );

    /// <summary>A program as this user; dies with the thread that starts it when asked.</summary>
    public ProcessStartInfo Start(string program, bool diesWithUs, params IEnumerable<string> arguments)
    {
        List<string> words = [];
        if (Name is not null)
            words.AddRange(["--reuid", Name, "--regid", Group(Name), "--clear-groups"]);
        if (diesWithUs)
            words.AddRange(["--pdeathsig", "INT"]);
        ProcessStartInfo start = new(words.Count > 0 ? "setpriv" : program) { WorkingDirectory = "/" };
        if (words.Count > 0)
            words.Add(program);
        foreach (var word in words.Concat(arguments))
            start.ArgumentList.Add(word);
        // nothing of ours leaks into the server
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    /// <summary>Hands a folder and all in it to the server's user.</summary>
    public void Own(string path)
    {
        if (Name is null)
            return;
        using var chown = Process.Start(new ProcessStartInfo("chown", ["-R", $"{Name}:{Group(Name)}", path]))!;
        chown.WaitForExit();
    }

    private static bool IsRoot() => Environment.IsPrivilegedProcess;

    private static bool Known(string user) =>
        File.Exists("/etc/passwd")
        && File.ReadLines("/etc/passwd").Any(l => l.StartsWith(user + ":", StringComparison.Ordinal));

    private static string Group(string user)
    {
        using var id = Process.Start(new ProcessStartInfo("id", ["-g", user]) { RedirectStandardOutput = true })!;
        var group = id.StandardOutput.ReadToEnd().Trim();
        id.WaitForExit();
        return group;
    }
}

using System.CommandLine;

namespace Contest.Web.Commands;

/// <summary>The product's command line: <c>contest check …</c>, <c>contest import …</c>; without a command it is a web site.</summary>
internal static class CommandLine
{
    private static readonly HashSet<string> Commands =
    [
        "check",
        "import",
        "postgres",
        "create-organizer",
        "help",
        "--help",
        "-h",
        "-?",
        "--version",
    ];

    /// <summary>Whether the arguments name a command; settings of the web site (<c>--urls=…</c>) do not.</summary>
    public static bool Wants(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args.Length > 0 && Commands.Contains(args[0]);
    }

    /// <summary>0: done and clean; 1: an error was found or the act was refused; 2: wrong usage; 3: the data folder is in use; 4: no database.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        RootCommand root = new("Contest: high-value patent contests. Without a command the web site starts.")
        {
            CheckCommand.Make(),
            ImportCommand.Make(),
            PostgresCommand.Make(),
            CreateOrganizerCommand.Make(),
        };
        InvocationConfiguration patient = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) }; // a database stops in its own time
        return root.Parse(args[0] == "help" ? ["--help"] : args).InvokeAsync(patient);
    }
}

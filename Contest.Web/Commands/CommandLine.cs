using System.CommandLine;

namespace Contest.Web.Commands;

/// <summary>The product's command line: <c>contest COMMAND …</c>. Without a command the site runs.</summary>
internal static class CommandLine
{
    /// <summary>A first word that is no option (<c>--urls</c>) is a command.</summary>
    public static bool Wants(string[] args) =>
        args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "--help" or "-h");

    public static Task<int> RunAsync(string[] args)
    {
        RootCommand root = new("Contest's commands. Without one the site runs.") { PostgresCommand.Make() };
        InvocationConfiguration settings = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) };
        return root.Parse(args).InvokeAsync(settings);
    }
}

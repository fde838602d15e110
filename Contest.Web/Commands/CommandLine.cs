namespace Contest.Web.Commands;

/// <summary>The product's command line.</summary>
internal static class CommandLine
{
    public static bool Wants(string[] args) => false;

    public static Task<int> RunAsync(string[] args) => Task.FromResult(2);
}

namespace Contest.Tests.Support;

/// <summary>The files of the checkout the tests were built from.</summary>
public static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Source files under a folder; what is built or fetched is not source.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory
            .EnumerateFiles(Path(folder), "*", SearchOption.AllDirectories)
            .Where(f => extensions.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Where(f => !new[] { "/bin/", "/obj/", "/node_modules/", "/dist/" }.Any(f.Contains));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Contest.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}

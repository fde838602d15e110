namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// Under whom the server runs: ourselves, or — PostgreSQL refuses root — the user <c>postgres</c>, else <c>nobody</c>.
/// </summary>
/// <param name="UserId">Null: as ourselves.</param>
/// <param name="GroupId">The user's own group; null as above.</param>
internal sealed record ChildUser(string? UserId, string? GroupId)
{
    public static async Task<ChildUser> ForAsync(CancellationToken cancel)
    {
        if (!Environment.IsPrivilegedProcess)
            return new(null, null);
        foreach (var name in new[] { "postgres", "nobody" })
        {
            var user = await Tool.RunAsync("id", ["-u", name], cancel);
            var group = await Tool.RunAsync("id", ["-g", name], cancel);
            if (user.ExitCode == 0 && group.ExitCode == 0)
                return new(user.Output, group.Output);
        }
        throw new EmbeddedPostgresUnavailable(
            "PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody. Make one "
                + "(useradd --system postgres) or run Contest as an ordinary user."
        );
    }

    /// <summary>The arguments of <c>setpriv</c> that become this user.</summary>
    public IEnumerable<string> Become =>
        UserId is null ? [] : ["--reuid", UserId, "--regid", GroupId!, "--clear-groups"];

    /// <summary>Whether this user may pass through every parent of the folder.</summary>
    public async Task<bool> ReachesAsync(string folder, CancellationToken cancel) =>
        UserId is null
        || (await Tool.RunAsync("setpriv", [.. Become, "--", "test", "-x", folder], cancel)).ExitCode == 0;

    /// <summary>Gives a file or folder to this user.</summary>
    public Task OwnAsync(string path, CancellationToken cancel) =>
        UserId is null
            ? Task.CompletedTask
            : Tool.OutputAsync("chown", ["--no-dereference", $"{UserId}:{GroupId}", path], cancel);

    public Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel) =>
        Tool.OutputAsync("setpriv", ["--no-new-privs", .. Become, "--", program, .. arguments], cancel);
}

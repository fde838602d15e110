using System.Security.Cryptography;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// Where the cluster lives: in <c>DIR/postgres</c> or — when we are root and the server's user cannot pass through a
/// parent such as /root — in a folder of its own under /var/lib/contest, to which <c>DIR/postgres</c> is a symbolic
/// link. The link is the only way there: a moved data folder finds its data, a deleted one never comes back with old
/// data.
/// </summary>
internal static class ClusterHome
{
    private const string Elsewhere = "/var/lib/contest";

    private const UnixFileMode OnlyTheirs = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Passable = OnlyTheirs | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static async Task<string> FindOrMakeAsync(string folder, ChildUser user, CancellationToken cancel)
    {
        DirectoryInfo here = new(Path.Combine(folder, "postgres"));
        if (here.LinkTarget is { } target)
            return Directory.Exists(target) ? target : throw Lost(here.FullName, target);
        if (here.Exists)
            return here.FullName;
        if (await user.ReachesAsync(folder, cancel))
            return await MakeAsync(here.FullName, user, cancel);

        Directory.CreateDirectory(Elsewhere);
        File.SetUnixFileMode(Elsewhere, Passable);
        if (!await user.ReachesAsync(Elsewhere, cancel))
            throw new EmbeddedPostgresUnavailable(
                $"Neither {folder} nor {Elsewhere} can be reached by the user the server runs as. "
                    + "Choose a data folder whose parents everyone may pass through (Contest__Data=/srv/contest)."
            );
        var name = $"{Path.GetFileName(folder)}-{RandomNumberGenerator.GetHexString(8, true)}";
        var home = await MakeAsync(Path.Combine(Elsewhere, name), user, cancel);
        Directory.CreateSymbolicLink(here.FullName, home);
        return home;
    }

    private static async Task<string> MakeAsync(string home, ChildUser user, CancellationToken cancel)
    {
        Directory.CreateDirectory(home, OnlyTheirs);
        await user.OwnAsync(home, cancel);
        return home;
    }

    private static EmbeddedPostgresUnavailable Lost(string link, string target) =>
        new(
            $"{link} points to {target}, which is not there. Put it back from the backup, or start on an empty folder."
        );
}

using System.Security.Cryptography;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// Where the cluster lives: in the data folder itself or — when we are root and the server's user cannot pass through
/// a parent such as /root — in a folder of its own under /var/lib/contest, to which <c>DIR/server</c> is a symbolic link.
/// The link is the only way there: a deleted data folder never comes back with old data.
/// </summary>
internal static class ClusterHome
{
    private const string Elsewhere = "/var/lib/contest";

    public static async Task<string> FindOrMakeAsync(string folder, ChildUser user, CancellationToken cancel)
    {
        DirectoryInfo link = new(Path.Combine(folder, "server"));
        if (link.LinkTarget is { } target)
            return Directory.Exists(target) ? target : throw Lost(link.FullName, target);
        if (await user.ReachesAsync(folder, cancel))
            return folder;
        var home = Path.Combine(Elsewhere, $"{Path.GetFileName(folder)}-{RandomNumberGenerator.GetHexString(8, true)}");
        Directory.CreateDirectory(home);
        const UnixFileMode passable =
            UnixFileMode.UserRead
            | UnixFileMode.UserWrite
            | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(Elsewhere, passable);
        File.SetUnixFileMode(home, passable);
        if (!await user.ReachesAsync(home, cancel))
            throw new EmbeddedPostgresUnavailable(
                $"Neither {folder} nor {Elsewhere} can be reached by the user the server runs as. "
                    + "Choose a data folder whose parents everyone may pass through (Contest__Data=/srv/contest)."
            );
        Directory.CreateSymbolicLink(link.FullName, home);
        return home;
    }

    private static EmbeddedPostgresUnavailable Lost(string link, string target) =>
        new(
            $"{link} points to {target}, which is not there. Put it back from the backup, or start on an empty folder."
        );
}

using System.Globalization;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// One owner per folder: an exclusive lock on <c>instance.lock</c> that the kernel releases whatever kills us. Beside it
/// <c>instance.txt</c> tells people who it is.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    public static InstanceLock Take(string folder)
    {
        try
        {
            FileStream file = new(
                Path.Combine(folder, "instance.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            File.WriteAllText(Note(folder), Self());
            return new(file);
        }
        catch (IOException)
        {
            throw new DataFolderInUse(
                $"The data folder {folder} is in use by another Contest ({Owner(folder)}). It was left alone. "
                    + "Stop that one first, or start this one with another folder (--data DIR)."
            );
        }
        catch (UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresUnavailable(
                $"The data folder {folder} cannot be written by {Environment.UserName}. Choose another with --data DIR."
            );
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Note(string folder) => Path.Combine(folder, "instance.txt");

    private static string Self() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId}, since {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss zzz}"
        );

    private static string Owner(string folder)
    {
        try
        {
            return File.ReadAllText(Note(folder)).Trim();
        }
        catch (IOException)
        {
            return "unknown process";
        }
    }
}

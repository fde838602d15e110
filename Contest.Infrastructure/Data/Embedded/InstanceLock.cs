using System.Text.Json;

namespace Contest.Infrastructure.Data.Embedded;

/// <summary>
/// One owner per folder: an exclusive lock on <c>instance.lock</c> that the kernel lets go whatever ends the process.
/// <c>instance.owner</c> beside it only says who holds it.
/// </summary>
public sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    public sealed record Holder(int ProcessId, DateTimeOffset Since);

    /// <summary>Takes the folder, or refuses with <see cref="DataFolderInUse"/>.</summary>
    public static InstanceLock Take(string folder, DateTimeOffset now)
    {
        var file = Open(folder);
        var holder = JsonSerializer.Serialize(new Holder(Environment.ProcessId, now));
        File.WriteAllText(OwnerOf(folder), holder);
        return new(file);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string folder)
    {
        try
        {
            return new(
                Path.Combine(folder, "instance.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new EmbeddedPostgresUnavailable(
                $"The user {Environment.UserName} may not write in {folder}. Run as the user who made the folder, "
                    + "or choose another (Contest__Data).",
                denied
            );
        }
        catch (IOException)
        {
            throw new DataFolderInUse(folder, ReadHolder(folder));
        }
    }

    private static Holder? ReadHolder(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllText(OwnerOf(folder)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string OwnerOf(string folder) => Path.Combine(folder, "instance.owner");
}

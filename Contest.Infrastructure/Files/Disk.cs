using System.Runtime.InteropServices;
using Contest.Core;

namespace Contest.Infrastructure.Files;

/// <summary>What the disk does with a content: kept for good, or an answer that says why not.</summary>
internal static class Disk
{
    // errno of Linux: the disk, the quota or the largest file allowed
    private const int NoSpace = 28;
    private const int Quota = 122;
    private const int TooLarge = 27;

    /// <summary>Runs it; full and unreachable disks are answers.</summary>
    public static Refusal? WhyNot(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (IOException e) when (e.HResult is NoSpace or Quota or TooLarge)
        {
            return new("file.disk_full");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("file.store_away");
        }
    }

    /// <summary>A new file nobody else on the machine may read, unbuffered: what was written is with the system.</summary>
    public static FileStream Create(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    /// <summary>Renames over what is there, and makes the name outlive a power cut.</summary>
    public static void Move(string from, string to)
    {
        var folder = Path.GetDirectoryName(to)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            Flush(Path.GetDirectoryName(folder)!);
        }
        File.Move(from, to, overwrite: true);
        Flush(folder);
    }

    public static void TryDelete(string path) => _ = WhyNot(() => File.Delete(path));

    /// <summary>A folder's names to the disk (fsync(2): the file's own flush does not include its name).</summary>
    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, 0);
        if (handle < 0)
            throw new IOException($"The folder {folder} does not open.");
        try
        {
            if (Synchronise(handle) != 0)
                throw new IOException($"The folder {folder} could not be flushed.", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Close(handle);
        }
    }

    // ANSI marshalling is UTF-8 on Unix
    [DllImport(
        "libc",
        EntryPoint = "open",
        SetLastError = true,
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronise(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}

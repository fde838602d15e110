namespace Contest.Tests.Support;

/// <summary>A folder of a test's own, and the settings that put the store into it.</summary>
public sealed class FilesFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("contest-files-").FullName;
    public string Store => System.IO.Path.Combine(Path, "files");

    public (string Key, string Value)[] Settings(params (string Key, string Value)[] more) =>
        [("Files:Folder", Store), ("Files:Spool", System.IO.Path.Combine(Path, "spool")), .. more];

    /// <summary>Every file there is in the store and the spool, with its size.</summary>
    public Dictionary<string, long> Contents() =>
        Directory.Exists(Path)
            ? Directory
                .GetFiles(Path, "*", SearchOption.AllDirectories)
                .ToDictionary(f => System.IO.Path.GetRelativePath(Path, f), f => new FileInfo(f).Length)
            : [];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

using System.Security.Cryptography;
using Contest.Web.Operations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>
/// Keeps a checked workbook until its person imports it: encrypted, under its SHA-256, on this machine, for an hour.
/// Where it is gone, or another node was asked, the person uploads it once more.
/// </summary>
public sealed class UploadedWorkbooks(
    IOptions<ContestSettings> settings,
    IDataProtectionProvider protection,
    TimeProvider clock
)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private string Folder => Path.Combine(settings.Value.Data, "uploads");

    /// <summary>The file's lower-case hex SHA-256, by which it is found again.</summary>
    public static string HashOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    public async Task<string> KeepAsync(Guid person, byte[] file, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        ForgetOld();
        var hash = HashOf(file);
        await File.WriteAllBytesAsync(PathOf(person, hash), Protector(person).Protect(file), cancel);
        return hash;
    }

    /// <summary>The very file the person had checked, or null.</summary>
    public async Task<byte[]?> FindAsync(Guid person, string? hash, CancellationToken cancel)
    {
        if (hash is not { Length: 64 } || !hash.All(char.IsAsciiHexDigitLower) || !File.Exists(PathOf(person, hash)))
            return null;
        try
        {
            var file = Protector(person).Unprotect(await File.ReadAllBytesAsync(PathOf(person, hash), cancel));
            return HashOf(file) == hash ? file : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException)
        {
            return null; // half written, or made with keys of another installation: as good as gone
        }
    }

    public void Forget(Guid person, string hash) => File.Delete(PathOf(person, hash));

    private void ForgetOld()
    {
        var now = clock.GetUtcNow();
        foreach (var file in Directory.EnumerateFiles(Folder).Where(f => File.GetLastWriteTimeUtc(f) < now - Kept))
            File.Delete(file);
    }

    private string PathOf(Guid person, string hash) => Path.Combine(Folder, $"{person:N}-{hash}");

    private IDataProtector Protector(Guid person) => protection.CreateProtector("uploaded-workbook-1", $"{person:N}");
}

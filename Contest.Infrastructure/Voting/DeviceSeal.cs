using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Contest.Infrastructure.Voting;

/// <summary>
/// Signs the ids of voters' devices: HMAC-SHA-256 (RFC 2104), cut to 16 bytes, over the id and its mark. The id is random
/// but for the moment it was made and says nothing of the person, so nothing needs hiding; Data Protection, which hides as
/// well, took a fifth of all that a vote costs (docs/decisions/0012-voter-identity.md).
/// </summary>
public sealed class DeviceSeal : IDisposable
{
    private const string File = "voter-device.key";
    private const int KeyBytes = 32;
    private const int IdBytes = 16;
    private const int Signed = IdBytes + 1;
    private const int MacBytes = 16;
    private const int Whole = Signed + MacBytes;

    private readonly KeyedHash _hash;

    private DeviceSeal(byte[] key) => _hash = new(key);

    /// <summary>A device as its cookie says.</summary>
    /// <param name="Id">When it was made, in milliseconds (48 bits), and chance (74 bits); older ones are chance alone.</param>
    /// <param name="Owes">It has to do a sum before its first ballot.</param>
    public readonly record struct Device(Guid Id, bool Owes)
    {
        /// <summary>How long a device is a new one: as long as most take from the first look at the page to their first ballot.</summary>
        public static readonly TimeSpan NewFor = TimeSpan.FromMinutes(10);

        /// <summary>A device nobody has met: its id says when it was made (RFC 9562, version 7), and nothing else.</summary>
        public static Device Make(DateTimeOffset now, bool owes) => new(Guid.CreateVersion7(now), owes);

        /// <summary>Whether it was made a moment ago; a hint, as clocks of nodes differ. Ids of older cookies do not say.</summary>
        public bool IsNew(DateTimeOffset now)
        {
            Span<byte> bytes = stackalloc byte[16];
            return Id.Version == 7
                && Id.TryWriteBytes(bytes, bigEndian: true, out _)
                && now.ToUnixTimeMilliseconds() - (BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16)
                    < NewFor.TotalMilliseconds;
        }
    }

    /// <summary>The key of this installation, made when it is first needed; nodes share the folder.</summary>
    public static DeviceSeal Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, File);
        if (!System.IO.File.Exists(path))
            Make(path);
        var key = System.IO.File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? new(key)
            : throw new InvalidDataException($"{path} is not a key of {KeyBytes} bytes. Restore it from the backup.");
    }

    /// <summary>The cookie's value: base64url of id, mark and signature.</summary>
    public string Seal(Device device)
    {
        Span<byte> whole = stackalloc byte[Whole];
        device.Id.TryWriteBytes(whole);
        whole[IdBytes] = (byte)(device.Owes ? 1 : 0);
        Sign(whole[..Signed], whole[Signed..]);
        return Base64Url.EncodeToString(whole);
    }

    /// <summary>The device; null: tampered with, or of another installation.</summary>
    public Device? Read(ReadOnlySpan<char> cookie)
    {
        Span<byte> whole = stackalloc byte[Whole];
        if (
            cookie.Length != Base64Url.GetEncodedLength(Whole)
            || Base64Url.DecodeFromChars(cookie, whole, out _, out var length) != OperationStatus.Done
            || length != Whole
        )
            return null;
        Span<byte> mac = stackalloc byte[MacBytes];
        Sign(whole[..Signed], mac);
        return CryptographicOperations.FixedTimeEquals(mac, whole[Signed..])
            ? new Device(new Guid(whole[..IdBytes]), whole[IdBytes] != 0)
            : null;
    }

    public void Dispose() => _hash.Dispose();

    private void Sign(ReadOnlySpan<byte> signed, Span<byte> mac)
    {
        Span<byte> full = stackalloc byte[KeyedHash.Bytes];
        _hash.Of(signed, full);
        full[..MacBytes].CopyTo(mac);
    }

    /// <summary>
    /// Whole or not at all, and once: nodes that start together take turns, as a file is not moved and looked for in one step.
    /// </summary>
    private static void Make(string path)
    {
        using var turn = Turn($"{path}.lock");
        if (System.IO.File.Exists(path))
            return;
        var own = $"{path}.new";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (FileStream stream = new(own, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            stream.Flush(flushToDisk: true);
        }
        System.IO.File.Move(own, path);
    }

    /// <summary>Held by one process at a time; the system lets go of it when that ends.</summary>
    private static FileStream Turn(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 200)
            {
                Thread.Sleep(50);
            }
        }
    }
}

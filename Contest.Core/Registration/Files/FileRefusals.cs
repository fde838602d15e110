using System.Globalization;

namespace Contest.Core.Registration.Files;

/// <summary>Why a file is not taken. Each hostile or broken file gets a sentence of its own.</summary>
public static class FileRefusals
{
    /// <summary>Most files one may look at in an archive.</summary>
    public const int MostParts = 5_000;

    /// <summary>Most bytes an archive may unpack to.</summary>
    public const long MostUnpacked = 1024L * 1024 * 1024;

    /// <summary>An archive that unpacks to more than this many times its size is a bomb…</summary>
    public const int MostRatio = 200;

    /// <summary>… when it unpacks to more than this many bytes: white pictures and empty sheets are small.</summary>
    public const long RatioFrom = 32L * 1024 * 1024;

    /// <summary>Why an upload of this declared size may not begin, or null when it may.</summary>
    public static Refusal? WhyNotBegin(FileSlotRule rule, FileSlot slot, long size)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Contents.Count == 0 ? new("file.slot_closed", FileSlots.NameOf(slot))
            : size <= 0 ? new("file.empty")
            : size > rule.MostBytes() ? new("file.too_large", rule.MostMegabytes)
            : null;
    }

    /// <summary>The lowest free place of a slot, or null when all are taken.</summary>
    public static int? FreePlace(FileSlotRule rule, IEnumerable<int> taken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var full = taken.ToHashSet();
        for (var place = 1; place <= rule.MostFiles; place++)
            if (!full.Contains(place))
                return place;
        return null;
    }

    /// <summary>Why a content is not taken by its first bytes alone, or null when it may be looked at further.</summary>
    public static Refusal? WhyNotContent(Content content, FileSlotRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return content switch
        {
            Content.Empty => new("file.empty"),
            Content.Markup => new("file.markup", FileKinds.Names(rule.Contents)),
            Content.Unknown => new("file.unknown_content", FileKinds.Names(rule.Contents)),
            Content.Compound => new("file.compound", FileKinds.Names(rule.Contents)),
            _ => Sniffing.KindOf(content) is { } kind ? WhyNotKind(kind, rule) : null,
        };
    }

    /// <summary>Why a kind is not taken in this slot, or null when it is.</summary>
    public static Refusal? WhyNotKind(FileKind kind, FileSlotRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Contents.Contains(kind)
            ? null
            : new("file.kind_not_taken", FileKinds.Name(kind), FileKinds.Names(rule.Contents));
    }

    /// <summary>Why an archive's list of parts is not taken, or null. The bytes are counted again while unpacking.</summary>
    /// <param name="parts">Names and declared unpacked sizes.</param>
    /// <param name="size">Bytes of the archive itself.</param>
    public static Refusal? WhyNotParts(IReadOnlyList<ArchivePart> parts, long size)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count > MostParts)
            return new("file.archive_parts", MostParts);
        if (parts.Any(p => p.IsLocked))
            return new("file.locked_archive");
        if (parts.FirstOrDefault(p => IsPath(p.Name)) is { } path)
            return new("file.archive_path", Shown(path.Name));
        var unpacked = parts.Aggregate(0L, (sum, p) => sum > MostUnpacked ? sum : sum + Capped(p.Unpacked));
        return WhyNotUnpacked(unpacked, size);
    }

    /// <summary>Why an archive that unpacks to so many bytes is not taken, or null.</summary>
    public static Refusal? WhyNotUnpacked(long unpacked, long size) =>
        unpacked > MostUnpacked || (unpacked > RatioFrom && unpacked / MostRatio > size) ? new("file.bomb") : null;

    private static long Capped(long size) => size is < 0 or > MostUnpacked ? MostUnpacked + 1 : size;

    /// <summary>A name that would leave the folder it is unpacked into: absolute, with a drive, or with a step up.</summary>
    private static bool IsPath(string name) =>
        name.StartsWith('/')
        || name.StartsWith('\\')
        || name.Contains('\0', StringComparison.Ordinal)
        || (name.Length > 1 && name[1] == ':')
        || name.Split('/', '\\').Contains("..");

    private static string Shown(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{(name.Length > 60 ? name[..60] + "…" : name)}")
            .Replace('\0', '\uFFFD');
}

/// <summary>A part of an archive, as its list says.</summary>
/// <param name="Name">Its name with folders.</param>
/// <param name="Unpacked">Declared bytes when unpacked.</param>
/// <param name="IsLocked">It opens with a password only.</param>
public sealed record ArchivePart(string Name, long Unpacked, bool IsLocked);

namespace Contest.Core.Registration.Files;

/// <summary>What a file is to its entry (DOMAIN.md 1.4): each place in the form takes files of one purpose.</summary>
public enum FileSlot
{
    /// <summary>路演材料: the deck shown on stage.</summary>
    Deck = 1,

    /// <summary>项目书: the dossier judges read.</summary>
    Dossier = 2,

    /// <summary>营业执照、身份证件: what proves who the entrant is.</summary>
    Licence = 3,

    /// <summary>专利证明: certificates, status extracts, consents.</summary>
    Evidence = 4,

    /// <summary>封面: the picture on the project's public page.</summary>
    Cover = 5,
}

/// <summary>What to do with a file that no scanner has looked at. It is never called clean.</summary>
public enum UnscannedFiles
{
    /// <summary>Kept, but shown to nobody until a scanner has passed it.</summary>
    Quarantine = 1,

    /// <summary>Kept and shown, marked as not scanned.</summary>
    Accept = 2,
}

/// <summary>What one slot takes.</summary>
/// <param name="Contents">Accepted kinds; empty: the slot is not offered.</param>
/// <param name="MostMegabytes">Most bytes of one file, in units of 1,048,576; 1 … 2,000.</param>
/// <param name="MostFiles">Most files of one entry in this slot; 1 … 100.</param>
public sealed record FileSlotRule(IReadOnlyList<FileKind> Contents, int MostMegabytes, int MostFiles)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Most bytes of one file.</summary>
    public long MostBytes() => MostMegabytes * Megabyte;
}

/// <summary>The files of an entry (DOMAIN.md 1.4, parameters: required files and sizes).</summary>
public sealed record FileRules
{
    /// <summary>路演材料.</summary>
    public FileSlotRule Deck { get; init; } = new([FileKind.Pdf, FileKind.Pptx], 100, 1);

    /// <summary>项目书.</summary>
    public FileSlotRule Dossier { get; init; } = new([FileKind.Pdf, FileKind.Docx], 50, 2);

    /// <summary>营业执照、身份证件.</summary>
    public FileSlotRule Licence { get; init; } = new([FileKind.Pdf, FileKind.Jpeg, FileKind.Png], 10, 10);

    /// <summary>专利证明.</summary>
    public FileSlotRule Evidence { get; init; } =
        new([FileKind.Pdf, FileKind.Jpeg, FileKind.Png, FileKind.Xlsx, FileKind.Zip], 50, 50);

    /// <summary>封面.</summary>
    public FileSlotRule Cover { get; init; } = new([FileKind.Jpeg, FileKind.Png, FileKind.WebP], 5, 1);

    /// <summary>What to do with a file that no scanner has looked at.</summary>
    public UnscannedFiles Unscanned { get; init; } = UnscannedFiles.Accept;

    /// <summary>The rule of a slot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public FileSlotRule Of(FileSlot slot) =>
        slot switch
        {
            FileSlot.Deck => Deck,
            FileSlot.Dossier => Dossier,
            FileSlot.Licence => Licence,
            FileSlot.Evidence => Evidence,
            FileSlot.Cover => Cover,
            _ => throw new ArgumentOutOfRangeException(nameof(slot)),
        };
}

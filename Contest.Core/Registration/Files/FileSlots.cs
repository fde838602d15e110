namespace Contest.Core.Registration.Files;

/// <summary>The slots' names in words and in addresses.</summary>
public static class FileSlots
{
    /// <summary>The name in the current culture.</summary>
    public static string NameOf(FileSlot slot) => Words.Say(CodeOf(slot));

    /// <summary>The code of the name.</summary>
    public static string CodeOf(FileSlot slot) =>
        slot switch
        {
            FileSlot.Deck => "file.slot_deck",
            FileSlot.Dossier => "file.slot_dossier",
            FileSlot.Licence => "file.slot_licence",
            FileSlot.Evidence => "file.slot_evidence",
            FileSlot.Cover => "file.slot_cover",
            _ => throw new ArgumentOutOfRangeException(nameof(slot)),
        };

    /// <summary>The slot of an address' word (<c>deck</c>, <c>dossier</c> …), or null.</summary>
    public static FileSlot? Find(string? word) =>
        Enum.TryParse<FileSlot>(word, ignoreCase: true, out var slot)
        && Enum.IsDefined(slot)
        && !char.IsAsciiDigit(word![0])
            ? slot
            : null;
}

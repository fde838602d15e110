using Contest.Core.Registration.Files;

namespace Contest.Core.Competitions;

/// <summary>Checks what an edition says about the files of an entry.</summary>
internal static class RulebookFiles
{
    private const int MostMegabytes = 2000;
    private const int MostFiles = 100;

    public static IEnumerable<RulebookProblem> Problems(FileRules files)
    {
        foreach (var slot in Enum.GetValues<FileSlot>())
        {
            var rule = files.Of(slot);
            var path = $"files.{slot.ToString().ToLowerInvariant()}";
            var name = FileSlots.NameOf(slot);
            if (rule.MostMegabytes is < 1 or > MostMegabytes)
                yield return new(path, "rulebook.file_megabytes", name, rule.MostMegabytes, MostMegabytes);
            if (rule.MostFiles is < 1 or > MostFiles)
                yield return new(path, "rulebook.file_count", name, rule.MostFiles, MostFiles);
            if (rule.Contents.Distinct().Count() != rule.Contents.Count)
                yield return new(path, "rulebook.file_kind_twice", name);
            if (slot == FileSlot.Cover && rule.Contents.Any(k => !FileKinds.IsImage(k)))
                yield return new(path, "rulebook.file_cover_kind", name);
        }
    }
}

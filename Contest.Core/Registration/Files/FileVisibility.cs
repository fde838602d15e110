using Contest.Core.Competitions;

namespace Contest.Core.Registration.Files;

/// <summary>Who may see a file: the one visibility decision, asked for what the slot holds.</summary>
public static class FileVisibility
{
    /// <summary>Whether this viewer may see a file of this slot now.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="slot">The file's slot: the cover is public with its project, deck, dossier and the evidence of the patents' status are what judges read, the licence is confidential.</param>
    /// <param name="takesPart">The entry has been accepted.</param>
    /// <param name="runs">How far the stages are.</param>
    /// <param name="isOwn">The viewer acts for the entry, or has its sheet to score.</param>
    /// <param name="isAnonymousRound">As in <see cref="Visibility.MaySee"/>.</param>
    public static bool MaySee(
        Viewer viewer,
        FileSlot slot,
        bool takesPart,
        IReadOnlyList<StageRun> runs,
        bool isOwn,
        bool isAnonymousRound = true
    ) =>
        (
            slot == FileSlot.Cover
            && takesPart
            && Visibility.MaySee(viewer, Sight.PublicEntry, runs, isAnonymousRound: isAnonymousRound)
        ) || Visibility.MaySee(viewer, slot is FileSlot.Licence ? Sight.EntryConfidential : Sight.Dossier, runs, isOwn);
}

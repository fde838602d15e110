namespace Contest.Core.Registration;

/// <summary>赛道: what kind of right an entry competes with (DOMAIN.md 1.x, tracks by asset type).</summary>
public enum Track
{
    /// <summary>发明与实用新型, also by way of PCT.</summary>
    Patent = 1,

    /// <summary>外观设计.</summary>
    Design = 2,

    /// <summary>集成电路布图设计.</summary>
    LayoutDesign = 3,

    /// <summary>商标.</summary>
    Trademark = 4,
}

/// <summary>An entry's track: nobody types it, its core right says it.</summary>
public static class Tracks
{
    /// <summary>The track of a right.</summary>
    public static Track Of(PatentKind kind) =>
        kind switch
        {
            PatentKind.Design => Track.Design,
            PatentKind.LayoutDesign => Track.LayoutDesign,
            PatentKind.Trademark => Track.Trademark,
            _ => Track.Patent,
        };

    /// <summary>The track of an entry: of several core rights the first in the entry's order; null where none is named.</summary>
    /// <param name="rights">Position, kind and whether it is core, of each right of the entry, in any order.</param>
    public static Track? Of(IEnumerable<(int Position, PatentKind Kind, bool IsCore)> rights)
    {
        ArgumentNullException.ThrowIfNull(rights);
        return rights.Where(r => r.IsCore).OrderBy(r => r.Position).Select(r => (Track?)Of(r.Kind)).FirstOrDefault();
    }

    /// <summary>The track's name in the current language.</summary>
    public static string Say(Track track) =>
        Words.Say(
            track switch
            {
                Track.Design => "kind.design",
                Track.LayoutDesign => "kind.layout-design",
                Track.Trademark => "kind.trademark",
                _ => "kind.track-patent",
            }
        );
}

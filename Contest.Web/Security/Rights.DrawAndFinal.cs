using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] DrawAndFinal =>
        [
            // a stream that does not end: ask for its headers only
            new("/api/{edition}/events", Who.Everyone),
            new("/organise/{edition}/final", Who.Console),
            new("/{edition}/final", Who.Everyone, Stage.Final),
            new("/{edition}/final/screen", Who.Everyone, Stage.Final),
        ];
}

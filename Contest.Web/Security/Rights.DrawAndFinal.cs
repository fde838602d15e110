using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] DrawAndFinal =>
        [
            new("/{edition}/draw", Who.Everyone, Stage.Draw),
            // there is no bundle before the last place has been opened
            new("/{edition}/draw/bundle.json", Who.Everyone, Stage.Draw, 200, 404),
            new("/{edition}/draw/screen", Who.Everyone, Stage.Draw),
            new("/organise/{edition}/draw", Who.Console),
            // a stream that does not end: ask for its headers only
            new("/api/{edition}/events", Who.Everyone),
            new("/organise/{edition}/final", Who.Console),
            new("/{edition}/final", Who.Everyone, Stage.Final),
            new("/{edition}/final/screen", Who.Everyone, Stage.Final),
        ];
}

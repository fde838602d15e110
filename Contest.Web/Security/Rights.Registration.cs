using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Registration =>
        [
            new("/{edition}/entries", Who.Everyone, Stage.Registration),
            // public once registration is closed; the stage that surely follows is voting
            new("/{edition}/entries/{code}", Who.Everyone, Stage.Voting),
        ];
}

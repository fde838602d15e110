using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Voting =>
        [
            new("/{edition}/vote", Who.Everyone, Stage.Voting),
            new("/{edition}/vote/receipt", Who.Everyone, Stage.Voting),
            new("/{edition}/vote/mine", Who.Everyone, Stage.Voting),
            new("/organise/{edition}/vote", Who.Console),
        ];
}

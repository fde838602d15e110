using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Voting =>
        [
            new("/{edition}/vote", Who.Everyone, Stage.Voting),
            new("/{edition}/vote/receipt", Who.Everyone, Stage.Voting),
            new("/{edition}/vote/mine", Who.Everyone, Stage.Voting),
            // an unreadable ballot is 400
            new("/api/{edition}/ballots", Who.Everyone, Stage.Voting, 200, 400),
            new("/organise/{edition}/vote", Who.Console),
        ];
}

using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Voting =>
        [
            new("/{edition}/vote", Who.Everyone, Stage.Voting),
            new("/{edition}/vote/receipt", Who.Everyone, Stage.Voting),
            new("/{edition}/vote/mine", Who.Everyone, Stage.Voting),
            // what tells of the turnout: to judges with the results
            new("/{edition}/vote/ledger", Who.Everyone, Stage.Voting, 200, 404),
            // without a receipt there is nothing
            new("/{edition}/vote/receipt.json", Who.Everyone, Stage.Voting, 200, 404),
            new("/{edition}/vote/ledger/key.pem", Who.Everyone, Stage.Voting, 200, 404),
            new("/{edition}/vote/ledger/checkpoints.txt", Who.Everyone, Stage.Voting, 200, 404),
            // once the vote has closed; to judges with the results
            new("/{edition}/vote/ledger/leaves.txt", Who.Everyone, Stage.Voting, 200, 404),
            new("/{edition}/vote/ledger/tally.json", Who.Everyone, Stage.Voting, 200, 404),
            // an unreadable ballot is 400
            new("/api/{edition}/ballots", Who.Everyone, Stage.Voting, 200, 400),
            new("/{edition}/vote/verify", Who.Everyone, Stage.Voting),
            // without a place in the queue there is nothing to wait for
            new("/{edition}/vote/wait", Who.Everyone, Stage.Voting, 302),
            // leads to WeChat and back; 404 where the rulebook does not admit it
            new("/{edition}/vote/wechat", Who.Everyone, Stage.Voting, 302, 404),
            new("/{edition}/vote/wechat/back", Who.Everyone, Stage.Voting, 302, 404),
            new("/api/{edition}/counts", Who.Everyone, Stage.Voting),
            // none for those who judge without knowing whose the entries are
            new("/{edition}/vote/figures.svg", Who.Everyone, Stage.Voting, 200, 404),
            new("/organise/{edition}/vote", Who.Console),
            new("/organise/{edition}/vote/cases", Who.Console, Stage.Voting),
            // while there is no such case
            new("/organise/{edition}/vote/cases/{case:int}", Who.Console, Stage.Voting, 200, 404),
            new("/my/{edition}/entries/{entryId:guid}/vote-review/{case:int}", Who.Entrant, Stage.Voting, 200, 404),
        ];
}

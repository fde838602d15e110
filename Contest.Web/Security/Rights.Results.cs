using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Results =>
        [
            new("/{edition}/results/{handler?}", Who.Everyone, Stage.Results),
            new("/certificates/check", Who.Everyone),
            new("/certificates/{number}/pdf", Who.Everyone, Stage.Results),
            new("/organise/{edition}/results", Who.Console),
        ];
}

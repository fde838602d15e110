using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Preliminary =>
        [new("/organise/{edition}/jury", Who.Console), new("/{edition}/advancement", Who.Everyone, Stage.Draw)];
}

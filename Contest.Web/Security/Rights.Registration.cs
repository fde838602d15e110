using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Registration =>
        [
            new("/organise/{edition}/entries", Who.Console),
            new("/organise/{edition}/entries/import", Who.Console),
            new("/organise/{edition}/entries/{entryId:guid}", Who.Console, Stage.Registration),
        ];
}

using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    // a sheet that is not this judge's own does not exist for them: 404
    private static Right[] Preliminary =>
        [
            new("/jury", Who.Judge),
            new("/jury/sheets/{sheetId}", Who.Judge, null, 200, 404),
            new("/api/sheets", Who.Judge),
            new("/api/sheets/{sheetId}", Who.Judge, null, 200, 400, 404),
            new("/organise/{edition}/jury", Who.Console),
            new("/organise/{edition}/jury/plan", Who.Console),
            new("/{edition}/advancement", Who.Everyone, Stage.Draw),
        ];
}

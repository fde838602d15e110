using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    // a sheet that is not this judge's own does not exist for them: 404
    private static Right[] Preliminary =>
        [
            new("/jury", Who.Judge),
            new("/jury/terms", Who.Judge),
            new("/jury/tutorial", Who.Judge),
            new("/jury/sheets/{sheetId}", Who.Judge, null, 200, 404),
            new("/api/sheets", Who.Judge),
            new("/api/sheets/{sheetId}", Who.Judge, null, 200, 400, 404),
            new("/organise/{edition}/jury", Who.Console),
            // facts of people, and what entrants say of them: not for formal review
            new("/organise/{edition}/jury/experts", Who.Supervisor | Who.Organizer),
            new("/organise/{edition}/jury/experts/{expertId:guid}", Who.Supervisor | Who.Organizer),
            new("/organise/{edition}/jury/conflicts", Who.Supervisor | Who.Organizer),
            new("/{edition}/advancement", Who.Everyone, Stage.Draw),
        ];
}

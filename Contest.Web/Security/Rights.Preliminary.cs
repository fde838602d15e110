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
            new("/api/sheets/{sheetId}/next", Who.Judge, null, 200, 404),
            new("/api/sheets/{sheetId}/note", Who.Judge, null, 400, 404),
            new("/api/sheets/{sheetId}/question", Who.Judge, null, 400, 404),
            new("/api/sheets/{sheetId}/recusal", Who.Judge, null, 400, 404),
            new("/jury/next", Who.Judge, null, 302),
            new("/jury/distribution", Who.Judge),
            new("/organise/{edition}/jury", Who.Console),
            // marks are not for staff
            new("/organise/{edition}/jury/standings", Who.Organizer | Who.Supervisor),
            new("/organise/{edition}/jury/standings/workbook", Who.Organizer | Who.Supervisor),
            new("/organise/{edition}/jury/standings/recount", Who.Organizer | Who.Supervisor),
            new("/organise/{edition}/jury/standings/{entryId:guid}", Who.Organizer | Who.Supervisor, null, 200, 404),
            new("/organise/{edition}/jury/calibration", Who.Organizer | Who.Supervisor),
            new("/organise/{edition}/jury/events", Who.Organizer | Who.Supervisor),
            new("/organise/{edition}/jury/closing", Who.Organizer | Who.Supervisor),
            new("/organise/{edition}/jury/sheets", Who.Console),
            new("/organise/{edition}/jury/sheets/{sheetId:guid}/unlock", Who.Console, null, 200, 404),
            new("/organise/{edition}/jury/questions", Who.Console),
            new("/{edition}/advancement", Who.Everyone),
            // facts of people, and what entrants say of them: not for formal review
            new("/organise/{edition}/jury/experts", Who.Supervisor | Who.Organizer),
            new("/organise/{edition}/jury/experts/{expertId:guid}", Who.Supervisor | Who.Organizer, null, 200, 404),
            new("/organise/{edition}/jury/experts/import", Who.Organizer),
            new("/organise/{edition}/jury/conflicts", Who.Supervisor | Who.Organizer),
            new("/organise/{edition}/jury/plan", Who.Console),
        ];
}

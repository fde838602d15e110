using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Registration =>
        [
            new("/{edition}/entries", Who.Everyone, Stage.Registration),
            // public once registration is closed; the stage that surely follows is voting
            new("/{edition}/entries/{code}", Who.Everyone, Stage.Voting),
            // 404 without a browser to draw it, 503 while another is drawn for long
            new("/{edition}/entries/{code}/card.png", Who.Everyone, Stage.Voting, 200, 404, 503),
            new("/my/entries", Who.Entrant),
            new("/my/{edition}/entries", Who.Entrant),
            new("/my/{edition}/entries/{entryId:guid}", Who.Entrant),
            new(
                "/my/{edition}/entries/{entryId:guid}/{step:regex(^(project|entrants|patents|publication)$)}",
                Who.Entrant
            ),
            new("/my/{edition}/entries/{entryId:guid}/history", Who.Entrant),
            new("/my/{edition}/entries/{entryId:guid}/preview", Who.Entrant),
            // there is a receipt once it has been submitted by form; what an import brought has none
            new("/my/{edition}/entries/{entryId:guid}/receipt.pdf", Who.Entrant, null, 200, 404),
            new("/api/{edition}/entries/{entryId:guid}/fields", Who.Entrant),
            new("/my/{edition}/entries/{entryId:guid}/files", Who.Entrant),
            new("/api/{edition}/entries/{entryId:guid}/files", Who.Entrant),
            new("/api/{edition}/entries/{entryId:guid}/files/{fileId:guid}", Who.Entrant, null, 200, 404),
            // what a viewer may not see does not exist for them
            new("/files/{fileId:guid}", Who.Everyone, null, 200, 404),
            new("/files/{fileId:guid}/pages/{page:int}", Who.Everyone, null, 200, 404),
            new("/my/organisations", Who.Entrant),
            new("/my/organisations/new", Who.Entrant),
            new("/my/organisations/{entrantId:guid}", Who.Entrant),
            new("/organise/{edition}/entrants", Who.Console),
            new("/organise/{edition}/entries", Who.Console),
            new("/organise/{edition}/entries/queue", Who.Console),
            new("/organise/{edition}/entries/statistics", Who.Console),
            new("/organise/{edition}/entries/units", Who.Console),
            new("/organise/{edition}/entries/import", Who.Console),
            // 404 where nobody keeps a checked file of this person
            new("/organise/{edition}/entries/import/notes", Who.Reviewers, null, 200, 404),
            // contacts leave the system: supervisors read them on the pages
            new("/organise/{edition}/entries/export", Who.Reviewers),
            new("/organise/{edition}/entries/{entryId:guid}", Who.Console, Stage.Registration),
        ];
}

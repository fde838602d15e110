using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    // an entrant without a project in this edition still gets the empty form, or reads that registration is closed
    private static Right[] Registration =>
        [
            new("/{edition}/entries", Who.Everyone, Stage.Registration),
            // public once registration is closed; the stage that surely follows is voting
            new("/{edition}/entries/{code}", Who.Everyone, Stage.Voting),
            new("/my/entries", Who.Entrant),
            new("/my/{edition}/entries/{entryId:guid?}", Who.Entrant),
            new("/organise/{edition}/entries", Who.Console),
            new("/organise/{edition}/entries/import", Who.Console),
            // 404 where nobody keeps a checked file of this person
            new("/organise/{edition}/entries/import/notes", Who.Reviewers, null, 200, 404),
            // contacts leave the system: supervisors read them on the pages
            new("/organise/{edition}/entries/export", Who.Reviewers),
            new("/organise/{edition}/entries/{entryId:guid}", Who.Console, Stage.Registration),
        ];
}

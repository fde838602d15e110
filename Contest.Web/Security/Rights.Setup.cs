using Contest.Core;

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Setup =>
        [
            new("/{edition}", Who.Everyone, Stage.Registration),
            new("/{edition}/rulebook", Who.Everyone, Stage.Registration),
            new("/{edition}/rulebook.json", Who.Everyone, Stage.Registration),
            new("/{edition}/notices", Who.Everyone, Stage.Registration),
            // the first notice that every edition has is the list of those who go on, before the draw
            new("/{edition}/notices/{notice:int}", Who.Everyone, Stage.Draw),
            new("/organise", Who.Console),
            new("/organise/{edition}", Who.Console),
            new("/organise/{edition}/approvals", Who.Console),
            new("/organise/{edition}/settings", Who.Console),
            new("/organise/{edition}/calendar", Who.Console),
            new("/organise/{edition}/mail-templates", Who.Console),
            new("/organise/{edition}/mail-templates/edit", Who.Console),
            new("/organise/{edition}/audit", Who.Organizer | Who.Supervisor),
        ];
}

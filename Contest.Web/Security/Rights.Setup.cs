namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Setup =>
        [
            new("/organise", Who.Console),
            new("/organise/{edition}", Who.Console),
            new("/organise/{edition}/approvals", Who.Console),
            new("/organise/{edition}/settings", Who.Console),
            new("/organise/{edition}/audit", Who.Organizer | Who.Supervisor),
        ];
}

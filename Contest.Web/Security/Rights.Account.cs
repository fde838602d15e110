namespace Contest.Web.Security;

public static partial class Rights
{
    // a passkey's endpoints only take posts with a token: without one 400, without JSON 415
    private static Right[] Account =>
        [
            new("/account/sign-in", Who.Everyone, null, 200, 302),
            new("/account/two-factor", Who.Everyone, null, 200, 302),
            new("/account/sign-in-code", Who.Everyone, null, 200, 302),
            new("/account/sign-out", Who.Everyone),
            new("/account/invitation/{token}", Who.Everyone),
            new("/account/register", Who.Everyone),
            new("/account/confirm-email", Who.Everyone),
            new("/account/forgot-password", Who.Everyone),
            new("/account/reset-password", Who.Everyone),
            new("/account/mine", Who.SignedIn),
            new("/account/mine/codes", Who.SignedIn),
            new("/account/mine/step-up", Who.SignedIn),
            new("/account/passkey/request-options", Who.Everyone, null, 400, 415),
            new("/account/passkey/sign-in", Who.Everyone, null, 400, 415),
            new("/account/passkey/creation-options", Who.SignedIn, null, 400, 415),
            new("/account/passkey/add", Who.SignedIn, null, 400, 415),
            new("/account/passkey/step-up", Who.SignedIn, null, 400, 415),
            // only in demo mode; elsewhere there is no such route
            new("/demo", Who.Everyone, null, 200, 404),
            new("/organise/{edition}/people", Who.Organizer | Who.Supervisor),
            new("/organise/{edition}/mail", Who.Organizer | Who.Supervisor),
        ];
}

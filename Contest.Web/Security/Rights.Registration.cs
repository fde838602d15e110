namespace Contest.Web.Security;

public static partial class Rights
{
    // an entrant without a project in this edition still gets the empty form, or reads that registration is closed
    private static Right[] Registration =>
        [new("/my/entries", Who.Entrant), new("/my/{edition}/entries/{entryId:guid?}", Who.Entrant)];
}

namespace Contest.Web.Security;

public static partial class Rights
{
    private static Right[] Setup => [];
}

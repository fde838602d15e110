namespace Contest.Web.Security;

/// <summary>The table of rights of the whole product, area by area. Default deny: what is not here does not pass the tests.</summary>
public static partial class Rights
{
    public static IReadOnlyList<Right> All { get; } =
    [.. Account, .. Setup, .. Registration, .. Voting, .. Preliminary, .. DrawAndFinal, .. Results, .. Operations];

    private static Right[] Operations =>
        [
            new("/", Who.Everyone),
            new("/health/live", Who.Everyone),
            new("/health/ready", Who.Everyone),
            new("/metrics", Who.Everyone),
            new("/robots.txt", Who.Everyone),
            new(Look.RosetteApi.Address, Who.Everyone),
            // only where the public address is known
            new("/sitemap.xml", Who.Everyone, null, 200, 404),
        ];
}

namespace Contest.Web.Operations;

/// <summary>The JSON and event endpoints, one line a stage; each maps its own.</summary>
public static class Apis
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Security.PasskeyApi.Map(routes);
        Pages.Edition.RulebookApi.Map(routes);
        Pages.Draw.DrawApi.Map(routes);
        Pages.Results.CertificateApi.Map(routes);
        Pages.Voting.BallotApi.Map(routes);
        Pages.Voting.LedgerApi.Map(routes);
        Pages.Voting.WeChatApi.Map(routes);
        Pages.Voting.CountsApi.Map(routes);
        Pages.Voting.FiguresApi.Map(routes);
        Pages.Jury.SheetApi.Map(routes);
        Pages.Jury.SheetNotesApi.Map(routes);
        Pages.Registration.Mine.DraftApi.Map(routes);
        Pages.Registration.Mine.ReceiptApi.Map(routes);
        Pages.Final.EventsApi.Map(routes);
        Pages.Registration.Files.UploadApi.Map(routes);
        Pages.Registration.Files.FileApi.Map(routes);
        Pages.Registration.CardApi.Map(routes);
        Look.RosetteApi.Map(routes);
        Crawlers.Map(routes);
    }
}

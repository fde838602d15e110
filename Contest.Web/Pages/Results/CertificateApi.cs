using Contest.Infrastructure.Results;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Results;

/// <summary>The certificate's file, behind its number: what is printed on it is public, nothing else is in it.</summary>
public static class CertificateApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/certificates/{number}/pdf", PdfAsync);

    private static async Task<IResult> PdfAsync(
        string number,
        HttpContext http,
        PrintCertificate print,
        IOptions<ContestSettings> settings,
        CancellationToken cancel
    )
    {
        if (Core.Results.CertificateNumber.Parse(number) is not { } known)
            return TypedResults.NotFound();
        var root = http.Request.Public(settings.Value);
        Uri check = new($"{root}/certificates/check?number={known}");
        var printed = await print.HandleAsync(new(known.ToString(), check), cancel);
        if (printed.Value is { } pdf)
            return TypedResults.File(pdf, "application/pdf", $"{known}.pdf");
        return printed.Refusal!.Code == "results.unknown_certificate"
            ? TypedResults.NotFound()
            : TypedResults.Text(printed.Refusal.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}

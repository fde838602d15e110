using System.Globalization;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Printing;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Look;
using Contest.Web.Security;
using Contest.Web.Texts;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>The receipt of the latest submission, printed from what was kept then, not from what the draft says now.</summary>
public static class ReceiptApi
{
    private static readonly string[] OfProject =
    [
        "title",
        "pitch",
        "industry",
        "market",
        "firstMarketOn",
        "recommender",
        "contactName",
        "contactPhone",
        "contactEmail",
        "summary",
        "team",
        "video",
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/my/{edition}/entries/{entryId:guid}/receipt.pdf", PdfAsync)
            .RequireAuthorization(Policies.Entrant);

    private static async Task<IResult> PdfAsync(
        string edition,
        Guid entryId,
        HttpContext http,
        OwnEntry own,
        PdfPrinter printer,
        CancellationToken cancel
    )
    {
        if (!await own.FindAsync(edition, entryId, http.User, cancel))
            return TypedResults.NotFound();
        if ((await own.SubmissionsAsync(cancel)).FirstOrDefault() is not { } submission)
            return TypedResults.NotFound();
        var printed = await printer.PrintAsync(ReceiptSheet.Html(FactsOf(own, submission)), cancel);
        http.Response.Headers.CacheControl = "no-store";
        return printed.Value is { } pdf
            ? TypedResults.File(pdf, "application/pdf", $"{submission.Receipt}.pdf")
            : TypedResults.Text(printed.Refusal!.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static ReceiptSheet.Facts FactsOf(OwnEntry own, Submission submission)
    {
        EntryDraft draft = new(CanonicalJson.Read<Dictionary<string, string>>(submission.Fields));
        var zone = own.Edition.Zone;
        return new(
            CultureInfo.CurrentUICulture.Name,
            Registering.ReceiptTitle,
            own.Edition.Rulebook.Title.ToString(),
            submission.Receipt,
            [
                new(
                    Registering.Receipt,
                    [
                        (Registering.Receipt, submission.Receipt),
                        (Registering.SubmittedAt, LocalTime.OnPaper(submission.At, zone)),
                        (Registering.ReceiptBy, submission.ByName),
                    ],
                    []
                ),
                new(Registering.StepProject, [.. ProjectOf(draft)], []),
                new(Registering.StepEntrants, [], [.. EntrantsOf(draft)]),
                new(Registering.StepPatents, [], [.. PatentsOf(draft)]),
                new(
                    Registering.Declaration,
                    [
                        (
                            string.Format(
                                CultureInfo.CurrentCulture,
                                Registering.DeclarationVersion,
                                submission.DeclarationVersion
                            ),
                            submission.DeclarationText
                        ),
                    ],
                    []
                ),
            ],
            string.Format(CultureInfo.CurrentCulture, Registering.ReceiptFoot, submission.Hash)
        );
    }

    private static IEnumerable<(string, string)> ProjectOf(EntryDraft draft) =>
        OfProject
            .Select(name => "project/" + name)
            .Where(path => draft[path].Length > 0)
            .Select(path => (FieldWords.Label(path), FieldWords.Say(path, draft[path])));

    private static IEnumerable<string> EntrantsOf(EntryDraft draft) =>
        draft
            .FilledRows(DraftFields.Entrants)
            .Select(row =>
                string.Join(
                    " · ",
                    new[] { "name", "identifier", "region" }
                        .Select(name => draft[DraftFields.Path(DraftFields.Entrants, row, name)])
                        .Where(value => value.Length > 0)
                )
            );

    private static IEnumerable<string> PatentsOf(EntryDraft draft) =>
        draft
            .FilledRows(DraftFields.Patents)
            .Select(row =>
                string.Join(
                    " · ",
                    new[] { "number", "title", "kind", "owners", "legalStatus" }
                        .Select(name => FieldWords.Say($"patents/{name}", draft[$"patents/{row}/{name}"]))
                        .Append(KindWords.IsYes(draft[$"patents/{row}/core"]) ? Registering.Core : "")
                        .Where(value => value.Length > 0)
                )
            );
}

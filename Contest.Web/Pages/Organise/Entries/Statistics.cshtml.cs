using System.Globalization;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Says = Contest.Web.Texts.Reviewing;

namespace Contest.Web.Pages.Organise.Entries;

/// <summary>What formal review has decided, in numbers, and the league table of the recommending units.</summary>
public sealed class StatisticsModel(ContestDb db, CurrentEdition edition) : PageModel
{
    private const int MostRecommenders = 30;

    /// <summary>The file instead of the page: <c>reasons</c>, <c>recommenders</c>, <c>groups</c> or <c>league</c>.</summary>
    [FromQuery(Name = "csv")]
    public string? Csv { get; init; }

    public CurrentEdition Edition => edition;
    public ReviewStatistics Numbers { get; private set; } = ReviewStatistics.Of([]);
    public IReadOnlyList<LeagueLine> League { get; private set; } = [];

    /// <summary>The recommenders with the most decisions.</summary>
    public IReadOnlyList<OutcomeCount> Recommenders => [.. Numbers.Recommenders.Take(MostRecommenders)];

    /// <summary>Of all, in percent to one decimal; — where there is nothing to divide by.</summary>
    public static string Share(int part, int all) =>
        all == 0
            ? "—"
            : decimal.Round(100m * part / all, 1, MidpointRounding.AwayFromZero)
                .ToString("0.#", CultureInfo.CurrentCulture) + "%";

    /// <summary>The width of a bar in a thousandth of the longest.</summary>
    public static int Width(int part, int most) => most == 0 ? 0 : 1000 * part / most;

    public string GroupName(string code) => code.Length == 0 ? "—" : edition.Rulebook.GroupName(code);

    /// <summary>The list of entries this number counts.</summary>
    public string ListAddress(
        EntryState? state = null,
        string? group = null,
        Guid? unit = null,
        string? reason = null
    ) =>
        $"/organise/{edition.Slug}/entries"
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["state"] = state?.ToString(),
                ["group"] = group,
                ["unit"] = unit?.ToString(),
                ["reason"] = reason,
            }.Where(pair => pair.Value is { Length: > 0 })
        );

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.EntryConfidential))
            return Forbid();
        if (Csv is not (null or "reasons" or "recommenders" or "groups" or "league"))
            return NotFound();
        Numbers = await db.ReviewStatisticsAsync(edition.Id, edition.Zone, cancel);
        League = await db.LeagueAsync(edition.Id, User.Viewer(), edition.Competition.Stages, cancel);
        if (Csv is null)
            return Page();
        Response.Headers.CacheControl = "no-store";
        return File(CsvSheets.Write(Sheet(Csv)), "text/csv; charset=utf-8", $"{edition.Slug}-review-{Csv}.csv");
    }

    private Sheet Sheet(string what) =>
        Of(
            what,
            what switch
            {
                "reasons" =>
                [
                    [Says.Reason, Says.Decisions],
                    .. Numbers.Reasons.Select(r => (string[])[FormalReview.Say(r.Reason), Whole(r.Decisions)]),
                ],
                "recommenders" => Outcomes(Says.Unit, Numbers.Recommenders, key => key.Length > 0 ? key : Says.NoUnit),
                "groups" => Outcomes(Texts.Entries.Group, Numbers.Groups, GroupName),
                _ =>
                [
                    [
                        Says.Unit,
                        Says.Quota,
                        Says.HandedIn,
                        StateWords.Say(EntryState.Accepted),
                        StateWords.Say(EntryState.Returned),
                        StateWords.Say(EntryState.Rejected),
                        Says.Advanced,
                        Says.Awarded,
                    ],
                    .. League.Select(l =>
                        (string[])
                            [
                                l.Name,
                                Whole(l.Quota),
                                Whole(l.HandedIn),
                                Whole(l.Accepted),
                                Whole(l.Returned),
                                Whole(l.Rejected),
                                Whole(l.Advanced),
                                Whole(l.Awarded),
                            ]
                    ),
                ],
            }
        );

    private static IEnumerable<string[]> Outcomes(
        string heading,
        IEnumerable<OutcomeCount> counts,
        Func<string, string> name
    ) =>
        [
            [
                heading,
                Says.Decisions,
                StateWords.Say(EntryState.Accepted),
                StateWords.Say(EntryState.Returned),
                StateWords.Say(EntryState.Rejected),
            ],
            .. counts.Select(c =>
                (string[])[name(c.Key), Whole(c.All), Whole(c.Accepted), Whole(c.Returned), Whole(c.Rejected)]
            ),
        ];

    private static Sheet Of(string name, IEnumerable<string[]> rows) =>
        new(name, [.. rows.Select((cells, at) => new SheetRow(at + 1, cells))]);

    private static string Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}

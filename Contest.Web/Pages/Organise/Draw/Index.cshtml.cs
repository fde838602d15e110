using Contest.Core;
using Contest.Core.Draw;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Draw;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Pages.Draw;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Organise.Draw;

/// <summary>
/// The draw step by step (DOMAIN.md 1.10). Organizers drive it, the supervisor commits and reveals the supervisor's own
/// code, staff look on; what a step still waits for is said by the gates of Core.
/// </summary>
[RequireStepUp("Draw")]
public sealed class IndexModel(
    ContestDb db,
    CurrentEdition edition,
    CommitToDraw commit,
    EnterPublicValues enter,
    RevealCode reveal,
    DrawRunningOrder draw,
    OpenNextPlace open,
    IOptions<ContestSettings> settings
) : PageModel
{
    private static readonly char[] Separators = [' ', '\t', '\r', '\n', ',', '，', '、', ';', '；'];

    public CurrentEdition Edition => edition;

    /// <summary>Null until the stage has opened and the list was announced.</summary>
    public DrawPicture? Picture { get; private set; }
    public Refusal? Refusal { get; private set; }
    public bool IsOrganizer => User.Role() == Role.Organizer;

    /// <summary>What was typed and refused, by field.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    /// <summary>Why no values can be entered yet.</summary>
    public Refusal? WhyNotValues => DrawGates.WhyNotValues(Picture!.Record, Picture.Parties);

    /// <summary>Why the order cannot be computed yet.</summary>
    public Refusal? WhyNotDraw => DrawGates.WhyNotDraw(Picture!.Record);

    public bool MayActFor(string party) =>
        User.Role() is { } role && DrawGates.WhyNotActFor(role, party) is null && edition.IsOpen(Stage.Draw);

    public Refusal? WhyNotReveal(string party) => DrawGates.WhyNotReveal(Picture!.Record, party);

    /// <summary>In demo mode the code a party committed to; otherwise null: Contest never knows a code before it is revealed.</summary>
    public string? DemoCode(string party)
    {
        var code = DemoDrawCode.Of(party);
        return
            settings.Value.Demo
            && Picture!.CommitmentOf(party) is { } commitment
            && OneTimeCode.Opens(Convert.FromHexString(code), Convert.FromHexString(commitment.Hash))
            ? code
            : null;
    }

    public async Task OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel);

    public async Task<IActionResult> OnPostCommitAsync(string party, string commitment, CancellationToken cancel)
    {
        if (User.Role() == Role.Staff)
            return Forbid();
        Typed = new Dictionary<string, string> { [$"commit-{party}"] = commitment ?? "" };
        Refusal = await commit.HandleAsync(new(edition.Id, party ?? "", Hex(commitment), User.Actor()), cancel);
        return await DoneAsync(DrawWords.CommitDone, cancel);
    }

    public async Task<IActionResult> OnPostValuesAsync(List<string?> numbers, CancellationToken cancel)
    {
        if (!IsOrganizer)
            return Forbid();
        await ReadAsync(cancel);
        if (Picture is null)
            return NotFound();
        Typed = numbers.Index().ToDictionary(n => $"values-{n.Index}", n => n.Item ?? "");
        var values = Picture.Sources.Zip(numbers, (source, typed) => Value(source, typed ?? ""));
        Refusal = await enter.HandleAsync(new(edition.Id, [.. values], User.Actor()), cancel);
        return await DoneAsync(DrawWords.ValuesDone, cancel);
    }

    public async Task<IActionResult> OnPostRevealAsync(string party, string code, CancellationToken cancel)
    {
        if (User.Role() == Role.Staff)
            return Forbid();
        Typed = new Dictionary<string, string> { [$"reveal-{party}"] = code ?? "" };
        Refusal = await reveal.HandleAsync(new(edition.Id, party ?? "", Hex(code), User.Actor()), cancel);
        return await DoneAsync(DrawWords.RevealDone, cancel);
    }

    public async Task<IActionResult> OnPostDrawAsync(CancellationToken cancel)
    {
        if (!IsOrganizer)
            return Forbid();
        Refusal = (await draw.HandleAsync(new(edition.Id, User.Actor()), cancel)).Refusal;
        return await DoneAsync(DrawWords.DrawDone, cancel);
    }

    public async Task<IActionResult> OnPostOpenAsync(bool all, int? place, CancellationToken cancel)
    {
        if (!IsOrganizer)
            return Forbid();
        Refusal = await open.HandleAsync(new(edition.Id, all, User.Actor(), place), cancel);
        // back to the button, for the next place
        return await DoneAsync(null, cancel, "#opening");
    }

    private static string Hex(string? typed) =>
        new string([.. (typed ?? "").Where(c => !char.IsWhiteSpace(c))]).ToLowerInvariant();

    private static PublicValue Value(Core.Competitions.DrawSource source, string typed) =>
        new(
            source.Name.ZhCn,
            typed.Split(Separators, StringSplitOptions.RemoveEmptyEntries),
            source.IsOrdered,
            source.Outcomes
        );

    private async Task<IActionResult> DoneAsync(string? told, CancellationToken cancel, string at = "")
    {
        if (Refusal is null)
        {
            TempData["done"] = told;
            return Redirect($"/organise/{edition.Slug}/draw{at}");
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel) =>
        Picture = await DrawPicture.ReadAsync(db, edition, User.Viewer(), cancel);
}

using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Voting;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Voting;
using Contest.Web.Editions;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Voting;

/// <summary>
/// Where a voter shows who votes, by each way the rulebook admits. What was chosen travels along in the address and is
/// cast from here by one button; what is typed goes into a message and a hash and is not kept.
/// </summary>
[EnableRateLimiting(RateLimits.PublicPost)]
[ResponseCache(NoStore = true)]
[AboutEntries]
public sealed class VerifyModel(
    ContestDb db,
    CurrentEdition edition,
    VerifiedVoters voters,
    VoterCookie devices,
    VoterGateways gateways,
    RequestVoterCode request,
    TakeVoterCode take,
    IOptions<ContestSettings> settings
) : PageModel
{
    public sealed record Way(VoterIdentity Tier, bool IsReady);

    public sealed record Chosen(string Code, string Title);

    /// <summary>What was chosen before the detour.</summary>
    [BindProperty(SupportsGet = true)]
    public List<short> Choice { get; init; } = [];

    /// <summary>The id of the ballot it is, so that it stays the same one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid Ballot { get; init; }

    /// <summary>The code that was sent; null: none was asked for.</summary>
    [FromQuery]
    public Guid? Sent { get; init; }

    [FromQuery]
    public VoterIdentity? Tier { get; init; }

    /// <summary>Why WeChat sent the visitor back, or that the ways are to be shown.</summary>
    [FromQuery]
    public string? Why { get; init; }

    public CurrentEdition Edition => edition;
    public bool IsOpen { get; private set; }
    public bool IsNeeded { get; private set; }
    public IReadOnlyList<Way> Ways { get; private set; } = [];
    public IReadOnlyList<KnownVoter> Shown { get; private set; } = [];
    public IReadOnlyList<Chosen> Choices { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public VoterIdentity? RefusedAt { get; private set; }
    public string Typed { get; private set; } = "";
    public string Region { get; private set; } = "+86";

    /// <summary>
    /// The page goes on by itself: by refresh and not by redirect, because a form that was posted may not end on another
    /// site (the page's own form-action).
    /// </summary>
    public bool LeadsToWeChat { get; private set; }

    public bool IsInWeChat => IsWeChat(Request);

    /// <summary>What is carried along, as a query.</summary>
    public string Carried => VerifyAddress.Query(Choice, Ballot);

    /// <summary>This page's address for another device, without what is personal.</summary>
    public string PublicAddress => $"{Request.Public(settings.Value)}/{edition.Slug}/vote/verify";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (edition.Competition.Run(Stage.Voting).OpenedAt is null)
            return NotFound();
        if (Why is "voting.wechat_state" or "voting.wechat_refused" or "voting.wechat_away")
            (Refusal, RefusedAt) = (new(Why), VoterIdentity.WeChat);
        await ReadAsync(cancel);
        LeadsToWeChat =
            IsInWeChat
            && Sent is null
            && Why is null
            && Shown.Count == 0
            && IsNeeded
            && IsOpen
            && Ways.Any(w => w is { Tier: VoterIdentity.WeChat, IsReady: true });
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync(
        VoterIdentity tier,
        string? contact,
        string? region,
        CancellationToken cancel
    )
    {
        if (await DeviceAsync(cancel) is not { } device)
            return NotFound();
        Typed = (contact ?? "").Trim();
        Region = region is "+852" or "+853" ? region : "+86";
        var sent = await request.HandleAsync(
            new(
                edition.Id,
                tier,
                tier == VoterIdentity.Phone ? WithPlace(Typed, Region) : Typed,
                device,
                NetworkOf.Address(HttpContext.Connection.RemoteIpAddress),
                CultureInfo.CurrentUICulture.Name
            ),
            cancel
        );
        return sent.Refusal is null
            ? Redirect(Address(("sent", sent.Value.ToString("N")), ("tier", $"{tier}")))
            : await RefusedAsync(sent.Refusal, tier, cancel);
    }

    public async Task<IActionResult> OnPostCheckAsync(
        Guid sent,
        string? code,
        VoterIdentity tier,
        CancellationToken cancel
    )
    {
        if (await DeviceAsync(cancel) is not { } device)
            return NotFound();
        var taken = await take.HandleAsync(new(edition.Id, sent, code ?? "", device), cancel);
        if (taken.Value is not { } known)
            return await RefusedAsync(taken.Refusal!, tier, cancel);
        voters.Remember(HttpContext, edition.Slug, new(known.Voter, known.Tier));
        return Redirect(Address());
    }

    public IActionResult OnPostForget(VoterIdentity tier)
    {
        VerifiedVoters.Forget(HttpContext, edition.Slug, tier);
        TempData["done"] = Texts.Verifying.Forgotten;
        return Redirect(Address());
    }

    /// <summary>Inside WeChat, where the silent sign-in works.</summary>
    internal static bool IsWeChat(HttpRequest request) =>
        request.Headers.UserAgent.ToString().Contains("MicroMessenger", StringComparison.OrdinalIgnoreCase);

    private Task<Guid?> DeviceAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var isOver = edition.Competition.Run(Stage.Voting).OpenedAt is null;
        return Task.FromResult(isOver ? null : devices.VoterOf(HttpContext, edition));
    }

    private async Task<IActionResult> RefusedAsync(Refusal refusal, VoterIdentity tier, CancellationToken cancel)
    {
        (Refusal, RefusedAt) = (refusal, tier);
        if (refusal.Code == "voting.gateway_away")
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else if (refusal.Code.StartsWith("voting.code_too", StringComparison.Ordinal))
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var rules = edition.Rulebook.Vote;
        IsOpen =
            edition.IsOpen(Stage.Voting) && edition.Now < edition.Rulebook.Window(Stage.Voting).Closes(edition.Zone);
        IsNeeded = !rules.Identities.Contains(VoterIdentity.Device);
        Shown = voters.Shown(HttpContext, edition.Slug, rules);
        Ways =
        [
            .. VoterTiers
                .Verified(rules)
                .Where(t => Shown.All(s => s.Tier != t))
                .OrderByDescending(t => t == VoterIdentity.WeChat == IsInWeChat) // first what can be done here
                .ThenByDescending(t => t)
                .Select(t => new Way(t, gateways.IsReady(t))),
        ];
        if (Choice.Count is > 0 and <= VerifyAddress.MostChoices)
            Choices = await db
                .Entries.Where(e =>
                    e.CompetitionId == edition.Id && e.State == EntryState.Accepted && Choice.Contains((short)e.Number)
                )
                .OrderBy(e => e.Code)
                .Select(e => new Chosen(e.Code!, e.Title))
                .ToListAsync(cancel);
    }

    private string Address(params (string Name, string Value)[] more)
    {
        var address = VerifyAddress.Of(edition.Slug, Choice, Ballot);
        foreach (var (name, value) in more)
            address += $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value}";
        return address;
    }

    /// <summary>The place that was picked, unless the number names one itself.</summary>
    private static string WithPlace(string typed, string region) =>
        typed.Length == 0 || typed[0] is '+' or '＋' || typed.StartsWith("00", StringComparison.Ordinal)
            ? typed
            : region + typed;
}

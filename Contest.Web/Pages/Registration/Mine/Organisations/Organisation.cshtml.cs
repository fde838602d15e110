using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Infrastructure.Registration;
using Contest.Web.Localisation;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Says = Contest.Web.Texts.Organisations;

namespace Contest.Web.Pages.Registration.Mine.Organisations;

/// <summary>One organisation for those who act for it: its people, invitations, requests, and its parts in entries.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class OrganisationModel(
    ContestDb db,
    TimeProvider clock,
    InviteMember invite,
    RevokeInvitation revoke,
    ChangeMember change,
    EndMembership end,
    DecideJoinRequest decide,
    AnswerPart answer,
    IOptions<ContestSettings> settings
) : PageModel
{
    public sealed class InviteForm
    {
        [StringLength(100)]
        public string? DisplayName { get; set; }

        [StringLength(256)]
        public string? Email { get; set; }
        public MemberRole Role { get; set; } = MemberRole.Editor;
        public string Culture { get; set; } = CultureInfo.CurrentUICulture.Name;
    }

    [FromRoute]
    public Guid EntrantId { get; init; }

    public InviteForm Input { get; private set; } = new();
    public OrganisationPicture Picture { get; private set; } = null!;
    public Refusal? Refusal { get; private set; }
    public Guid Me => User.PersonId()!.Value;
    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostInviteAsync(InviteForm input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        Input = input;
        if (!await ReadAsync(cancel))
            return NotFound();
        if (!ModelState.IsValid || !ContestLocalisation.Cultures.Contains(input.Culture))
            return Again(new("people.form_incomplete"));
        InviteMember.Command command = new(
            EntrantId,
            input.Email ?? "",
            input.DisplayName ?? "",
            input.Role,
            Request.Public(settings.Value),
            input.Culture,
            User.Actor()
        );
        return await invite.HandleAsync(command, cancel) is { } refusal
            ? Again(refusal)
            : Done(string.Format(null, Says.Invited, input.Email));
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Picture.Invitations.All(i => i.Id != id))
            return NotFound();
        return await AnswerAsync(await revoke.HandleAsync(new(id, User.Actor()), cancel), Says.Revoked, cancel);
    }

    public async Task<IActionResult> OnPostChangeAsync(Guid id, MemberRole role, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var done = string.Format(null, Says.Changed, NameOf(id), MemberRoleNames.Of(role));
        return await AnswerAsync(
            await change.HandleAsync(new(EntrantId, id, role, User.Actor()), cancel),
            done,
            cancel
        );
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid? successor, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var isLeaving = id == Me;
        var handsOver = isLeaving && Picture.IsLastOwner(id);
        var refusal = await end.HandleAsync(new(EntrantId, id, successor, handsOver, User.Actor()), cancel);
        if (refusal is not null)
            return await AnswerAsync(refusal, "", cancel);
        if (!isLeaving)
            return Done(string.Format(null, Says.Ended, NameOf(id)));
        TempData["done"] = string.Format(null, Says.Left, Picture.Entrant.Name);
        return Redirect("/my/organisations");
    }

    /// <param name="role">The role granted; none refuses.</param>
    public async Task<IActionResult> OnPostDecideAsync(Guid id, MemberRole? role, bool accept, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Picture.Requests.FirstOrDefault(r => r.Id == id) is not { } asked)
            return NotFound();
        var grant = accept ? role ?? MemberRole.Editor : (MemberRole?)null;
        return await AnswerAsync(
            await decide.HandleAsync(
                new(id, grant, HadOwner: true, Request.Public(settings.Value), User.Actor()),
                cancel
            ),
            string.Format(null, accept ? Says.Accepted : Says.Declined, asked.Name),
            cancel
        );
    }

    public async Task<IActionResult> OnPostPartAsync(Guid id, bool confirms, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Picture.Parts.FirstOrDefault(p => p.EntryId == id) is not { } part)
            return NotFound();
        return await AnswerAsync(
            await answer.HandleAsync(new(id, EntrantId, confirms, User.Actor()), cancel),
            string.Format(null, confirms ? Says.Confirmed : Says.Refused, part.Title),
            cancel
        );
    }

    private string NameOf(Guid person) => Picture.Members.FirstOrDefault(m => m.PersonId == person)?.Name ?? "";

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await OrganisationPicture.ReadAsync(db, EntrantId, Me, cancel) is not { } picture)
            return false;
        Picture = picture;
        return true;
    }

    private PageResult Again(Refusal refusal)
    {
        Refusal = refusal;
        return Page();
    }

    private async Task<IActionResult> AnswerAsync(Refusal? refusal, string done, CancellationToken cancel)
    {
        if (refusal is null)
            return Done(done);
        db.ChangeTracker.Clear();
        return await ReadAsync(cancel) ? Again(refusal) : NotFound();
    }

    private RedirectResult Done(string sentence)
    {
        TempData["done"] = sentence;
        return Redirect($"/my/organisations/{EntrantId}");
    }
}

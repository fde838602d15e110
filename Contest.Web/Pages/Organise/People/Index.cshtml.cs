using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Contest.Web.Editions;
using Contest.Web.Localisation;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Contest.Web.Pages.Organise.People;

/// <summary>Who can sign in, who has been invited, and inviting: organizers and supervisors read, organizers change.</summary>
public sealed class IndexModel(
    ContestDb db,
    TimeProvider clock,
    CurrentEdition edition,
    InvitePerson invite,
    RevokeInvitation revoke,
    IOptions<ContestSettings> settings
) : PageModel
{
    public sealed record PersonLine(
        Guid Id,
        string Name,
        string? Email,
        Role Role,
        bool HasSecondStep,
        DateTimeOffset? LockedUntil
    );

    public sealed record InvitationLine(
        Guid Id,
        string Name,
        string Email,
        Role Role,
        DateTimeOffset ExpiresAt,
        string By
    );

    public sealed class InviteInput
    {
        [Required]
        [StringLength(100)]
        public string DisplayName { get; set; } = "";

        [Required]
        [StringLength(256)]
        public string Email { get; set; } = "";

        public Role Role { get; set; } = Role.Staff;

        public string Culture { get; set; } = "zh-CN";
    }

    [BindProperty]
    public InviteInput Input { get; set; } = new();

    [TempData]
    public string? Done { get; set; }

    public IReadOnlyList<PersonLine> People { get; private set; } = [];
    public IReadOnlyList<InvitationLine> Open { get; private set; } = [];
    public Refusal? Refusal { get; private set; }
    public bool MayChange => User.Role() == Role.Organizer;
    public TimeZoneInfo Zone => edition.Zone;
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Roles to invite here; judges are invited from the page of judges, with their seat.</summary>
    public static IReadOnlyList<Role> Invitable { get; } = [Role.Organizer, Role.Staff, Role.Supervisor];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!edition.MaySee(User.Viewer(), Sight.People))
            return Forbid();
        await ReadAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        if (
            !ModelState.IsValid
            || !Invitable.Contains(Input.Role)
            || !ContestLocalisation.Cultures.Contains(Input.Culture)
        )
            return await AgainAsync(new("people.form_incomplete"), cancel);
        var outcome = await InviteAsync(
            Input.Email,
            Input.DisplayName,
            Input.Role,
            Input.Culture,
            null,
            null,
            null,
            cancel
        );
        if (outcome.Refusal is { } refusal)
            return await AgainAsync(refusal, cancel);
        Done = Input.Email;
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostResendAsync(Guid id, CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        if (await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) is not { } old)
            return NotFound();
        if (old.UsedAt is not null)
            return await AgainAsync(new("people.invitation_used"), cancel);
        var outcome = await InviteAsync(
            old.Email,
            old.DisplayName,
            old.Role,
            old.Culture,
            old.JudgeId,
            old.EntrantId,
            old.MemberRole,
            cancel
        );
        if (outcome.Refusal is { } refusal)
            return await AgainAsync(refusal, cancel);
        Done = old.Email;
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        if (!MayChange)
            return Forbid();
        return await revoke.HandleAsync(new(id, User.Actor(), edition.Id), cancel) is { } refusal
            ? await AgainAsync(refusal, cancel)
            : RedirectToPage();
    }

    private Task<Outcome<string>> InviteAsync(
        string email,
        string name,
        Role role,
        string culture,
        Guid? judgeId,
        Guid? entrantId,
        MemberRole? memberRole,
        CancellationToken cancel
    ) =>
        invite.HandleAsync(
            new(
                email,
                name,
                role,
                Request.Public(settings.Value),
                culture,
                User.Actor(),
                judgeId,
                entrantId,
                memberRole,
                edition.Id
            ),
            cancel
        );

    private async Task<IActionResult> AgainAsync(Refusal refusal, CancellationToken cancel)
    {
        Refusal = refusal;
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        People = await db
            .Users.OrderBy(p => p.Role)
            .ThenBy(p => p.DisplayName)
            .Select(p => new PersonLine(p.Id, p.DisplayName, p.Email, p.Role, p.TwoFactorEnabled, p.LockoutEnd))
            .ToListAsync(cancel);
        Open = await db
            .Invitations.Where(i => i.UsedAt == null && i.VoidedAt == null)
            .OrderByDescending(i => i.CreatedAt)
            .Select(i => new InvitationLine(i.Id, i.DisplayName, i.Email, i.Role, i.ExpiresAt, i.InvitedBy))
            .ToListAsync(cancel);
    }
}

using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Operations;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Says = Contest.Web.Texts.Organisations;

namespace Contest.Web.Pages.Registration.Mine.Organisations;

/// <summary>Making an organisation's account, or asking to join one that is known already.</summary>
[EnableRateLimiting(RateLimits.PublicPost)]
public sealed class NewModel(ContestDb db, CreateOrganisation create, IOptions<ContestSettings> settings) : PageModel
{
    public sealed class Form
    {
        [StringLength(200)]
        public string? Name { get; set; }
        public EntrantKind? Kind { get; set; }
        public IdentifierKind? IdentifierKind { get; set; }

        [StringLength(40)]
        public string? Identifier { get; set; }

        [StringLength(100)]
        public string? Region { get; set; }

        [StringLength(2000)]
        public string? Grounds { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public Refusal? Refusal { get; private set; }

    /// <summary>Public entrants whose names may mean the same organisation.</summary>
    public IReadOnlyList<(Guid Id, string Name, Likeness Reason)> Like { get; private set; } = [];

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        OrganisationDetails details = new(Input.Name, Input.Kind, Input.IdentifierKind, Input.Identifier, Input.Region);
        var made = ModelState.IsValid
            ? await create.HandleAsync(
                new(details, Input.Grounds, Request.Public(settings.Value), User.Actor()),
                cancel
            )
            : new Refusal("people.form_incomplete");
        if (made.Value is { } answer)
        {
            TempData["done"] =
                answer.Role is not null ? Says.Created
                : answer.IsClaim ? Says.Claimed
                : Says.Asked;
            return Redirect(answer.Role is null ? "/my/organisations" : $"/my/organisations/{answer.EntrantId}");
        }
        Refusal = made.Refusal;
        Like = await (await db.PublicEntrantsAsync(cancel)).LikeOrganisationsAsync(Input.Name ?? "", null, cancel);
        return Page();
    }

    /// <summary>What was found in one field, by the refusal's code.</summary>
    public IReadOnlyList<Finding> Found(string field)
    {
        var isHere =
            Refusal is { } refusal
            && field
                == refusal.Code switch
                {
                    "organisation.name_missing" or "organisation.name_too_long" => nameof(Form.Name),
                    "organisation.region_missing" => nameof(Form.Region),
                    "organisation.grounds_too_long" => nameof(Form.Grounds),
                    "organisation.kind_missing" => Input.Kind is null ? nameof(Form.Kind) : nameof(Form.IdentifierKind),
                    var code when code.StartsWith("credit_code.", StringComparison.Ordinal) => nameof(Form.Identifier),
                    var code when code.StartsWith("entrant.", StringComparison.Ordinal) => nameof(Form.Identifier),
                    _ => "",
                };
        return isHere ? [new("", 0, Refusal!.Code, CheckResult.Error, field, "", Refusal.Arguments)] : [];
    }
}

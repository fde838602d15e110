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
        var made = ModelState.IsValid
            ? await create.HandleAsync(
                new(Details, Input.Grounds, Request.Public(settings.Value), User.Actor()),
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
        // several things missing are said beside their fields, and once above the form
        Refusal = Details.Wrong().Skip(1).Any()
            ? new("organisation.fields_wrong", Details.Wrong().Count())
            : made.Refusal;
        Like = await (await db.PublicEntrantsAsync(cancel)).LikeOrganisationsAsync(Input.Name ?? "", null, cancel);
        return Page();
    }

    /// <summary>What is wrong with one field: all of them are named at once.</summary>
    public IReadOnlyList<Finding> Found(string field) =>
        Refusal is null
            ? []
            : [.. Details.Wrong().Concat(OfWhole()).Where(w => w.Field == field).Select(w => FindingOf(field, w.Why))];

    private OrganisationDetails Details =>
        new(Input.Name, Input.Kind, Input.IdentifierKind, Input.Identifier, Input.Region);

    private IEnumerable<(string Field, Refusal Why)> OfWhole() =>
        Refusal is { Code: "organisation.grounds_too_long" } tooLong ? [(nameof(Form.Grounds), tooLong)] : [];

    private static Finding FindingOf(string field, Refusal why) =>
        new("", 0, why.Code, CheckResult.Error, field, "", why.Arguments);
}

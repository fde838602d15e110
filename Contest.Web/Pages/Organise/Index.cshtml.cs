using System.ComponentModel.DataAnnotations;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise;

/// <summary>The editions there are, and making a new one from a preset.</summary>
public sealed class IndexModel(ContestDb db, TimeProvider clock, CreateCompetition create) : PageModel
{
    public sealed record Line(string Slug, string Title, DateTimeOffset CreatedAt, bool IsFrozen);

    public sealed class NewEdition
    {
        [Required]
        [StringLength(64)]
        public string Slug { get; set; } = "";

        [Required]
        public string Preset { get; set; } = Presets.Names[0];

        [Required]
        public DateOnly? FirstDay { get; set; }
    }

    [BindProperty]
    public NewEdition Input { get; set; } = new();

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Refusal? Refusal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Input.FirstDay = DateOnly.FromDateTime(clock.GetUtcNow().Date).AddDays(7);
        await ReadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (User.Role() != Role.Organizer)
            return Forbid();
        if (ModelState.IsValid)
        {
            var made = await create.HandleAsync(
                new(Input.Slug, Input.Preset, Input.FirstDay!.Value, User.Actor()),
                cancel
            );
            if (made.Value is { } edition)
                return Redirect($"/organise/{edition.Slug}/settings");
            Refusal = made.Refusal;
        }
        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var editions = await db.Competitions.AsNoTracking().OrderByDescending(c => c.CreatedAt).ToListAsync(cancel);
        Lines =
        [
            .. editions.Select(c => new Line(
                c.Slug,
                ParsedRulebooks.Of(c.RulebookJson).Title.ToString(),
                c.CreatedAt,
                c.FrozenAt is not null
            )),
        ];
    }
}

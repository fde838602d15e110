using System.Text.Json;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration.Mails;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration.Mails;
using Contest.Web.Editions;
using Contest.Web.Security;
using Contest.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Organise.MailTemplates;

/// <summary>One mail in one language: its words, what they come to for an invented entry, and who changed them.</summary>
public sealed class EditModel(ContestDb db, CurrentEdition edition, SaveMailTemplate save) : PageModel
{
    private const int ShownChanges = 50;

    /// <param name="Before">The words it took the place of; null: the product's.</param>
    public sealed record Change(DateTimeOffset At, string By, MailWords? Before, bool IsReset);

    [FromQuery(Name = "kind")]
    public MailKind Kind { get; init; } = MailKind.Receipt;

    [FromQuery(Name = "language")]
    public string? Asked { get; init; }
    public string Language => Asked ?? MailWords.Languages[0];

    public CurrentEdition Edition => edition;

    /// <summary>What is sent now.</summary>
    public MailWords Present { get; private set; } = null!;

    /// <summary>What stands in the form.</summary>
    public MailWords Words { get; private set; } = null!;
    public MailWords Preview => SampleMail.Of(Kind, Language, Words, edition.Rulebook);
    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];
    public IReadOnlyList<Change> Changes { get; private set; } = [];
    public bool IsOwn => Seen is not null;
    public bool HasCollided => Refusals.Any(r => r.Code == "mail.changed");
    public bool MayChange => User.Role() == Role.Organizer;

    /// <summary>The row version the form was made from; null: the product's words.</summary>
    public uint? Seen { get; private set; }

    public static string AddressOf(string slug, MailKind kind, string language) =>
        $"/organise/{slug}/mail-templates/edit?kind={kind}&language={language}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!IsThere)
            return NotFound();
        await ReadAsync(cancel);
        Words = Present;
        return Page();
    }

    /// <param name="go">preview, save or reset.</param>
    public async Task<IActionResult> OnPostAsync(
        string? subject,
        string? body,
        uint? seen,
        string? go,
        CancellationToken cancel
    )
    {
        if (!IsThere)
            return NotFound();
        if (!MayChange)
            return Forbid();
        Words = MailWords.AsTyped(subject, body);
        if (go == "preview")
            Refusals = Words.Problems(Kind);
        else
        {
            Refusals = await save.HandleAsync(
                new(edition.Id, Kind, Language, go == "reset" ? null : Words, seen, User.Actor()),
                cancel
            );
            if (Refusals.Count == 0)
            {
                TempData["done"] = go == "reset" ? Mailing.IsReset : Mailing.IsSaved;
                return Redirect(AddressOf(edition.Slug, Kind, Language));
            }
        }
        db.ChangeTracker.Clear();
        await ReadAsync(cancel);
        if (!HasCollided)
            Seen = seen; // after a collision the form goes on from the present text, which is shown beside it
        return Page();
    }

    private bool IsThere => ModelState.IsValid && Enum.IsDefined(Kind) && MailWords.Languages.Contains(Language);

    private async Task ReadAsync(CancellationToken cancel)
    {
        var kept = await db
            .MailTemplates.AsNoTracking()
            .SingleOrDefaultAsync(
                t => t.CompetitionId == edition.Id && t.Kind == Kind && t.Language == Language,
                cancel
            );
        (Present, Seen) = (kept?.Words ?? MailWords.Default(Kind, Language), kept?.Version);
        if (!edition.MaySee(User.Viewer(), Sight.AuditLog))
            return;
        var subject = SaveMailTemplate.SubjectOf(Kind, Language);
        var log = await db
            .AuditEvents.Where(e => e.CompetitionId == edition.Id && e.Subject == subject)
            .OrderByDescending(e => e.Number)
            .Take(ShownChanges)
            .Select(e => new
            {
                e.At,
                e.Who,
                e.Before,
                e.After,
            })
            .ToListAsync(cancel);
        Changes = [.. log.Select(e => new Change(e.At, e.Who, WordsOf(e.Before), e.After is null))];
    }

    private static MailWords? WordsOf(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<MailWords>(json, ContestJson.Options);
}

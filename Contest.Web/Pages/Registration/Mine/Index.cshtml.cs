using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Web.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>An entrant's first page: the own entries of every edition, and where one can be registered now.</summary>
public sealed class IndexModel(ContestDb db, TimeProvider clock) : PageModel
{
    public sealed record EntryLine(
        Guid Id,
        string Title,
        string? Code,
        EntryState State,
        Guid CompetitionId,
        DateTimeOffset? SubmittedAt
    );

    public sealed record Edition(Guid Id, string Slug, Rulebook Rulebook, bool IsOpen)
    {
        public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Rulebook.TimeZone);
        public DateTimeOffset Closes => Rulebook.Window(Stage.Registration).Closes(Zone);
    }

    public IReadOnlyList<Edition> Editions { get; private set; } = [];
    public ILookup<Guid, EntryLine> Entries { get; private set; } = Array.Empty<EntryLine>().ToLookup(e => e.Id);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var person = User.PersonId();
        var own = db.EntrantsOf(person);
        Entries = (
            await db
                .Entries.Where(e => e.OwnerId == person || e.Participations.Any(p => own.Contains(p.EntrantId)))
                .OrderBy(e => e.Number)
                .Select(e => new EntryLine(e.Id, e.Title, e.Code, e.State, e.CompetitionId, e.SubmittedAt))
                .ToListAsync(cancel)
        ).ToLookup(e => e.CompetitionId);
        var editions = await db
            .Competitions.AsNoTracking()
            .Include(c => c.Stages)
            .OrderByDescending(c => c.CreatedAt)
            .ToListAsync(cancel);
        Editions = [.. editions.Select(c => Read(c, now)).Where(e => e.IsOpen || Entries.Contains(e.Id))];
    }

    private static Edition Read(Competition competition, DateTimeOffset now)
    {
        var rulebook = CanonicalJson.Read<Rulebook>(competition.RulebookJson);
        var isOpen = StageGates.WhyNotAct(competition.Run(Stage.Registration), rulebook, now) is null;
        return new(competition.Id, competition.Slug, rulebook, isOpen);
    }
}

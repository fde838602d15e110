using System.Security.Claims;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Core.Registration.Drafts;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Registration;
using Contest.Infrastructure.Registration.Drafts;
using Contest.Web.Editions;
using Contest.Web.Security;
using Microsoft.EntityFrameworkCore;

namespace Contest.Web.Pages.Registration.Mine;

/// <summary>The entry in the address as its own people see it: its fields, what was found in them, how far each step is.</summary>
public sealed class OwnEntry(ContestDb db, CurrentEdition edition)
{
    public CurrentEdition Edition => edition;
    public Entry Entry { get; private set; } = null!;
    public IReadOnlyDictionary<string, EntryField> Fields { get; private set; } = new Dictionary<string, EntryField>();
    public EntryDraft Draft { get; private set; } = new(new Dictionary<string, string>());
    public IReadOnlyList<Finding> Findings { get; private set; } = [];
    public IReadOnlyDictionary<DraftStep, StepState> States { get; private set; } =
        new Dictionary<DraftStep, StepState>();

    /// <summary>Why it may not be changed now, or null.</summary>
    public Refusal? WhyNotChange { get; private set; }

    public DateTimeOffset Closes => edition.Rulebook.Window(Stage.Registration).Closes(edition.Zone);

    /// <summary>The moment until which it may be changed: the deadline, or that of its correction.</summary>
    public DateTimeOffset ChangeUntil =>
        Entry.State == EntryState.Returned && Entry.Decisions.MaxBy(d => d.DecidedAt)?.CorrectBy is { } by
            ? by
            : Closes;

    public string Address => $"/my/{edition.Slug}/entries/{Entry.Id}";

    /// <summary>Reads it with its edition, where no filter has read that; false when there is none that this person may see.</summary>
    public async Task<bool> FindAsync(string slug, Guid entryId, ClaimsPrincipal user, CancellationToken cancel) =>
        await edition.FindAsync(slug, cancel) && await FindAsync(entryId, user, cancel);

    /// <summary>Reads it; false when there is none that this person may see.</summary>
    public async Task<bool> FindAsync(Guid? entryId, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (await db.WholeEntryAsync(edition.Id, entryId, cancel) is not { } entry)
            return false;
        var isOwn = user.PersonId() is { } person && await db.MayActForAsync(entry, person, cancel);
        if (!edition.MaySee(user.Viewer(), Sight.EntryConfidential, isOwn))
            return false;
        Entry = entry;
        WhyNotChange = edition.IsOpen(Stage.Registration)
            ? RegistrationForm.WhyNotChange(
                entry,
                edition.Rulebook.Window(Stage.Registration),
                edition.Zone,
                edition.Now
            )
            : StageGates.WhyNotAct(edition.Competition.Run(Stage.Registration), edition.Rulebook, edition.Now);
        await ReadFieldsAsync(cancel);
        return true;
    }

    /// <summary>Whether this person once had access that has ended: wrote in it, or acted for an organisation of it.</summary>
    public async Task<bool> HadAccessAsync(Guid entryId, ClaimsPrincipal user, CancellationToken cancel) =>
        user.PersonId() is { } person
        && await db.Entries.AnyAsync(
            e =>
                e.Id == entryId
                && e.CompetitionId == edition.Id
                && (
                    db.EntryEdits.Any(w => w.EntryId == e.Id && w.By == person)
                    || e.Participations.Any(p =>
                        db.Memberships.Any(m => m.PersonId == person && m.EntrantId == p.EntrantId && m.EndedAt != null)
                    )
                ),
            cancel
        );

    /// <summary>Reads the fields again, as they are after an act.</summary>
    public async Task ReadFieldsAsync(CancellationToken cancel)
    {
        Fields = await db.FieldsAsync(Entry, cancel);
        Draft = Fields.Draft();
        Findings = WorkbookFindings.Of(Draft.Form().AsWorkbook(), edition.Rulebook.LocalDate(edition.Now)).Findings;
        States = DraftSteps.States(Draft, Findings, edition.Rulebook);
    }

    /// <summary>The changes, and what follows from numbers among them for fields nobody has written in.</summary>
    public IReadOnlyList<FieldChange> WithWhatFollows(IReadOnlyList<FieldChange> changes) =>
        [
            .. changes,
            .. DraftFill
                .Of(Draft, changes, edition.Rulebook.LocalDate(edition.Now))
                .Select(c => c with { Seen = Fields.GetValueOrDefault(c.Path)?.Edit ?? 0 }),
        ];

    /// <summary>The recommending units of the edition by name: what the field offers; anything else may be written.</summary>
    public Task<List<string>> UnitNamesAsync(CancellationToken cancel) =>
        db
            .RecommendingUnits.Where(u => u.CompetitionId == edition.Id)
            .OrderBy(u => u.Position)
            .ThenBy(u => u.Id)
            .Select(u => u.Name)
            .ToListAsync(cancel);

    /// <summary>What was found in a field, or about the whole of a row.</summary>
    public IReadOnlyList<Finding> Found(string path) => [.. Findings.Where(f => Draft.PathOf(f) == path)];

    public Task<List<Submission>> SubmissionsAsync(CancellationToken cancel) =>
        db
            .Submissions.AsNoTracking()
            .Where(s => s.EntryId == Entry.Id)
            .OrderByDescending(s => s.Number)
            .ToListAsync(cancel);
}

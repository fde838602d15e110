using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>An entrant's form saved as a draft or submitted. What is wrong with it comes back with the answer.</summary>
public sealed class RegisterEntry(ContestDb db, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <param name="EntryId">Null for a new entry.</param>
    /// <param name="Version">The row version the form was opened with; null for a new entry.</param>
    /// <param name="Submit">False keeps a draft.</param>
    /// <param name="Declared">The declaration (承诺书) was read and accepted.</param>
    public sealed record Command(
        Guid CompetitionId,
        Guid? EntryId,
        uint? Version,
        RegistrationForm Form,
        bool Submit,
        bool Declared,
        Actor Actor
    );

    /// <param name="Refusal">Why nothing was saved; null when it was.</param>
    /// <param name="Findings">Of the form, whether it was saved or not.</param>
    public sealed record Answer(Guid? EntryId, uint? Version, Refusal? Refusal, IReadOnlyList<Finding> Findings);

    public async Task<Answer> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var run = await db.HoldStageAsync(command.CompetitionId, Stage.Registration, cancel);
        var rulebook = await db.RulebookOfAsync(command.CompetitionId, cancel);
        var today = rulebook.LocalDate(now);
        var workbook = command.Form.AsWorkbook();
        var findings = WorkbookFindings.Of(workbook, today).Findings;
        Answer No(Refusal refusal) => new(command.EntryId, command.Version, refusal, findings);

        if (StageGates.WhyNotAct(run) is { } closed)
            return No(closed);
        var found = await FindAsync(command, rulebook, now, cancel);
        if (found.Refusal is { } unfit)
            return No(unfit);
        if (WhyNot(command, rulebook, findings) is { } refusal)
            return No(refusal);

        var entry = found.Value!;
        var before = entry.State;
        var project = RegisteredProject.Of(workbook, today)[0];
        Fill(entry, command, project, rulebook, now);
        if (await SaveAsync(entry, command, project, rulebook, now, cancel) is { } failed)
            return No(failed);
        await db.RecordAsync(
            command.Actor,
            command.Submit ? "SubmitEntry" : "SaveDraft",
            $"entry:{entry.Id}",
            now,
            entry.CompetitionId,
            new { State = before },
            new
            {
                entry.State,
                entry.Title,
                entry.DeclarationVersion,
            },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return new(entry.Id, entry.Version, null, findings);
    }

    private async Task<Outcome<Entry>> FindAsync(
        Command command,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(rulebook.TimeZone);
        var window = rulebook.Window(Stage.Registration);
        if (command.Actor.PersonId is not { } person)
            return new Refusal("entry.not_yours");
        if (command.EntryId is not { } id)
            return RegistrationForm.WhyTooLate(window, zone, now) is { } late ? late : New(command, person, now);
        var entry = await db.HoldEntryAsync(id, cancel);
        if (entry is null || entry.CompetitionId != command.CompetitionId)
            return new Refusal("entry.unknown");
        if (!await db.MayActForAsync(entry, person, cancel))
            return new Refusal("entry.not_yours");
        await db.Entry(entry).Collection(e => e.Decisions).LoadAsync(cancel);
        if (RegistrationForm.WhyNotChange(entry, window, zone, now) is { } locked)
            return locked;
        return command.Version is { } seen && seen != entry.Version ? new Refusal("entry.changed") : entry;
    }

    private static Refusal? WhyNot(Command command, Rulebook rulebook, IReadOnlyList<Finding> findings)
    {
        var blocking = findings.Count(RegistrationForm.BlocksDraft);
        var errors = findings.Count(f => f.Level == CheckResult.Error);
        return !command.Submit ? (blocking > 0 ? new("entry.draft_has_errors", blocking) : null)
            : errors > 0 ? new("entry.has_errors", errors)
            : !command.Declared ? new("entry.not_declared")
            : command.Form.WhyNotSubmit(rulebook);
    }

    private static Entry New(Command command, Guid person, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = command.CompetitionId,
            OwnerId = person,
            State = EntryState.Draft,
            Title = "",
            Industry = "",
            Summary = "",
            ContactName = "",
            ContactPhone = "",
            ContactEmail = "",
        };

    private static void Fill(
        Entry entry,
        Command command,
        RegisteredProject project,
        Rulebook rulebook,
        DateTimeOffset now
    )
    {
        var row = project.Row;
        entry.OwnerId ??= command.Actor.PersonId;
        entry.Title = Plain.AsTyped(row.Title) is { Length: <= 200 } title ? title : Plain.AsTyped(row.Title)[..200];
        entry.ShortTitle = Plain.AsTyped(command.Form.ShortTitle) is { Length: > 0 and <= 20 } brief ? brief : null;
        entry.Industry = Plain.AsTyped(row.Industry);
        entry.Summary = Plain.AsTyped(row.Summary);
        entry.MarketStage = project.Market;
        entry.FirstMarketOn = project.FirstMarketOn;
        entry.ContactName = Plain.AsTyped(row.ContactName);
        entry.ContactPhone = PhoneNumber.Check(row.ContactPhone).Normalized;
        entry.ContactEmail = EmailAddress.Check(row.ContactEmail).Normalized;
        entry.Recommender = Plain.AsTypedOrNull(row.Recommender);
        entry.Pitch = Plain.AsTypedOrNull(row.Pitch);
        entry.Team = Plain.AsTypedOrNull(row.Team);
        entry.VideoUrl = Plain.AsTypedOrNull(row.Video);
        entry.Group = GroupOf.Entry(
            rulebook.Grouping,
            project.Market,
            [.. project.Entrants.Select((e, at) => new GroupOf.Member(e.Kind, e.RevenueWan, at == 0))]
        );
        if (!command.Submit)
        {
            // a returned entry stays returned while its correction is being written
            entry.State = entry.State == EntryState.Returned ? EntryState.Returned : EntryState.Draft;
            return;
        }
        entry.State = EntryState.Submitted;
        entry.SubmittedAt = now;
        entry.DeclaredAt = now;
        entry.DeclarationVersion = rulebook.Eligibility.DeclarationVersion;
    }

    private async Task<Refusal?> SaveAsync(
        Entry entry,
        Command command,
        RegisteredProject project,
        Rulebook rulebook,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        var entrants = await db.EntrantsOfAsync(project.Entrants, now, cancel, entry.Id);
        if (!await db.TrySaveAsync(cancel))
            return new("entry.collision");
        if (command.Submit && await WhyTooManyAsync(entry, project, entrants, rulebook, cancel) is { } tooMany)
            return tooMany;
        if (command.EntryId is null && !await AddAsync(entry, cancel))
            return new("entry.collision");
        await db.Participations.Where(p => p.EntryId == entry.Id).ExecuteDeleteAsync(cancel);
        await db.Patents.Where(p => p.EntryId == entry.Id).ExecuteDeleteAsync(cancel);
        db.Participations.AddRange(RowsOfEntry.Participations(entry.Id, project, entrants));
        db.Patents.AddRange(RowsOfEntry.Patents(entry.Id, project, now));
        return await db.TrySaveAsync(cancel) ? null : new("entry.collision");
    }

    /// <summary>A new entry gets the next number; when another took it meanwhile, the one after.</summary>
    private async Task<bool> AddAsync(Entry entry, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var last = await db
                .Entries.Where(e => e.CompetitionId == entry.CompetitionId)
                .MaxAsync(e => (int?)e.Number, cancel);
            db.Entry(entry).State = EntityState.Added;
            db.Entry(entry).Property(e => e.Number).CurrentValue = (last ?? 0) + 1;
            if (await db.TrySaveAsync(cancel))
                return true;
        }
        return false;
    }

    private async Task<Refusal?> WhyTooManyAsync(
        Entry entry,
        RegisteredProject project,
        Dictionary<(IdentifierKind, string), Entrant> entrants,
        Rulebook rulebook,
        CancellationToken cancel
    )
    {
        // held since EntrantsOfAsync: two entries of one lead are counted one after the other
        var lead = entrants[(project.Entrants[0].IdentifierKind, project.Entrants[0].Identifier)].Id;
        var most = rulebook.Eligibility.MostEntries;
        var others = await db.Entries.CountAsync(
            e =>
                e.CompetitionId == entry.CompetitionId
                && e.Id != entry.Id
                && (e.State == EntryState.Submitted || e.State == EntryState.Returned || e.State == EntryState.Accepted)
                && e.Participations.Any(p => p.EntrantId == lead && p.Position == 1),
            cancel
        );
        return others >= most ? new("entry.too_many", most) : null;
    }
}

/// <summary>Takes an entry back; before the deadline it may be changed and submitted again.</summary>
public sealed class WithdrawEntry(ContestDb db, TimeProvider clock)
{
    public sealed record Command(Guid EntryId, Actor Actor);

    public async Task<Refusal?> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var edition = await db
            .Entries.Where(e => e.Id == command.EntryId)
            .Select(e => (Guid?)e.CompetitionId)
            .SingleOrDefaultAsync(cancel);
        if (edition is null)
            return new("entry.unknown");
        if (StageGates.WhyNotAct(await db.HoldStageAsync(edition.Value, Stage.Registration, cancel)) is { } closed)
            return closed;
        if (await db.HoldEntryAsync(command.EntryId, cancel) is not { } entry)
            return new("entry.unknown"); // its import was undone meanwhile
        if (command.Actor.PersonId is not { } person || !await db.MayActForAsync(entry, person, cancel))
            return new("entry.not_yours");
        if (entry.State is not (EntryState.Draft or EntryState.Submitted or EntryState.Returned))
            return new("entry.not_submitted");
        var before = entry.State;
        entry.State = EntryState.Withdrawn;
        await db.RecordAsync(
            command.Actor,
            nameof(WithdrawEntry),
            $"entry:{entry.Id}",
            now,
            edition,
            new { State = before },
            new { entry.State },
            cancel
        );
        await transaction.CommitAsync(cancel);
        return null;
    }
}

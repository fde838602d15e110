using System.Security.Cryptography;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Registration;
using Contest.Infrastructure.Audit;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;

namespace Contest.Infrastructure.Registration;

/// <summary>A workbook becomes entries, all of it or none. Errors keep it out; warnings must be accepted.</summary>
public sealed class ImportRegistrations(ContestDb db, TimeProvider clock)
{
    private const int Chunk = 250;

    /// <param name="Progress">Told how many projects are stored, of how many; none of them is there before the end.</param>
    public sealed record Command(
        Guid CompetitionId,
        string FileName,
        byte[] File,
        bool AcceptWarnings,
        Actor Actor,
        IProgress<(int Done, int Total)>? Progress = null
    );

    /// <param name="Findings">The warnings that were accepted.</param>
    public sealed record Summary(
        Guid ImportRunId,
        int Entries,
        int Entrants,
        int Patents,
        IReadOnlyList<Finding> Findings
    );

    public async Task<Outcome<Summary>> HandleAsync(Command command, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(command);
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (
            StageGates.WhyNotAct(await db.HoldStageAsync(command.CompetitionId, Stage.Registration, cancel)) is
            { } closed
        )
            return closed;
        await db.HoldImportsAsync(command.CompetitionId, cancel);
        var rulebook = await db.RulebookOfAsync(command.CompetitionId, cancel);
        var today = rulebook.LocalDate(now);
        var read = await db.ReadWorkbookAsync(command.File, cancel);
        if (read.Value is not { } workbook)
            return read.Refusal!;
        var found = WorkbookFindings.Of(workbook, today);
        var hash = Convert.ToHexStringLower(SHA256.HashData(command.File));
        if (await WhyNotAsync(command, found, hash, cancel) is { } refusal)
            return refusal;

        var run = Run(command, found, hash, now);
        db.ImportRuns.Add(run);
        var projects = RegisteredProject.Of(workbook, today);
        var numbers = EntryNumbers.Of(
            [.. projects.Select(p => p.Number)],
            await db
                .Entries.Where(e => e.CompetitionId == run.CompetitionId)
                .Select(e => e.Number)
                .ToHashSetAsync(cancel)
        );
        if (numbers is null)
            return new Refusal("import.no_number", EntryNumbers.Highest);
        if (!await SaveEntriesAsync(run, projects, numbers, rulebook, command.Progress, now, cancel))
            return new Refusal("import.collision");
        await db.RecordAsync(
            command.Actor,
            nameof(ImportRegistrations),
            $"import:{run.Id}",
            now,
            command.CompetitionId,
            after: new
            {
                run.FileName,
                run.FileHash,
                run.Entries,
                run.Entrants,
                run.Patents,
                found.Warnings,
            },
            cancel: cancel
        );
        await transaction.CommitAsync(cancel);
        return new Summary(run.Id, run.Entries, run.Entrants, run.Patents, found.Findings);
    }

    private async Task<Refusal?> WhyNotAsync(
        Command command,
        WorkbookFindings found,
        string hash,
        CancellationToken cancel
    )
    {
        if (found.Errors > 0)
            return new("import.has_errors", found.Errors);
        if (found.Projects == 0)
            return new("import.empty");
        var earlier = await db
            .ImportRuns.Where(r => r.CompetitionId == command.CompetitionId && r.FileHash == hash && r.UndoneAt == null)
            .Select(r => r.FileName)
            .FirstOrDefaultAsync(cancel);
        if (earlier is not null)
            return new("import.same_file", earlier);
        return found.Warnings > 0 && !command.AcceptWarnings ? new("import.has_warnings", found.Warnings) : null;
    }

    private static ImportRun Run(Command command, WorkbookFindings found, string hash, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = command.CompetitionId,
            FileName = Path.GetFileName(Plain.AsTyped(command.FileName)),
            FileHash = hash,
            Entries = found.Projects,
            Entrants = found.Entrants,
            Patents = found.Patents,
            Findings = CanonicalJson.Write(
                found
                    .Findings.Select(f => new FoundLine(f.Sheet, f.Row, f.Code, f.Level.ToString().ToLowerInvariant()))
                    .ToList()
            ),
            By = command.Actor.Name,
            At = now,
        };

    /// <summary>A chunk at a time, so that five thousand projects do not stand in memory twice.</summary>
    private async Task<bool> SaveEntriesAsync(
        ImportRun run,
        IReadOnlyList<RegisteredProject> projects,
        IReadOnlyList<int> numbers,
        Rulebook rulebook,
        IProgress<(int, int)>? progress,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        progress?.Report((0, projects.Count));
        var entrants = await db.EntrantsOfAsync([.. projects.SelectMany(p => p.Entrants)], now, cancel);
        var units = await db.UnitsByKeyAsync(run.CompetitionId, cancel);
        var done = 0;
        foreach (var chunk in projects.Zip(numbers).Chunk(Chunk))
        {
            foreach (var (project, number) in chunk)
                db.Entries.Add(EntryOf(run, project, number, entrants, units, rulebook, now));
            if (!await db.TrySaveAsync(cancel))
                return false;
            db.ChangeTracker.Clear(); // the run and the entrants are stored with the first chunk
            progress?.Report((done += chunk.Length, projects.Count));
        }
        return true;
    }

    private static Entry EntryOf(
        ImportRun run,
        RegisteredProject project,
        int number,
        Dictionary<(IdentifierKind, string), Entrant> entrants,
        Dictionary<string, Guid> units,
        Rulebook rulebook,
        DateTimeOffset now
    )
    {
        Entry entry = new()
        {
            Id = Guid.CreateVersion7(now),
            CompetitionId = run.CompetitionId,
            ImportRunId = run.Id,
            Number = number,
            Title = Plain.AsTyped(project.Row.Title),
            Group = GroupOf.Entry(
                rulebook.Grouping,
                project.Market,
                [.. project.Entrants.Select((e, at) => new GroupOf.Member(e.Kind, e.RevenueWan, at == 0))]
            ),
            Industry = Plain.AsTyped(project.Row.Industry),
            Summary = Plain.AsTyped(project.Row.Summary),
            MarketStage = project.Market,
            FirstMarketOn = project.FirstMarketOn,
            ContactName = Plain.AsTyped(project.Row.ContactName),
            ContactPhone = PhoneNumber.Check(project.Row.ContactPhone).Normalized,
            ContactEmail = EmailAddress.Check(project.Row.ContactEmail).Normalized,
            Pitch = Plain.AsTypedOrNull(project.Row.Pitch),
            Team = Plain.AsTypedOrNull(project.Row.Team),
            VideoUrl = Plain.AsTypedOrNull(project.Row.Video),
            ShortTitle = Plain.AsTypedOrNull(project.Row.ShortTitle) is { Length: <= 20 } brief ? brief : null,
            Published = [.. PublishedFields.Read(project.Row.Published)],
            Recommender = Plain.AsTypedOrNull(project.Row.Recommender),
            State = EntryState.Submitted,
            SubmittedAt = now,
        };
        entry.RecommenderUnitId = units.TryGetValue(entry.RecommenderKey, out var unit) ? unit : null;
        entry.Participations.AddRange(RowsOfEntry.Participations(entry.Id, project, entrants));
        entry.Patents.AddRange(RowsOfEntry.Patents(entry.Id, project, now));
        return entry;
    }

    private sealed record FoundLine(string Sheet, int Row, string Code, string Level);
}

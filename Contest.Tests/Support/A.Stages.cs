using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Preliminary;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Contest.Tests.Support;

/// <summary>
/// A small edition (twelve entries) brought to a stage once per test run; every test works on a copy of its own.
/// </summary>
public static partial class A
{
    public static readonly Actor Organizer = new(Guid.CreateVersion7(), "组委会甲", Role.Organizer);
    public static readonly Actor OtherOrganizer = new(Guid.CreateVersion7(), "组委会乙", Role.Organizer);
    public static readonly Actor Supervisor = new(Guid.CreateVersion7(), "监督员", Role.Supervisor);

    private const int EntriesPerGroup = 6;
    private static readonly Lazy<Task<string>> Rounds = new(BuildRoundsAsync);
    private static readonly Lazy<Task<string>> Assigned = new(AssignAsync);

    /// <summary>An edition with its acts, at the moment a stage opened.</summary>
    public sealed record Edition(Acts Acts, Guid Id, Rulebook Rulebook) : IAsyncDisposable
    {
        public TestClock Clock => Acts.Clock;
        public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Rulebook.TimeZone);

        public DateTimeOffset Opens(Stage stage) => Rulebook.Window(stage).Opens(Zone).ToUniversalTime();

        public DateTimeOffset Closes(Stage stage) => Rulebook.Window(stage).Closes(Zone).ToUniversalTime();

        public Task<List<Entry>> EntriesAsync() =>
            Acts.WithDbAsync(db =>
                db.Entries.AsNoTracking().Where(e => e.State == EntryState.Accepted).OrderBy(e => e.Code).ToListAsync()
            );

        /// <summary>Opens a stage in its time.</summary>
        public async Task OpenAsync(Stage stage)
        {
            Clock.Set(Opens(stage));
            Must((await Acts.WithAsync((OpenStage a) => a.HandleAsync(new(Id, stage, Actor.Clock), default))).Refusal);
        }

        /// <summary>Closes a stage in its time.</summary>
        public async Task CloseAsync(Stage stage)
        {
            Clock.Set(Closes(stage));
            Must((await Acts.WithAsync((CloseStage a) => a.HandleAsync(new(Id, stage, Actor.Clock), default))).Refusal);
        }

        /// <summary>Changes the rulebook as if it had always been so: changing it properly is tested elsewhere.</summary>
        public async Task<Edition> WithRulesAsync(Func<Rulebook, Rulebook> change)
        {
            var changed = change(Rulebook);
            var json = CanonicalJson.Write(changed);
            await Acts.WithDbAsync(db =>
                db.Competitions.Where(c => c.Id == Id)
                    .ExecuteUpdateAsync(c =>
                        c.SetProperty(x => x.RulebookJson, json)
                            .SetProperty(x => x.RulebookHash, CanonicalJson.HashText(json))
                    )
            );
            return this with { Rulebook = changed };
        }

        public ValueTask DisposeAsync() => Acts.DisposeAsync();
    }

    /// <summary>Voting and preliminary have just opened; nine judges, sheets not yet assigned.</summary>
    public static async Task<Edition> EditionInVotingAsync(IInterceptor? interceptor = null) =>
        await FromAsync(await Rounds.Value, Stage.Voting, interceptor);

    /// <summary>As <see cref="EditionInVotingAsync"/>, and every entry has its judges' sheets.</summary>
    public static async Task<Edition> EditionInPreliminaryAsync(IInterceptor? interceptor = null) =>
        await FromAsync(await Assigned.Value, Stage.Preliminary, interceptor);

    /// <summary>A sheet with its judge's account.</summary>
    public sealed record SheetOf(Guid Id, Guid PersonId, Guid EntryId, string Judge);

    public static Task<List<SheetOf>> SheetsAsync(Edition edition, Stage round = Stage.Preliminary) =>
        edition.Acts.WithDbAsync(db =>
            (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                join e in db.Entries on s.EntryId equals e.Id
                where s.Round == round
                orderby e.Code, j.Name
                select new SheetOf(s.Id, j.PersonId!.Value, e.Id, j.Name)
            ).ToListAsync()
        );

    public static Task<Outcome<SaveSheet.Answer>> SaveAsync(
        Edition edition,
        SheetOf sheet,
        SheetUpdate update,
        Guid? person = null
    ) =>
        edition.Acts.WithAsync(
            (SaveSheet a) => a.HandleAsync(new(sheet.Id, person ?? sheet.PersonId, update), default)
        );

    /// <summary>A complete sheet, submitted: points by chance of the given dice.</summary>
    public static SheetUpdate FullSheet(JudgingRules rules, Random chance, bool submit = true, string device = "tablet")
    {
        var values = rules.Sheet.ToDictionary(
            c => c.Code,
            c =>
                (string?)
                    (chance.Next(1 + (int)(c.Most / rules.Step)) * rules.Step).ToString(
                        System.Globalization.CultureInfo.InvariantCulture
                    )
        );
        values[SheetRules.Comment] = "对应清楚。";
        return new(device, 1, 0, values, [], [], submit);
    }

    public static void Must(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
    }

    public static T Must<T>(Outcome<T> outcome)
        where T : notnull
    {
        Must(outcome.Refusal);
        return outcome.Value!;
    }

    private static async Task<Edition> FromAsync(string database, Stage stage, IInterceptor? interceptor)
    {
        var acts = await Acts.StartFromAsync(database, DateTimeOffset.UnixEpoch, interceptor);
        var edition = await EditionAsync(acts);
        acts.Clock.Set(edition.Opens(stage));
        return edition;
    }

    private static async Task<Edition> EditionAsync(Acts acts)
    {
        var one = await acts.WithDbAsync(db => db.Competitions.AsNoTracking().SingleAsync());
        return new(acts, one.Id, CanonicalJson.Read<Rulebook>(one.RulebookJson));
    }

    private static async Task<string> BuildRoundsAsync()
    {
        var acts = await Acts.StartAsync();
        await EditionInRegistrationAsync(acts);
        var edition = await EditionAsync(acts);
        Must((await ImportAsync(acts, edition.Id)).Refusal);
        await ReviewAllAsync(acts);
        await edition.CloseAsync(Stage.Registration);
        for (var number = 1; number <= 9; number++)
            await AddJudgeAsync(edition, number);
        await edition.OpenAsync(Stage.Voting);
        await edition.OpenAsync(Stage.Preliminary);
        return await acts.LeaveDatabaseAsync();
    }

    private static async Task<string> AssignAsync()
    {
        var edition = await EditionInVotingAsync();
        Must(
            (
                await edition.Acts.WithAsync((AssignJudges a) => a.HandleAsync(new(edition.Id, Organizer), default))
            ).Refusal
        );
        return await edition.Acts.LeaveDatabaseAsync();
    }

    /// <summary>Review in two statements: how entries are decided is tested elsewhere.</summary>
    private static Task<bool> ReviewAllAsync(Acts acts) =>
        acts.WithDbAsync(async db =>
        {
            var entries = await db.Entries.OrderBy(e => e.Number).ToListAsync();
            foreach (var group in entries.GroupBy(e => e.Group!))
            {
                var taken = 0;
                foreach (var entry in group)
                {
                    entry.State = ++taken <= EntriesPerGroup ? EntryState.Accepted : EntryState.Rejected;
                    entry.Code =
                        entry.State == EntryState.Accepted ? $"{(group.Key == "startup" ? 'A' : 'B')}{taken:00}" : null;
                }
            }
            await db.SaveChangesAsync();
            return true;
        });

    private static async Task AddJudgeAsync(Edition edition, int number)
    {
        AddJudge.Command add = new(
            edition.Id,
            $"评委{number}",
            $"云江第{number}研究所",
            (Discipline)(1 + (number % 4)),
            IsFinalJudge: number <= 7,
            PersonId: Guid.CreateVersion7(),
            Organizer
        );
        Must((await edition.Acts.WithAsync((AddJudge a) => a.HandleAsync(add, default))).Refusal);
    }
}

using System.Security.Cryptography;
using System.Text;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Draw;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Core.Preliminary.Assignment;
using Contest.Core.Registration;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Draw;
using Contest.Infrastructure.Final;
using Contest.Infrastructure.Preliminary;
using Contest.Infrastructure.Preliminary.Pool;
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
    private const int FinalistsPerGroup = 3;
    private static readonly Lazy<Task<string>> Rounds = new(BuildRoundsAsync);
    private static readonly Lazy<Task<string>> Assigned = new(AssignAsync);
    private static readonly Lazy<Task<string>> Announced = new(JudgeAsync);
    private static readonly Lazy<Task<string>> OnStage = new(DrawAsync);
    private static readonly Lazy<Task<string>> Judged = new(PerformAsync);

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

        /// <summary>The organizer asks, the supervisor agrees: the closed preliminary is confirmed.</summary>
        public async Task ConfirmAsync()
        {
            var approval = Must(await AskToConfirmAsync(this));
            Must(await DecideAsync(this, approval));
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
    public static async Task<Edition> EditionInVotingAsync(
        IInterceptor? interceptor = null,
        params (string Key, string Value)[] settings
    ) => await FromAsync(await Rounds.Value, Stage.Voting, interceptor, settings);

    /// <summary>As <c>EditionInVotingAsync</c>, and every entry has its judges' sheets.</summary>
    public static async Task<Edition> EditionInPreliminaryAsync(IInterceptor? interceptor = null) =>
        await FromAsync(await Assigned.Value, Stage.Preliminary, interceptor);

    /// <summary>Six finalists are announced; nobody has committed to the draw.</summary>
    public static async Task<Edition> EditionInDrawAsync(IInterceptor? interceptor = null) =>
        await FromAsync(await Announced.Value, Stage.Draw, interceptor);

    /// <summary>The order is drawn, the final is open, nobody has been on stage.</summary>
    public static async Task<Edition> EditionInFinalAsync(IInterceptor? interceptor = null) =>
        await FromAsync(await OnStage.Value, Stage.Final, interceptor);

    /// <summary>All turns are revealed, nothing is published.</summary>
    public static async Task<Edition> EditionInResultsAsync(IInterceptor? interceptor = null) =>
        await FromAsync(await Judged.Value, Stage.Results, interceptor);

    /// <summary>A party's secret code of the draw, hex.</summary>
    public static string CodeOf(string party) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"code of {party}")));

    public static string CommitmentOf(string party) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(CodeOf(party))));

    public static Actor Of(string party) => party == "supervisor" ? Supervisor : Organizer;

    public static Task<Refusal?> CommitAsync(
        Edition edition,
        string party,
        string? commitment = null,
        Actor? by = null
    ) =>
        edition.Acts.WithAsync(
            (CommitToDraw a) =>
                a.HandleAsync(new(edition.Id, party, commitment ?? CommitmentOf(party), by ?? Of(party)), default)
        );

    public static Task<Refusal?> EnterAsync(Edition edition, IReadOnlyList<PublicValue>? values = null) =>
        edition.Acts.WithAsync(
            (EnterPublicValues a) =>
                a.HandleAsync(new(edition.Id, values ?? ValuesOf(edition.Rulebook), Organizer), default)
        );

    /// <summary>Numbers for every announced source.</summary>
    public static IReadOnlyList<PublicValue> ValuesOf(Rulebook rulebook) =>
        [
            .. rulebook.Draw.Sources.Select(s => new PublicValue(
                s.Name.ZhCn,
                [.. Enumerable.Range(1, s.Count).Select(n => $"{n}")],
                s.IsOrdered,
                s.Outcomes
            )),
        ];

    public static Task<Refusal?> RevealAsync(Edition edition, string party, string? code = null, Actor? by = null) =>
        edition.Acts.WithAsync(
            (RevealCode a) => a.HandleAsync(new(edition.Id, party, code ?? CodeOf(party), by ?? Of(party)), default)
        );

    public static async Task<Outcome<Approval>> AskToConfirmAsync(Edition edition, Actor? by = null)
    {
        var hash = await edition.Acts.WithDbAsync(async db =>
            (await db.StandingsOfAsync(edition.Id, Stage.Preliminary, default))?.Hash
        );
        return await edition.Acts.WithAsync(
            (ConfirmStandings a) => a.HandleAsync(new(edition.Id, hash ?? "", by ?? Organizer), default)
        );
    }

    /// <summary>The second person's answer to a request, bound to what was shown.</summary>
    public static Task<Refusal?> DecideAsync(Edition edition, Approval approval, Actor? by = null) =>
        edition.Acts.WithAsync(
            (DecideApproval a) => a.HandleAsync(new(approval.Id, approval.ShownHash, true, by ?? Supervisor), default)
        );

    public static Task<Outcome<DrawBundle>> DrawAsync(Edition edition) =>
        edition.Acts.WithAsync((DrawRunningOrder a) => a.HandleAsync(new(edition.Id, Organizer), default));

    public static Task<Refusal?> MoveAsync(Edition edition, Guid entry, TurnPhase to, Actor? by = null) =>
        edition.Acts.WithAsync((MoveTurn a) => a.HandleAsync(new(edition.Id, entry, to, by ?? Organizer), default));

    /// <summary>The turns in their order.</summary>
    public static Task<List<FinalTurn>> TurnsAsync(Edition edition) =>
        edition.Acts.WithDbAsync(db => db.FinalTurns.AsNoTracking().OrderBy(t => t.Slot).ToListAsync());

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

    private static async Task<Edition> FromAsync(
        string database,
        Stage stage,
        IInterceptor? interceptor,
        params (string Key, string Value)[] settings
    )
    {
        var acts = await Acts.StartFromAsync(database, DateTimeOffset.UnixEpoch, interceptor, settings);
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
        var edition = await (await EditionAsync(acts)).WithRulesAsync(r =>
            r with
            {
                Cuts = [.. r.Cuts.Select(c => c with { Rule = c.Rule with { Number = FinalistsPerGroup } })],
            }
        );
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

    private static async Task<string> JudgeAsync()
    {
        var edition = await EditionInPreliminaryAsync();
        Random chance = new(1);
        foreach (var sheet in await SheetsAsync(edition))
            Must(Must(await SaveAsync(edition, sheet, FullSheet(edition.Rulebook.Preliminary, chance))).Refusal);
        await edition.CloseAsync(Stage.Voting);
        await edition.CloseAsync(Stage.Preliminary);
        await edition.ConfirmAsync();
        await edition.OpenAsync(Stage.Draw);
        return await edition.Acts.LeaveDatabaseAsync();
    }

    private static async Task<string> DrawAsync()
    {
        var edition = await EditionInDrawAsync();
        foreach (var party in edition.Rulebook.Draw.Parties)
            Must(await CommitAsync(edition, party));
        Must(await EnterAsync(edition));
        foreach (var party in edition.Rulebook.Draw.Parties)
            Must(await RevealAsync(edition, party));
        Must((await DrawAsync(edition)).Refusal);
        await edition.CloseAsync(Stage.Draw);
        await edition.OpenAsync(Stage.Final);
        return await edition.Acts.LeaveDatabaseAsync();
    }

    private static async Task<string> PerformAsync()
    {
        var edition = await EditionInFinalAsync();
        Random chance = new(2);
        var sheets = (await SheetsAsync(edition, Stage.Final)).ToLookup(s => s.EntryId);
        foreach (var turn in await TurnsAsync(edition))
        {
            foreach (var phase in new[] { TurnPhase.Pitch, TurnPhase.Questions, TurnPhase.Scoring })
                Must(await MoveAsync(edition, turn.EntryId, phase));
            foreach (var sheet in sheets[turn.EntryId])
                Must(Must(await SaveAsync(edition, sheet, FullSheet(edition.Rulebook.Final, chance))).Refusal);
            Must(await MoveAsync(edition, turn.EntryId, TurnPhase.Revealed));
        }
        await edition.CloseAsync(Stage.Final);
        await edition.OpenAsync(Stage.Results);
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

    /// <summary>A judge with an account who has accepted the terms.</summary>
    public static async Task AddJudgeAsync(Edition edition, int number)
    {
        var person = Guid.CreateVersion7();
        AddJudge.Command add = new(
            edition.Id,
            $"评委{number}",
            $"云江第{number}研究所",
            (Discipline)(1 + (number % 4)),
            IsFinalJudge: number <= 7,
            person,
            Organizer
        );
        Must((await edition.Acts.WithAsync((AddJudge a) => a.HandleAsync(add, default))).Refusal);
        Must(await edition.Acts.WithAsync((AcceptTerms a) => a.HandleAsync(new(person, "保密承诺", "zh-CN"), default)));
    }
}

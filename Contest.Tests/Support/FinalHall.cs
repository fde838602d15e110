using Contest.Core;
using Contest.Core.Competitions;
using Contest.Core.Final;
using Contest.Core.Preliminary;
using Contest.Infrastructure;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Demo;
using Contest.Infrastructure.Final;
using Contest.Infrastructure.Preliminary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Contest.Tests.Support;

/// <summary>A demo edition that stands at its final, brought there by the product's own acts.</summary>
public sealed class FinalHall : IAsyncDisposable
{
    private FinalHall(ContestApp app, Competition competition) => (App, Competition) = (app, competition);

    public ContestApp App { get; }
    public Competition Competition { get; }
    public string Slug => Competition.Slug;
    public Rulebook Rulebook => CanonicalJson.Read<Rulebook>(Competition.RulebookJson);

    public static async Task<FinalHall> StartAsync(DemoStage stage = DemoStage.Final)
    {
        var app = await ContestApp.StartAtAsync(stage);
        return new(app, await app.WithDbAsync(db => db.Competitions.AsNoTracking().SingleAsync()));
    }

    public Task<FinalTurn> OnStageAsync() =>
        App.WithDbAsync(db =>
            db.FinalTurns.AsNoTracking()
                .SingleAsync(t =>
                    t.Phase == TurnPhase.Pitch || t.Phase == TurnPhase.Questions || t.Phase == TurnPhase.Scoring
                )
        );

    public Task<FinalTurn> NextAsync() =>
        App.WithDbAsync(db =>
            db.FinalTurns.AsNoTracking().Where(t => t.Phase == TurnPhase.Waiting).OrderBy(t => t.Slot).FirstAsync()
        );

    public async Task<Refusal?> MoveAsync(Guid entryId, TurnPhase to, IServiceProvider? acts = null)
    {
        Actor organizer = new(await PersonAsync(Role.Organizer), "organizer", Role.Organizer);
        await using var scope = (acts ?? App.Services).CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<MoveTurn>()
            .HandleAsync(new(Competition.Id, entryId, to, organizer), default);
    }

    /// <summary>The acts on the hall's database with an interceptor of the test's: for races.</summary>
    public ServiceProvider Acts(IInterceptor interceptor)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddHttpContextAccessor();
        services.AddAuthentication();
        services.AddDataProtection();
        services.AddSingleton(App.Clock);
        services.AddContest(App.Services.GetRequiredService<IConfiguration>().GetConnectionString("Contest")!);
        services.ConfigureDbContext<ContestDb>(o => o.AddInterceptors(interceptor));
        return services.BuildServiceProvider();
    }

    /// <summary>Every judge of the entry submits; the first gives <paramref name="most"/>, the others one step less each.</summary>
    public async Task SubmitAllAsync(Guid entryId, decimal most = 19m)
    {
        var sheets = await App.WithDbAsync(db =>
            (
                from s in db.JudgeSheets
                join j in db.Judges on s.JudgeId equals j.Id
                where s.EntryId == entryId && s.Round == Stage.Final && s.SubmittedAt == null && s.RecusedAt == null
                orderby j.Name
                select new { s.Id, Person = j.PersonId!.Value }
            ).ToListAsync()
        );
        var rules = Rulebook.Final;
        for (var nth = 0; nth < sheets.Count; nth++)
            await SubmitAsync(sheets[nth].Id, sheets[nth].Person, rules, decimal.Min(1, (most - nth) / 20));
    }

    private async Task SubmitAsync(Guid sheet, Guid person, JudgingRules rules, decimal share)
    {
        var values = rules.Sheet.ToDictionary(
            c => c.Code,
            c => (string?)(decimal.Floor(c.Most * share / rules.Step) * rules.Step).ToString("0.##", null)
        );
        values[SheetRules.Comment] = "现场表现清楚。";
        SheetUpdate update = new("hall", 1, 0, values, [], [], Submit: true);
        var saved = await App.WithAsync((SaveSheet act) => act.HandleAsync(new(sheet, person, update), default));
        Assert.That(saved.Refusal ?? saved.Value!.Refusal, Is.Null);
    }

    /// <summary>A visitor signed in as the demo's first person of this role.</summary>
    public async Task<Visitor> SignedInAsync(Role role)
    {
        Visitor visitor = new(App);
        await visitor.SignInAsync(App, role);
        return visitor;
    }

    public Task<Guid> PersonAsync(Role role) =>
        App.WithDbAsync(db => db.Users.Where(p => p.Role == role).OrderBy(p => p.Email).Select(p => p.Id).FirstAsync());

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

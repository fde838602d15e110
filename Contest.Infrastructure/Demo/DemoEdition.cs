using System.Globalization;
using Contest.Core;
using Contest.Core.Competitions;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Contest.Infrastructure.Demo;

/// <summary>
/// The demo edition: the workbook's projects in a fictional city, brought to a stage by the product's own acts on a
/// clock of its own, the same every time. It never writes a table.
/// </summary>
public static class DemoEdition
{
    public const string Slug = "yunjiang";

    /// <summary>Builds it unless there is an edition already.</summary>
    public static async Task BuildAsync(
        string connectionString,
        DemoStage stage,
        DateTimeOffset now,
        ILogger log,
        CancellationToken cancel
    )
    {
        if (await IsThereAsync(connectionString, cancel))
            return;
        var preset = Presets.Get("jianggao-like");
        var first = DemoTimetable.FirstDay(stage, now, preset);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(preset.TimeZone);
        var morning = first.ToDateTime(new(8, 0));
        DemoClock clock = new(new DateTimeOffset(morning, zone.GetUtcOffset(morning)).AddDays(-7));
        await using var services = Services(connectionString, clock);
        DemoRun run = new(services, clock, now, cancel);
        log.LogInformation("Building the demo edition up to {Stage}", stage);
        await PeopleAsync(run);
        await SetUpAsync(run, first);
        await DemoRegistration.LiveAsync(run, stage);
        if (stage >= DemoStage.Voting)
            await DemoRounds.LiveAsync(run, stage);
        if (stage >= DemoStage.Draw)
            await DemoShow.LiveAsync(run, stage);
        log.LogInformation("The demo edition stands at {Stage}", stage);
    }

    /// <summary>Asked before anything else is made: at every start but the first the answer is yes.</summary>
    private static async Task<bool> IsThereAsync(string connectionString, CancellationToken cancel)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(cancel);
        await using NpgsqlCommand any = new("select exists (select 1 from competitions)", connection);
        return (bool)(await any.ExecuteScalarAsync(cancel))!;
    }

    private static ServiceProvider Services(string connectionString, DemoClock clock)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddDataProtection();
        services.AddHttpContextAccessor();
        services.AddAuthentication();
        services.AddContest(connectionString);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        return services.BuildServiceProvider();
    }

    private static async Task PeopleAsync(DemoRun run)
    {
        await run.DoAsync<CreateDemoPeople, bool>(async act =>
        {
            await act.HandleAsync(run.Cancel);
            return true;
        });
        run.Organizer = await ActorAsync(run, Role.Organizer);
        run.Staff = await ActorAsync(run, Role.Staff);
        run.Supervisor = await ActorAsync(run, Role.Supervisor);
    }

    private static Task<Actor> ActorAsync(DemoRun run, Role role) =>
        run.DoAsync<ContestDb, Actor>(async db =>
        {
            var person = await db.Users.OrderBy(p => p.Email).FirstAsync(p => p.Role == role, run.Cancel);
            return new(person.Id, person.DisplayName, role);
        });

    private static async Task SetUpAsync(DemoRun run, DateOnly first)
    {
        var slug = string.Create(CultureInfo.InvariantCulture, $"{Slug}-{first.Year}");
        var made = await run.DoAsync<CreateCompetition, Outcome<Competition>>(a =>
            a.HandleAsync(new(slug, "jianggao-like", first, run.Organizer), run.Cancel)
        );
        run.Competition = DemoRun.Must(made);
        run.Rulebook = CanonicalJson.Read<Rulebook>(run.Competition.RulebookJson);
        var title = run.Rulebook.Title;
        var year = first.Year.ToString(CultureInfo.InvariantCulture);
        if (!title.ZhCn.Contains(year, StringComparison.Ordinal))
        {
            LocalizedText renamed = new(Year(title.ZhCn, year), Year(title.ZhHk, year), Year(title.En, year));
            SaveRulebook.Command save = new(
                run.Competition.Id,
                run.Rulebook with
                {
                    Title = renamed,
                },
                run.Competition.RulebookHash,
                "",
                run.Organizer
            );
            DemoRun.Must(await run.DoAsync<SaveRulebook, Refusal?>(a => a.HandleAsync(save, run.Cancel)));
        }
        await run.OpenAsync(Stage.Registration);
    }

    private static string Year(string title, string year) => title.Replace("2026", year, StringComparison.Ordinal);
}

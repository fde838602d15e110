using System.Data.Common;
using System.Reflection;
using Contest.Infrastructure.Competitions;
using Contest.Infrastructure.Data;
using Contest.Infrastructure.Files;
using Contest.Infrastructure.Mail;
using Contest.Infrastructure.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Contest.Infrastructure;

/// <summary>Registers the database, the accounts and every act.</summary>
public static class ContestInfrastructure
{
    public static IServiceCollection AddContest(this IServiceCollection services, string connectionString)
    {
        var source = Source(connectionString);
        services.AddSingleton(source);
        services.AddSingleton<System.Data.Common.DbDataSource>(source);
        services.AddDbContextPool<ContestDb>(o => o.UseNpgsql(source));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Printing.PdfPrinter>();
        services.AddFiles();
        services.AddSingleton<ScreenNews>();
        services.AddHostedService(s => s.GetRequiredService<ScreenNews>());
        services.AddSingleton<Registration.Showcase>();
        services.AddSingleton<Voting.BallotBox>();
        services.AddHostedService(s => s.GetRequiredService<Voting.BallotBox>());
        services.AddSingleton<Preliminary.SheetQueue>();
        services.AddHostedService(s => s.GetRequiredService<Preliminary.SheetQueue>());
        services.AddSingleton<Voting.VoterGateways>();
        services.AddSingleton<Voting.IPhoneGateway, Voting.HttpPhoneGateway>();
        services.AddSingleton<Voting.WeChatSignIn>();
        services
            .AddOptions<Voting.VerificationSettings>()
            .BindConfiguration("Verification")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddScoped<Voting.Ledger.LedgerKeys>();
        services.AddScoped<Demo.DemoPeople>();
        services.AddOptions<SmtpSettings>().BindConfiguration("Smtp").ValidateDataAnnotations().ValidateOnStart();
        services
            .AddIdentityCore<Person>(o =>
            {
                o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                o.User.RequireUniqueEmail = true;
                // the name is the address, and addresses have apostrophes and letters of every script
                o.User.AllowedUserNameCharacters = "";
                // length beats rules about characters (NIST SP 800-63B); lock-out as DOMAIN.md 1.16 asks
                o.Password.RequiredLength = 12;
                o.Password.RequireDigit = false;
                o.Password.RequireLowercase = false;
                o.Password.RequireUppercase = false;
                o.Password.RequireNonAlphanumeric = false;
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<ContestDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        return services.AddActs(typeof(ContestInfrastructure).Assembly);
    }

    /// <summary>
    /// Statements asked again and again are prepared by their connection, unless the connection string says how many:
    /// what EF writes takes the server longer to plan than to answer.
    /// </summary>
    private static NpgsqlDataSource Source(string connectionString)
    {
        NpgsqlDataSourceBuilder builder = new(connectionString);
        if (!new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey("Max Auto Prepare"))
            builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
        return builder.Build();
    }

    /// <summary>An act is a public class with one public HandleAsync: found by that, registered once, no list to forget.</summary>
    private static IServiceCollection AddActs(this IServiceCollection services, Assembly assembly)
    {
        var acts = assembly
            .GetExportedTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && t.GetMethods().Any(m => m.Name == "HandleAsync"));
        foreach (var act in acts)
        {
            services.TryAddScoped(act);
            if (act.IsAssignableTo(typeof(ITwoPersonAct)))
                services.AddScoped(s => (ITwoPersonAct)s.GetRequiredService(act));
        }
        foreach (var follower in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }))
        {
            if (follower.IsAssignableTo(typeof(IOnStageOpened)))
                services.AddScoped(typeof(IOnStageOpened), follower);
            if (follower.IsAssignableTo(typeof(IOnStageClosing)))
                services.AddScoped(typeof(IOnStageClosing), follower);
        }
        return services;
    }
}

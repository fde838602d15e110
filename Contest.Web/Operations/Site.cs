using System.IO.Compression;
using Contest.Infrastructure;
using Contest.Infrastructure.Data.Embedded;
using Contest.Infrastructure.Files;
using Contest.Infrastructure.Jobs;
using Contest.Infrastructure.Mail;
using Contest.Web.Editions;
using Contest.Web.Localisation;
using Contest.Web.Look;
using Contest.Web.Pages.Jury;
using Contest.Web.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Contest.Web.Operations;

/// <summary>Puts the product together, in the order a request meets it.</summary>
public static class Site
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(o => o.AddServerHeader = false);
        var settings = Settings(builder);
        Logging.Configure(builder);
        using var early = LoggerFactory.Create(l => Logging.Configure(l, builder.Configuration));
        try
        {
            await using var database = await StartDatabase.StartAsync(
                builder.Configuration,
                settings,
                early.CreateLogger("Contest.Database"),
                CancellationToken.None
            );
            AddServices(builder, settings, database.ConnectionString);
            await using var app = builder.Build();
            Use(app);
            Map(app);
            await FirstRun.PrepareAsync(app.Services, settings, database.ConnectionString, CancellationToken.None);
            await app.RunAsync();
            return 0;
        }
        catch (DataFolderInUse refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 3;
        }
        catch (EmbeddedPostgresUnavailable refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 4;
        }
        catch (InvalidDataException refused) // a key that is cut short
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 5;
        }
        catch (OptionsValidationException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 5;
        }
    }

    private static ContestSettings Settings(WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<ContestSettings>()
            .BindConfiguration("Contest")
            .ValidateDataAnnotations()
            .Validate<IOptions<SmtpSettings>, IHostEnvironment>(HasTrustedAddress, NoTrustedAddress)
            .ValidateOnStart();
        return builder.Configuration.GetSection("Contest").Get<ContestSettings>() ?? new();
    }

    private const string NoTrustedAddress =
        "Set Contest__PublicAddress: mails leave by Smtp__Host, and without it their links would begin with whatever "
        + "host a stranger's request names.";

    private static bool HasTrustedAddress(
        ContestSettings settings,
        IOptions<SmtpSettings> smtp,
        IHostEnvironment environment
    ) => environment.IsDevelopment() || settings.MayMail(smtp.Value);

    private static void AddServices(WebApplicationBuilder builder, ContestSettings settings, string connectionString)
    {
        var services = builder.Services;
        services.AddContest(connectionString);
        services.PostConfigure<FileSettings>(f =>
        {
            f.Folder ??= Path.Combine(settings.Data, "files");
            f.Spool ??= Path.Combine(settings.Data, "spool");
        });
        if (settings.Jobs)
            services.AddContestJobs();
        services
            .AddDataProtection()
            .SetApplicationName("Contest")
            .PersistKeysToFileSystem(new(Path.Combine(settings.Data, "keys")));
        services.AddContestLocalisation();
        services.AddSingleton<Metrics>();
        services.AddContestHealth();
        AddSignIn(services);
        services.AddRateLimiter(RateLimits.Configure);
        services.AddAntiforgery(o => o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddResponseCompression(o =>
        {
            // no HTML: that of signed-in people carries secrets (antiforgery tokens); PublicPages packs the visitors'
            o.EnableForHttps = true;
            o.MimeTypes = ["text/css", "text/javascript", "image/svg+xml", "application/json"];
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddScoped<CurrentEdition>();
        services.AddScoped<Pages.Jury.OwnSheets>();
        services.AddScoped<Pages.Registration.Mine.OwnEntry>();
        services.AddSingleton(_ => Infrastructure.Voting.DeviceSeal.Open(Path.Combine(settings.Data, "keys")));
        services.AddSingleton<VoterCookie>();
        services.AddSingleton<VerifiedVoters>();
        services.AddSingleton<MailCodeCookie>();
        services.AddSingleton<NewDevices>();
        services.AddSingleton<VoterWork>();
        services.AddSingleton<Pages.Voting.WaitingVoters>();
        services.AddSingleton<VotingEditions>();
        services.AddSingleton<BallotLimiter>();
        services.AddSingleton<Pages.Voting.BallotDesk>();
        services.AddSingleton<Pages.Voting.Papers>();
        services.AddSingleton<Pages.Voting.PublicCounts>();
        services.AddSingleton<Look.Figures.FigureSheets>();
        services.AddSingleton<Pages.Registration.CardPictures>();
        services.AddSingleton<Pages.Organise.Entries.UploadedWorkbooks>();
        services.AddSingleton<Pages.Organise.Entries.ImportQueue>();
        services.AddHostedService(s => s.GetRequiredService<Pages.Organise.Entries.ImportQueue>());
        services
            .AddRazorPages(o =>
            {
                Policies.Apply(o.Conventions);
                o.Conventions.Add(new DemoOnly(settings.Demo));
            })
            .AddMvcOptions(o =>
            {
                o.Filters.Add<RefuseNul>();
                o.Filters.Add<EditionFilter>();
            });
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false); // a bad request is the caller's fault in development too
        services.AddRouting(o => o.LowercaseUrls = true);
        services.AddLateHttpContext();
        services.AddContestNetwork();
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddScoped<IUserClaimsPrincipalFactory<Infrastructure.People.Person>, PersonClaims>();
        services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "contest";
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.LoginPath = "/account/sign-in";
            o.AccessDeniedPath = "/error/403";
            o.ExpireTimeSpan = TimeSpan.FromHours(10);
            o.SlidingExpiration = true;
            o.Events.OnValidatePrincipal = StepUp.ValidateAsync;
            o.Events.OnRedirectToLogin = ApiAnswers.OrRedirect(StatusCodes.Status401Unauthorized);
            o.Events.OnRedirectToAccessDenied = ApiAnswers.Plainly(StatusCodes.Status403Forbidden);
        });
        services.Configure<SecurityStampValidatorOptions>(StepUp.Watch);
        services.AddAuthorization(Policies.Add);
    }

    private static void Use(WebApplication app)
    {
        // first of all what meets every phone: the ballot and the page it is on
        app.Use(app.Services.GetRequiredService<Pages.Voting.BallotDesk>().AnswerAsync);
        app.UseContestHeaders();
        app.Use(app.Services.GetRequiredService<Pages.Voting.Papers>().AnswerAsync);
        app.UseHttpContextAccess();
        app.UseRequestTrace();
        app.UseContestErrors();
        app.UseContestHeaders(); // an error has cleared them
        app.UseTypeSize();
        app.UseRouting();
        app.UseResponseCompression();
        app.UseContestLocalisation();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UsePublicPages();
    }

    private static void Map(WebApplication app)
    {
        app.Services.GetRequiredService<Metrics>();
        app.MapStaticAssets();
        app.MapContestHealth();
        app.MapMetrics();
        app.MapRazorPages().WithStaticAssets();
        Apis.Map(app);
    }
}

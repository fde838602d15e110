using System.CommandLine;
using Contest.Infrastructure;
using Contest.Infrastructure.Data.Embedded;
using Contest.Infrastructure.People;
using Contest.Web.Operations;
using Microsoft.AspNetCore.DataProtection;

namespace Contest.Web.Commands;

/// <summary>
/// <c>contest create-organizer --email --name [--address] [--data DIR]</c>: prints a one-time invitation link for an
/// organizer. While the product runs on its own database in the same folder, that database is in use: stop it first.
/// </summary>
internal static class CreateOrganizerCommand
{
    private const string DefaultAddress = "http://localhost:5000";

    public static Command Make()
    {
        Option<string> email = new("--email") { Description = "E-mail address of the organizer.", Required = true };
        Option<string> name = new("--name") { Description = "Name others see.", Required = true };
        Option<string?> address = new("--address")
        {
            Description = "Where the product is reached; default: Contest:PublicAddress.",
        };
        Option<string?> data = new("--data") { Description = "Data folder; default: Contest:Data." };
        Command command = new("create-organizer", "Prints a one-time link with which an organizer opens an account.")
        {
            email,
            name,
            address,
            data,
        };
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(
                    parsed.GetRequiredValue(email),
                    parsed.GetRequiredValue(name),
                    parsed.GetValue(address),
                    parsed.GetValue(data),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string email,
        string name,
        string? address,
        string? data,
        CancellationToken cancel
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        if (data is not null)
            builder.Configuration["Contest:Data"] = data;
        var settings = builder.Configuration.GetSection("Contest").Get<ContestSettings>() ?? new();
        try
        {
            using var quiet = LoggerFactory.Create(_ => { });
            await using var database = await StartDatabase.StartAsync(
                builder.Configuration,
                settings,
                quiet.CreateLogger("Contest.Database"),
                cancel
            );
            return await InviteAsync(
                builder,
                database.ConnectionString,
                new(email, name, address ?? settings.PublicAddress ?? DefaultAddress, "zh-CN"),
                cancel
            );
        }
        catch (DataFolderInUse refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 3;
        }
    }

    private static async Task<int> InviteAsync(
        WebApplicationBuilder builder,
        string connectionString,
        CreateOrganizer.Command command,
        CancellationToken cancel
    )
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAuthentication();
        builder.Services.AddDataProtection();
        builder.Services.AddContest(connectionString);
        await using var services = builder.Services.BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var create = scope.ServiceProvider.GetRequiredService<CreateOrganizer>();
        var link = await create.HandleAsync(command, cancel);
        if (link.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
        await Console.Out.WriteLineAsync(link.Value);
        return 0;
    }
}

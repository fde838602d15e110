using Contest.Infrastructure.Data;
using Contest.Infrastructure.Demo;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Contest.Tests.Support;

/// <summary>The real product on a free port of the loopback, on a database of its own, with a clock the test moves.</summary>
public sealed class ContestApp : WebApplicationFactory<Program>
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _settings;

    private ContestApp(string connectionString, TimeProvider clock, Dictionary<string, string> settings)
    {
        (ConnectionString, Clock, _settings) = (connectionString, clock, settings);
        _folder = Directory.CreateTempSubdirectory("contest-app-").FullName;
        UseKestrel(); // a port given here would be set in a race with the start
    }

    /// <summary>The database of this product's own.</summary>
    public string ConnectionString { get; }

    public TimeProvider Clock { get; }

    /// <summary>The moving clock, when the app was started with one.</summary>
    public TestClock TestClock => (TestClock)Clock;

    /// <summary>Contest:Data: what the product keeps on this machine.</summary>
    public string DataFolder => _folder;

    public string Address => ClientOptions.BaseAddress.ToString().TrimEnd('/');

    /// <summary>Starts the product. Settings such as ("Contest:Demo", "true") come on top of the tests' own.</summary>
    public static async Task<ContestApp> StartAsync(
        TimeProvider? clock = null,
        params (string Key, string Value)[] settings
    )
    {
        clock ??= new TestClock(new(2026, 3, 1, 1, 0, 0, TimeSpan.Zero));
        return Start(await Database.CreateAsync(), clock, settings);
    }

    /// <summary>As <see cref="StartAsync"/>, on a copy of a database that somebody prepared and left.</summary>
    public static async Task<ContestApp> StartFromAsync(string database) =>
        Start(await Database.CopyAsync(database), new TestClock(new(2026, 3, 1, 1, 0, 0, TimeSpan.Zero)), []);

    /// <summary>As <see cref="StartAsync"/>, on a database without a single table.</summary>
    public static async Task<ContestApp> StartEmptyAsync(
        TimeProvider clock,
        params (string Key, string Value)[] settings
    ) => Start(await Database.CreateEmptyAsync(), clock, settings);

    /// <summary>The product in demo mode with the demo edition at this stage, its clock standing at that moment.</summary>
    public static async Task<ContestApp> StartAtAsync(DemoStage stage, params (string Key, string Value)[] settings) =>
        Start(
            await Database.CreateAsync(stage),
            new TestClock(Database.DemoNow),
            [("Contest:Demo", "true"), .. settings]
        );

    /// <summary>Runs something with the app's own services in a scope of its own.</summary>
    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Reads or prepares data directly.</summary>
    public Task<T> WithDbAsync<T>(Func<ContestDb, Task<T>> act) => WithAsync(act);

    private static ContestApp Start(string database, TimeProvider clock, (string Key, string Value)[] settings)
    {
        ContestApp app = new(database, clock, settings.ToDictionary(s => s.Key, s => s.Value));
        app.StartServer();
        return app;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development"); // static web assets come from the project
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("ConnectionStrings:Contest", ConnectionString);
        builder.UseSetting("Contest:Data", _folder);
        builder.UseSetting("Contest:Jobs", "false");
        builder.UseSetting("Contest:PaperMilliseconds", "0"); // tests read again at once
        builder.UseSetting("Contest:NewDevicesPerMinute", "1000000"); // all visitors of a test come from one address
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        builder.ConfigureServices(s => s.Replace(ServiceDescriptor.Singleton(Clock)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        await Database.DropAsync(ConnectionString);
    }
}
